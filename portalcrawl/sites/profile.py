r"""Site profiles: one TOML file a site. A site needs none to be crawled.

>>> profile = parse_profile('url = "www.a.gov.cn"', path="sites/a.toml")
>>> profile.site, profile.url, profile.delay_secs
('a', 'http://www.a.gov.cn/', None)
>>> parse_profile('url = "http://a.cn/"\ndelay = 2', path="a.toml")
Traceback (most recent call last):
    ...
portalcrawl.errors.ProfileError: a.toml, line 2: unknown key 'delay'; did you mean 'delay_secs'?
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from portalcrawl.errors import ProfileError, UrlError
from portalcrawl.manners.windows import DEFAULT_ZONE, Windows
from portalcrawl.recrawl.durations import parse_duration
from portalcrawl.schedule.starts import period_minutes
from portalcrawl.sites.column import Column, parse_column
from portalcrawl.sites.template import Template, parse_template
from portalcrawl.urls.absolute import host_of, parse_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a site beforehand. None leaves the choice to settings and command line."""

    site: str
    """The site's id in the database; the file's name unless the profile gives one."""
    url: str
    """The home page."""
    seeds: tuple[str, ...] = ()
    """Further pages to start from."""
    hosts: tuple[str, ...] = ()
    """Hosts that belong to the site beside its own: ``a.cn``, ``a.cn:8080`` or ``*.a.cn``."""
    deny: tuple[str, ...] = ()
    """Regular expressions of addresses not to ask for."""
    delay_secs: float | None = None
    """Pause between two requests to one host."""
    concurrency: int | None = None
    """Requests to one host at a time."""
    every: timedelta | None = None
    """How often a timer looks at what is due (``portalcrawl schedule``)."""
    recrawl_min: timedelta | None = None
    """The first pages of lists are not asked again sooner: ``10m``, ``6h``, ``1d12h``."""
    recrawl_max: timedelta | None = None
    """Nor later."""
    sweep_days: float | None = None
    """Every address is asked at least so often."""
    max_bytes_per_sec: float | None = None
    """What one host is to send at most, on average."""
    windows: tuple[str, ...] = ()
    """The hours in which the site may be asked (``22:00-06:00``); none: at all times."""
    timezone: str = DEFAULT_ZONE
    """Whose time ``windows`` are in."""
    columns: tuple[Column, ...] = ()
    """``[[column]]`` tables: first pages of columns, to start from as well."""
    templates: tuple[Template, ...] = ()
    """``[[template]]`` tables: where the parts of articles stand (``portalcrawl templates``)."""


_TYPES: dict[str, tuple[type, ...]] = {
    "site": (str,),
    "url": (str,),
    "seeds": (list,),
    "hosts": (list,),
    "deny": (list,),
    "delay_secs": (int, float),
    "concurrency": (int,),
    "every": (str,),
    "recrawl_min": (str,),
    "recrawl_max": (str,),
    "sweep_days": (int, float),
    "max_bytes_per_sec": (int, float),
    "windows": (list,),
    "timezone": (str,),
}
# The least value of each number; TOML has "nan" and "inf", too.
_LEAST = {"delay_secs": 0, "concurrency": 1, "sweep_days": 1, "max_bytes_per_sec": 1}
_DURATIONS = ("recrawl_min", "recrawl_max")
_EXPECTED = {str: "a text", list: "a list of texts", int: "a number", float: "a number"}


def profile_of_url(text: str) -> Profile:
    """The profile of a site that is known by its address only. Raises UrlError."""
    url = parse_home(text)
    return Profile(site=site_of_url(url), url=url)


def site_of_url(url: str) -> str:
    """The id of the site whose home page is *url*: its host, and its path where it has one.

    >>> site_of_url("http://127.0.0.1:8801/"), site_of_url("http://www.a.gov.cn/czj/index.html")
    ('127.0.0.1:8801', 'www.a.gov.cn/czj')
    """
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    folder = re.sub(r"(?:^|/)[^/]*\.[^/]*$", "", path).strip("/")
    return f"{host_of(url)}/{folder}" if folder else host_of(url)


