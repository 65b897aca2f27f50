"""The two scripts of T9, in the manner of what bundlers make of larger ones."""

from __future__ import annotations

import json
from string import Template

from tests.portal.t9.columns import ANSWERS, COUNTER_API, DETAIL_API, LIST_API, POLICIES
from tests.portal.t9.record import ANALYTICS_HOST, RECORD

# Routes, lists with a pager of buttons, articles; asks for data as it goes. Beside it, what such
# apps also do: count the visit, call an analytics host.
APP_JS = Template("""\
(function () {
  "use strict";
  var box = document.getElementById("app");
  var names = $names;
  function ask(method, url, data, done) {
    var request = new XMLHttpRequest();
    request.open(method, url);
    if (data) request.setRequestHeader("Content-Type", "application/json;charset=UTF-8");
    request.onload = function () {
      var answer = JSON.parse(request.responseText);
      if (answer.code === 200) done(answer.data);
    };
    request.send(data ? JSON.stringify(data) : null);
  }
  function text(value) {
    return String(value || "").replace(/&/g, "&amp;").replace(/</g, "&lt;");
  }
  function crumbs(id) {
    return '<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="#/list?id=' + id +
      '">' + names[id] + "</a></div>";
  }
  function home() {
    box.innerHTML = "<ul>" + Object.keys(names).map(function (id) {
      return '<li><a href="#/list?id=' + id + '">' + names[id] + "</a></li>";
    }).join("") + "</ul>";
  }
  function list(id, page) {
    ask("POST", "${list_api}", {columnId: id, pageNo: page, pageSize: 10}, function (data) {
      box.innerHTML = crumbs(id) + '<ul class="rows">' + data.list.map(function (row) {
        return '<li><a href="#/detail?id=' + row.id + '">' + text(row.title) + "</a><span>" +
          row.publishTime.slice(0, 10) + "</span></li>";
      }).join("") + '</ul><div class="pager">共' + data.total + '条 ' + data.pageNo + "/" +
        data.pages + ' <button>下一页</button></div>';
      box.querySelector("button").onclick = function () {
        if (page < data.pages) list(id, page + 1);
      };
    });
  }
  function detail(id) {
    ask("GET", "${detail_api}?id=" + id, null, function (data) {
      document.title = data.title + "_${site}";
      box.innerHTML = crumbs(data.columnId) + '<h1 class="title">' + text(data.title) +
        '</h1><div class="info">发布时间：' + data.publishTime + "　来源：" + text(data.source) +
        '</div><div class="content">' + data.content + "</div>";
      ask("GET", "${counter_api}?id=" + id, null, function () {});
    });
  }
  function show() {
    var route = /^#\\/(list|detail)\\?id=(\\d+)/.exec(location.hash);
    if (!route) home();
    else if (route[1] === "list") list(Number(route[2]), 1);
    else detail(Number(route[2]));
  }
  window.addEventListener("hashchange", show);
  show();
  var tongji = document.createElement("script");
  tongji.src = "http://${analytics}/hm.js";
  document.body.appendChild(tongji);
})();
""").substitute(
    names=json.dumps({c.id: c.name for c in (POLICIES, ANSWERS)}, ensure_ascii=False),
    list_api=LIST_API,
    detail_api=DETAIL_API,
    counter_api=COUNTER_API,
    site=RECORD.name,
    analytics=ANALYTICS_HOST,
)

# Fills the list of the column behind ``#``; the pager has no addresses.
GKMLPT_JS = """\
(function () {
  "use strict";
  var column = location.hash.slice(1) || _CONFIG.COLUMN;
  function load(page) {
    api.open("GET", "/gkmlpt/api/all/" + column + "?page=" + page + "&sid=" + _CONFIG.SID);
    api.onload = function () {
      var data = JSON.parse(api.responseText);
      target.innerHTML = "<ul>" + data.articles.map(function (row) {
        var day = new Date((row.display_publish_time + 28800) * 1000).toISOString().slice(0, 10);
        return '<li><a href="' + row.url + '">' + row.title + "</a><b>" + day + "</b></li>";
      }).join("") + '</ul><a class="next" href="javascript:;">下一页</a>';
      target.querySelector(".next").onclick = function () { load(page + 1); };
    };
    api.send();
  }
  load(1);
})();
"""
