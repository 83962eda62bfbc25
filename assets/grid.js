/* The panel table in the browser: fetches the grid's script when a grid is first drawn, sets what the
   server wrote into its cells, and keeps sorting, filters and columns in the address. */
(function () {
  "use strict";
  var CHANGE = "-change";     // as the server names the optional columns
  var PARAMETER = "grid";     // of the address
  var SPREAD = 64, DOT = 3.2, STEP = 6; // px: width of a strip, radius and height of its dots
  var FORMULA = /^[=+\-@\t\r]/; // a spreadsheet takes a cell that begins so for a formula
  var first = {};             // the state of each grid before anybody touched it
  var restoring = false;

  /* ---- the stand-in: draws nothing until the real component is here ---- */

  var asked = null, real = null;
  function fetchScript() {
    asked = asked || new Promise(function (done, failed) {
      var frame = document.querySelector("[data-grid-source]");
      var script = document.createElement("script");
      script.src = frame.dataset.gridSource;
      script.onload = function () {
        real = window.dash_ag_grid.AgGrid;
        window.dash_ag_grid = Object.assign({}, window.dash_ag_grid, { AgGrid: StandIn });
        done();
      };
      script.onerror = function () { asked = null; failed(new Error("the grid's script did not come")); };
      document.head.appendChild(script);
    });
    return asked;
  }

  function StandIn(props) {
    var React = window.React;
    var state = React.useState(function () { return real; }), setReal = state[1];
    React.useEffect(function () {
      var gone = false;
      fetchScript().then(function () {
        if (!gone) { setReal(function () { return real; }); }
      });
      return function () { gone = true; };
    }, []);
    if (state[0]) { return React.createElement(state[0], props); }
    return React.createElement("div", { className: "grid-waiting", role: "status" }, "Loading the table");
  }
  StandIn.dashRenderType = true;
  if (!window.dash_ag_grid) { window.dash_ag_grid = { AgGrid: StandIn }; }

  /* ---- cells ---- */

  function el() { return window.React.createElement.apply(null, arguments); }

  function cellOf(params) {
    var id = params.column ? params.column.getColId() : params.colDef.field;
    return params.data && params.data.cells ? params.data.cells[id] : undefined;
  }

  function opened() { return new URLSearchParams(window.location.search).get("evidence"); }

  function piece(one, i) {
    var names = ["hv-piece", one.k || "counted", opened() === one.f ? "is-selected" : ""].join(" ");
    return el("a", {
      key: i, className: names, href: window.houseviewsAddress(one.f), tabIndex: -1,
      "data-figure": one.f, "aria-label": one.a,
      onClick: function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
        event.preventDefault();
        window.houseviewsOpen(one.f);
      }
    }, one.w ? el("small", { key: "w" }, one.w + " ") : null, el("span", { key: "t" }, one.t),
      one.s ? el("sup", { key: "s" }, one.s) : null,
      one.d ? el("sup", { key: "d", className: "older" }, one.d) : null);
  }

  function houseAddress(id) {
    var asked = new URLSearchParams(window.location.search);
    var kept = ["asof", "known"].filter(function (name) { return asked.get(name); })
      .map(function (name) { return name + "=" + encodeURIComponent(asked.get(name)); });
    var base = window.houseviewsPlace().base.replace(/\/$/, "");
    return base + "/houses/" + encodeURIComponent(id) + (kept.length ? "?" + kept.join("&") : "");
  }

  window.houseviewsHouse = houseAddress;

  function strip(cell) {
    var tallest = Math.max.apply(null, cell.dots.map(function (dot) { return dot[1]; }));
    var step = tallest > 2 ? STEP * 2 / tallest : STEP;
    var middle = 15 + Math.min(tallest, 2) * STEP / 2;
    var x = function (at) { return DOT + 1 + at * (SPREAD - 2 * DOT - 2); };
    return el("svg", { width: SPREAD, height: 28, className: "hv-strip hue-" + cell.hue, role: "img",
                       "aria-label": cell.h },
      el("line", { key: "l", x1: 0, x2: SPREAD, y1: middle, y2: middle, className: "base" }),
      cell.dots.map(function (dot, i) {
        return el("circle", { key: i, cx: x(dot[0]), cy: middle - dot[1] * step, r: tallest > 2 ? DOT * 2 / 3 : DOT });
      }),
      cell.median === null ? null : el("line", { key: "m", x1: x(cell.median), x2: x(cell.median),
                                                  y1: middle - 6, y2: middle + 6, className: "median" }));
  }

  var components = window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

  components.HouseviewsCell = function (params) {
    var column = params.column.getColId();
    var data = params.data || {};
    if (column === "house") {
      return data.below ? el("span", { className: "quiet" }, data.house, el("small", null, " as reported"))
        : data.page ? el("a", { className: "house-door", href: houseAddress(data.page), title: data.house, tabIndex: -1 }, data.house)
        : el("span", { title: data.house }, data.house);
    }
    var cell = cellOf(params);
    if (data.role === "spread") { return cell && cell.dots ? strip(cell) : null; }
    if (cell && cell.p) { return el("span", { className: "hv-pieces" }, cell.p.map(piece)); }
    if (cell && cell.t) {
      return el("span", { className: cell.q ? "few" : undefined }, cell.t, cell.n ? el("small", { key: "n" }, " " + cell.n) : null);
    }
    if (data.role || column.slice(-CHANGE.length) === CHANGE && !cell) {
      return data.role ? null : el("span", { className: "none", "aria-label": "no earlier edition" }, "–");
    }
    return el("span", { className: "none", "aria-label": "no figure printed" }, "–");
  };

  components.HouseviewsHead = function (params) {
    return el("span", null,
      el("span", { key: "s", className: "unseen" }, params.spoken),
      el("span", { key: "t", "aria-hidden": "true" }, params.displayName));
  };

  var functions = window.dashAgGridFunctions = window.dashAgGridFunctions || {};

  /* Blanks stay at the end whichever way it is sorted. */
  functions.houseviewsLast = function (a, b, nodeA, nodeB, isDescending) {
    var noA = a === null || a === undefined || a === "", noB = b === null || b === undefined || b === "";
    if (noA || noB) { return noA && noB ? 0 : (noA ? 1 : -1) * (isDescending ? -1 : 1); }
    if (typeof a === "string") { return a.localeCompare(b, "en"); }
    return a - b;
  };

  functions.houseviewsTip = function (params) {
    var cell = cellOf(params);
    if (!cell) { return null; }
    if (cell.h) { return cell.h; }
    return cell.p ? cell.p.map(function (one) { return one.h; }).join("\n\n") : null;
  };

  /* Who only speaks for others stays below the houses. */
  functions.houseviewsBelow = function (params) {
    params.nodes.sort(function (a, b) { return (a.data.below ? 1 : 0) - (b.data.below ? 1 : 0); });
  };

  /* ---- state in the address: sort:a:desc,b:asc;hide:a;show:b;pin:a;order:a,b;filter:{...} ---- */

  function frameOf(node) { return node && node.closest(".grid-frame") || document.querySelector(".grid-frame"); }

  function apiOf(frame) {
    try { return window.dash_ag_grid.getApi(frame.dataset.grid); } catch (early) { return null; }
  }

  function written(api, start) {
    var state = api.getColumnState(), parts = [];
    var was = {};
    start.columns.forEach(function (column) { was[column.colId] = column; });
    var listed = function (keep) {
      return state.filter(keep).map(function (column) { return column.colId; }).join(",");
    };
    var sorted = function (columns) {
      return columns.filter(function (c) { return c.sort; }).sort(function (a, b) {
        return (a.sortIndex || 0) - (b.sortIndex || 0);
      }).map(function (c) { return c.colId + ":" + c.sort; }).join(",");
    };
    var add = function (name, text) { if (text) { parts.push(name + ":" + text); } };
    if (sorted(state) !== sorted(start.columns)) { parts.push("sort:" + sorted(state)); }
    add("hide", listed(function (c) { return c.hide && was[c.colId] && !was[c.colId].hide; }));
    var isChange = function (c) { return c.colId.slice(-CHANGE.length) === CHANGE; };
    var isShown = function (c) { return !c.hide && was[c.colId] && was[c.colId].hide; };
    var isPinned = function (c) { return c.pinned && was[c.colId] && was[c.colId].pinned !== c.pinned; };
    var all = state.filter(isChange), on = all.filter(isShown);
    add("show", all.length && all.length === on.length ? "changes" : listed(isShown));
    add("pin", listed(isPinned));
    var order = function (columns) {
      return columns.filter(function (c) { return !c.pinned; }).map(function (c) { return c.colId; }).join(",");
    };
    if (order(state) !== order(start.columns) && !listed(isPinned)) {
      add("order", order(state));
    }
    var filter = api.getFilterModel();
    if (Object.keys(filter).length) { add("filter", JSON.stringify(filter)); }
    return parts.join(";");
  }

  function parsed(text) {
    var found = { sort: null, hide: [], show: [], pin: [], order: [], filter: {} };
    var cut = text.indexOf("filter:");
    var head = cut < 0 ? text : text.slice(0, cut);
    if (cut >= 0) {
      try { found.filter = JSON.parse(text.slice(cut + 7)) || {}; } catch (mistyped) { found.filter = {}; }
    }
    head.split(";").forEach(function (part) {
      var at = part.indexOf(":"), name = part.slice(0, at), list = part.slice(at + 1).split(",");
      if (name === "sort") {
        found.sort = list.filter(Boolean).map(function (entry) {
          var end = entry.lastIndexOf(":");
          return { colId: entry.slice(0, end), sort: entry.slice(end + 1) === "asc" ? "asc" : "desc" };
        });
      } else if (["hide", "show", "pin", "order"].indexOf(name) >= 0) { found[name] = list.filter(Boolean); }
    });
    return found;
  }

  function showsChanges(wanted, column) {
    return wanted.show.indexOf("changes") >= 0 && column.colId.slice(-CHANGE.length) === CHANGE;
  }

  function restore(api, start, text) {
    var wanted = parsed(text || "");
    var state = start.columns.map(function (column) {
      var place = wanted.sort ? wanted.sort.findIndex(function (s) { return s.colId === column.colId; }) : -1;
      return Object.assign({}, column, {
        sort: wanted.sort ? (place < 0 ? null : wanted.sort[place].sort) : column.sort,
        sortIndex: wanted.sort ? (place < 0 ? null : place) : column.sortIndex,
        hide: wanted.hide.indexOf(column.colId) >= 0 ? true
          : wanted.show.indexOf(column.colId) >= 0 || showsChanges(wanted, column) ? false : column.hide,
        pinned: wanted.pin.indexOf(column.colId) >= 0 ? "left" : column.pinned
      });
    });
    if (wanted.order.length) {
      var rank = function (column) { var i = wanted.order.indexOf(column.colId); return i < 0 ? -1 : i; };
      state = state.slice().sort(function (a, b) { return rank(a) - rank(b); });
    }
    restoring = true;
    api.applyColumnState({ state: state, applyOrder: wanted.order.length > 0 });
    api.setFilterModel(wanted.filter);
    window.setTimeout(function () {
      restoring = false;
      if (api.isDestroyed()) { return; }
      showMenu(api);
      document.querySelectorAll(".ag-root[data-begun]").forEach(function (root) { root.dataset.restored = "yes"; });
    }, 50);
  }

  function put(text) {
    var params = new URLSearchParams(window.location.search);
    if ((params.get(PARAMETER) || "") === text) { return; }
    if (text) { params.set(PARAMETER, text); } else { params.delete(PARAMETER); }
    var query = params.toString().replace(/%2C/gi, ",").replace(/%3A/gi, ":").replace(/%3B/gi, ";");
    window.history.replaceState({}, "", window.location.pathname + (query ? "?" + query : ""));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function showMenu(api) {
    var state = {}, changes = 0;
    api.getColumnState().forEach(function (column) { state[column.colId] = column; });
    document.querySelectorAll("[data-grid-column]").forEach(function (box) {
      var column = state[box.dataset.gridColumn];
      box.setAttribute("aria-checked", String(!!column && !column.hide));
    });
    document.querySelectorAll("[data-grid-pin]").forEach(function (button) {
      var column = state[button.dataset.gridPin];
      button.setAttribute("aria-pressed", String(!!column && !!column.pinned));
    });
    Object.keys(state).forEach(function (id) {
      if (id.slice(-CHANGE.length) === CHANGE && !state[id].hide) { changes += 1; }
    });
    var note = document.querySelector("[data-grid-note]");
    if (note) { note.hidden = !Object.keys(api.getFilterModel()).length; }
    var all = document.querySelector("[data-grid-changes]");
    if (all) { all.setAttribute("aria-checked", String(changes > 0)); }
  }

  function begin(frame, root) {
    if (root.dataset.begun || !window.dash_ag_grid.getApiAsync) { return; }
    root.dataset.begun = "yes";
    window.dash_ag_grid.getApiAsync(frame.dataset.grid).then(function (api) {
      if (api.isDestroyed()) { return; }
      root.setAttribute("aria-label", frame.dataset.gridLabel);
      var start = { columns: api.getColumnState() };
      first[frame.dataset.grid] = start;
      restore(api, start, new URLSearchParams(window.location.search).get(PARAMETER));
      var changed = function () {
        if (restoring || api.isDestroyed()) { return; }
        showMenu(api);
        put(written(api, start));
      };
      ["sortChanged", "filterChanged", "columnVisible", "columnPinned"].forEach(function (event) {
        api.addEventListener(event, changed);
      });
      api.addEventListener("columnMoved", function (event) { if (event.finished) { changed(); } });
    });
  }

  /* Back and forward bring an older state with them. */
  window.houseviewsGrid = function (text) {
    var frame = document.querySelector(".grid-frame");
    var api = frame && apiOf(frame), start = frame && first[frame.dataset.grid];
    if (api && start && written(api, start) !== (text || "")) { restore(api, start, text); }
  };

  new MutationObserver(function () {
    document.querySelectorAll(".grid-frame").forEach(function (frame) {
      var root = frame.querySelector(".ag-root");
      if (root) { begin(frame, root); }
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ---- the menu, the keyboard, the file ---- */

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".grid-tools button");
    var frame = button && frameOf(null), api = frame && apiOf(frame);
    if (!api) { return; }
    var data = button.dataset, isOn = button.getAttribute("aria-checked") === "true";
    if (data.gridColumn) { api.setColumnsVisible([data.gridColumn], !isOn); }
    if (data.gridPin) {
      api.setColumnsPinned([data.gridPin], button.getAttribute("aria-pressed") === "true" ? null : "left");
    }
    if (data.gridChanges) {
      var changes = api.getColumnState().map(function (c) { return c.colId; }).filter(function (id) {
        return id.slice(-CHANGE.length) === CHANGE && api.getColumnState().some(function (c) {
          return c.colId === id.slice(0, -CHANGE.length) && !c.hide;
        });
      });
      api.setColumnsVisible(changes, !isOn);
    }
    if (data.gridReset) { restore(api, first[frame.dataset.grid], ""); put(""); }
    if (data.gridCsv) { download(api, frame, data.gridCsv); }
  });

  function shown(params) {
    var data = params.node && params.node.data, id = params.column.getColId();
    if (!data) { return ""; }
    if (id === "house") { return plain(data.house); }
    var cell = (data.cells || {})[id];
    if (!cell) { return ""; }
    if (cell.p) {
      if (cell.p.length === 1 && !cell.p[0].k && /^[−]?[\d.,]+$/.test(cell.p[0].t)) {
        return cell.p[0].t.replace("−", "-").replace(/,/g, "");
      }
      return plain(cell.p.map(function (one) { return one.a || one.t; }).join("; "));
    }
    var text = cell.t || "";
    if (/^[+−]?[\d.,]+$/.test(text)) { text = text.replace("−", "-").replace("+", "").replace(/,/g, ""); }
    else { text = plain(text); }
    return cell.n ? text + " (" + cell.n + ")" : text;
  }

  function plain(text) { return FORMULA.test(text) ? "'" + text : text; }

  function cell(text) { return { data: { value: plain(text), type: "String" } }; }

  function download(api, frame, name) {
    api.exportDataAsCsv({
      fileName: name + "-as-shown.csv",
      skipPinnedTop: true,
      prependContent: [[cell(frame.dataset.gridAbout)], [cell(window.location.href)], []],
      processCellCallback: shown,
      processHeaderCallback: function (params) {
        var column = params.column.getColDef();
        return column.headerComponentParams ? column.headerComponentParams.spoken : column.headerName;
      },
      skipColumnGroupHeaders: true
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var focused = event.target.classList && event.target.classList.contains("ag-cell") && event.target;
    var doors = focused ? Array.prototype.slice.call(focused.querySelectorAll("a[data-figure]")) : [];
    if (!doors.length) {
      var house = focused && focused.querySelector("a.house-door");
      if (house) { event.preventDefault(); house.click(); }
      return;
    }
    var at = doors.findIndex(function (door) { return door.dataset.figure === opened(); });
    event.preventDefault();
    window.houseviewsOpen(doors[(at + 1) % doors.length].dataset.figure);
  });
})();