def load_profile(path: Path) -> Profile:
    """The profile in the file *path*. Raises ProfileError, which names file, line and key."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: can't be read: {error}") from error
    return parse_profile(text, path=str(path))


def parse_profile(text: str, *, path: str) -> Profile:
    """The profile that *text* holds; *path* is for the messages and the default ``site``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path}: not TOML: {error}") from error
    templates = _tables(data, "template", text=text, path=path)
    columns = _tables(data, "column", text=text, path=path)
    for key, value in data.items():
        _check(key, value, text=text, path=path)
    if "url" not in data:
        raise ProfileError(f"{path}: the key 'url' (the site's home page) is missing")
    data["url"] = _home(data["url"], key="url", text=text, path=path)
    data["seeds"] = [_home(x, key="seeds", text=text, path=path) for x in data.get("seeds", ())]
    if "every" in data:
        data["every"] = _period(data["every"], text=text, path=path)
    for pattern in data.get("deny", ()):
        _check_pattern(pattern, text=text, path=path)
    _check_windows(data, text=text, path=path)
    values: dict[str, Any] = {"site": Path(path).stem}
    values["columns"] = tuple(parse_column(table, where=path) for table in columns)
    values["templates"] = tuple(parse_template(table, where=path) for table in templates)
    data |= {k: _duration(data[k], key=k, text=text, path=path) for k in _DURATIONS if k in data}
    values |= {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    return Profile(**values)


def _tables(data: dict[str, Any], key: str, *, text: str, path: str) -> list[dict[str, Any]]:
    """Take the tables ``[[key]]`` out of *data*."""
    tables = data.pop(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ProfileError(f"{path}, line {_line(text, key)}: write {key}s as [[{key}]]")
    return tables


def _check(key: str, value: Any, *, text: str, path: str) -> None:  # noqa: ANN401 - any TOML value
    where = f"{path}, line {_line(text, key)}"
    if key not in _TYPES:
        known = [*_TYPES, "column", "template"]
        near = [name for name in known if name.startswith(key) or key.startswith(name)]
        near = near or difflib.get_close_matches(key, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(known)}"
        raise ProfileError(f"{where}: unknown key {key!r}; {hint}")
    wanted = _TYPES[key]
    good = isinstance(value, wanted) and not isinstance(value, bool)
    if good and isinstance(value, list):
        good = all(isinstance(item, str) for item in value)
    if not good:
        raise ProfileError(f"{where}: {key} must be {_EXPECTED[wanted[0]]}, not {value!r}")
    if key in _LEAST and not _LEAST[key] <= value < float("inf"):
        raise ProfileError(f"{where}: {key} must not be {value!r}")


def _home(address: str, *, key: str, text: str, path: str) -> str:
    try:
        return parse_home(address)
    except UrlError as error:
        raise ProfileError(f"{path}, line {_line(text, key)}: {error}") from error


def _period(every: str, *, text: str, path: str) -> timedelta:
    period = _duration(every, key="every", text=text, path=path)
    try:
        period_minutes(period)
    except ValueError as error:
        raise ProfileError(f"{path}, line {_line(text, 'every')}: every: {error}") from error
    return period


def _duration(value: str, *, key: str, text: str, path: str) -> timedelta:
    try:
        return parse_duration(value)
    except ValueError as error:
        raise ProfileError(f"{path}, line {_line(text, key)}: {key}: {error}") from error


def _check_pattern(pattern: str, *, text: str, path: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        line = _line(text, "deny")
        raise ProfileError(f"{path}, line {line}: bad pattern {pattern!r}: {error}") from error


def _check_windows(data: dict[str, Any], *, text: str, path: str) -> None:
    zone = data.get("timezone", DEFAULT_ZONE)
    for key, windows in (("timezone", ()), ("windows", data.get("windows", ()))):
        try:
            Windows.parse(windows, zone=zone)
        except ValueError as error:
            raise ProfileError(f"{path}, line {_line(text, key)}: {error}") from error


def _line(text: str, key: str) -> int:
    """The line of *text* that sets *key* (tomllib keeps no positions)."""
    setting = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number, line in enumerate(text.splitlines(), 1):
        if setting.match(line):
            return number
    return 1
