/* The search box: made here, so that nothing of it is drawn anew while somebody types. A combobox with
   the best finds below it; Enter without a choice opens the page of results. */
(function () {
  "use strict";
  var PAUSE = 160;            // ms without a key before it asks
  var LONGEST = 200;          // characters, as the server reads
  var NAMES = {
    figures: "Figures", house: "House", indicator: "Indicator", region: "Region", panel: "Panel",
    report: "Report", quote: "Sentence", stance: "Stance", theme: "Theme", policy: "Policy"
  };
  var input = null, list = null, status = null, waiting = null, asking = null, at = -1, shown = [];

  function el(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function clocks() {
    var held = new URLSearchParams(window.location.search), kept = new URLSearchParams();
    ["asof", "known"].forEach(function (name) { if (held.get(name)) { kept.set(name, held.get(name)); } });
    return kept;
  }

  function address(path, text) {
    var query = clocks();
    if (text) { query.set("q", text); }
    var asked = query.toString().replace(/\+/g, "%20");
    return window.houseviewsPlace().base.replace(/\/$/, "") + path + (asked ? "?" + asked : "");
  }

  function build(frame) {
    input = el("input", {
      type: "text", id: "seek-field", role: "combobox", placeholder: "House, indicator, report",
      maxlength: LONGEST, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "search", "aria-label": "Search houses, indicators, reports and words",
      "aria-expanded": "false", "aria-controls": "seek-list", "aria-autocomplete": "list"
    });
    list = el("ul", { id: "seek-list", role: "listbox", "aria-label": "Best finds", hidden: "" });
    status = el("span", { "class": "unseen", role: "status", "aria-live": "polite" });
    frame.append(el("span", { "class": "lens", "aria-hidden": "true" }), input,
                 el("kbd", { "aria-hidden": "true" }, "/"), list, status);
    input.addEventListener("input", later);
    input.addEventListener("keydown", pressed);
    input.addEventListener("focus", function () { if (input.value.trim() && !shown.length) { later(); } });
    input.addEventListener("blur", function () { window.setTimeout(hide, 0); });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); }); // the field keeps the focus
    frame.addEventListener("click", function (event) {
      var one = event.target.closest("[role=option]");
      if (one) { choose(Number(one.dataset.at)); } else { input.focus(); }
    });
    arrived();
  }

  /* ---- asking ---- */

  function later() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  }

  function ask() {
    var text = input.value.trim();
    if (asking) { asking.abort(); asking = null; }
    if (!text) { hide(); return; }
    var mine = asking = new AbortController();
    fetch(address("/api/search.json", text), { signal: mine.signal }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (found) {
      if (asking === mine && document.activeElement === input) { show(found, text); }
    }).catch(function () { if (asking === mine) { hide(); } });
  }

  function show(found, text) {
    list.replaceChildren();
    shown = [];
    at = -1;
    (found ? found.best : []).forEach(function (hit) {
      var one = option(hit.link);
      one.append(el("span", { "class": "seek-kind" }, NAMES[hit.kind] || ""),
                 el("span", { "class": "seek-title" }, hit.title),
                 el("span", { "class": "seek-said" }, hit.text ? hit.text : hit.detail));
    });
    var none = !shown.length;
    if (none && found && found.instead) {
      option(address("/search", found.instead)).append(
        el("span", { "class": "seek-kind" }, "Spelling"), el("span", { "class": "seek-title" }, found.instead));
    }
    option(address("/search", text)).append(
      el("span", { "class": "seek-kind" }, "All"),
      el("span", { "class": "seek-title" }, none ? "Nothing found; see what can be searched" : "Everything that has “" + text + "”"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    status.textContent = none ? "Nothing found" : shown.length - 1 + " finds; arrow keys choose";
  }

  function option(link) {
    var one = el("li", {
      role: "option", id: "seek-" + shown.length, "data-at": String(shown.length), "aria-selected": "false"
    });
    shown.push(link);
    list.append(one);
    return one;
  }

  function hide() {
    window.clearTimeout(waiting);
    if (asking) { asking.abort(); asking = null; }
    shown = [];
    at = -1;
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /* ---- choosing ---- */

  function move(by) {
    if (!shown.length) { later(); return; }
    at = (at + by + shown.length + (at < 0 && by < 0 ? 1 : 0)) % shown.length;
    Array.prototype.forEach.call(list.children, function (one, i) {
      one.setAttribute("aria-selected", String(i === at));
      if (i === at) { one.scrollIntoView({ block: "nearest" }); }
    });
    input.setAttribute("aria-activedescendant", "seek-" + at);
  }

  function choose(i) {
    var link = i >= 0 ? shown[i] : address("/search", input.value.trim());
    hide();
    input.blur();
    window.houseviewsGo(link);
  }

  function pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();    // the drawer stays open
      if (list.hidden) { input.value = ""; input.blur(); } else { hide(); }
    }
  }

  /* The field says what the page of results was asked for; elsewhere it is empty. */
  function arrived() {
    if (!input || document.activeElement === input) { return; }
    var isPage = window.houseviewsPlace().path === "/search";
    input.value = isPage ? (new URLSearchParams(window.location.search).get("q") || "").slice(0, LONGEST) : "";
  }
  ["popstate", "_dashprivate_pushstate"].forEach(function (name) {
    window.addEventListener(name, function () { window.setTimeout(arrived, 0); });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !input) { return; }
    if (event.target.closest("input, textarea, select, [contenteditable], [role=listbox], [role=combobox]")) { return; }
    event.preventDefault();
    input.focus();
    input.select();
  });

  new MutationObserver(function (_, watcher) {
    var frame = document.getElementById("seek");
    if (frame && !input) { watcher.disconnect(); build(frame); }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
