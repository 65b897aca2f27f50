"""Texts written from one form: alike but for names, dates and numbers, and no copies."""

from __future__ import annotations

from pathlib import Path
from random import Random

FORMS = Path(__file__).with_name("forms.txt").read_text("utf-8").splitlines()
_PLACES = [
    "青禾县",
    "望川县",
    "云岭镇",
    "白石乡",
    "临泉县",
    "南坪镇",
    "碧溪县",
    "松岗乡",
    "石门县",
    "柳湾镇",
]
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "建国明丽芳伟静强敏军磊洋艳勇杰娟涛超霞平刚玲"
_CHOICES = {
    "sex": ["男", "女"],
    "degree": ["大学本科", "大专", "研究生", "中专"],
    "office": ["教育局", "林业局", "卫生健康局", "水务局", "农业农村局", "民政局", "财政局"],
    "office2": ["统计局", "审计局", "信访局", "人大办公室", "总工会", "妇女联合会"],
    "rank": ["局长", "主任", "科长", "书记"],
    "sky": ["晴间多云", "小雨转阴", "阴有小雪", "多云转晴", "雷阵雨"],
    "wind": ["东北", "西北", "偏南", "东南"],
    "holiday": ["春节", "清明节", "劳动节", "端午节", "国庆节", "元旦"],
}


def filled_in(form: str, random: Random) -> str:
    """*form* for one case."""
    place, place2 = random.sample(_PLACES, 2)
    values = {name: random.choice(among) for name, among in _CHOICES.items()}
    month, day = random.randint(1, 12), random.randint(1, 20)
    year = random.randint(2012, 2025)
    return form.format(
        **values,
        place=place,
        place2=place2,
        year=year,
        person=_person(random),
        day=f"{year}年{month}月{day}日",
        day2=f"{month}月{day + 5}日",
        birth=f"{random.randint(1935, 1990)}年{random.randint(1, 12)}月",
        join=f"{random.randint(1955, 2012)}年{random.randint(1, 12)}月",
        phone=random.randint(5520000, 5529999),
        count=random.randint(2, 300),
        age=random.randint(30, 95),
        hour=random.randint(6, 20),
        low=random.randint(1, 40),
        high=random.randint(10, 60),
        force=random.randint(1, 6),
        level=random.randint(1, 9),
        money=random.randint(50, 9000),
    )


def _person(random: Random) -> str:
    return random.choice(_FAMILY) + "".join(random.choices(_GIVEN, k=random.randint(1, 2)))
