/* Runs before the first paint: says which page the browser is at, and asks for that page while the
   scripts still come, so that it is there when Dash asks for it. */
(function () {
  "use strict";
  var base = document.currentScript.dataset.base;
  var early = {};           // address -> the answer on its way
  var plain = window.fetch;

  function room() {
    var width = window.innerWidth;
    return width <= 640 ? "phone" : width < 1024 ? "tablet" : "desk";
  }

  function bare(pathname) {
    var start = base.replace(/\/$/, "");
    var path = pathname.indexOf(start) === 0 ? pathname.slice(start.length) : pathname;
    return path.length > 1 ? path.replace(/\/+$/, "") : path || "/";
  }

  /* The open evidence and the state of a grid are no part of a visit: no page is built anew for them. */
  function place(pathname, search) {
    var params = new URLSearchParams(search || "");
    params.delete("evidence");
    params.delete("grid");
    return {
      path: bare(pathname),
      query: params.toString(),
      theme: window.houseviewsTheme.resolved(),
      room: room()
    };
  }

  function ask(name, parameters) {
    early[base + name] = plain.call(window, base + name + (parameters || ""), {
      credentials: "same-origin", headers: { Accept: "application/json" }
    });
    early[base + name].catch(function () {});  // whoever takes it hears of it
  }

  /* Dash asks for both once, at fixed addresses; from then on requests go their plain way. */
  function take(address, options) {
    var found = early[address];
    if (!found) { return plain.apply(window, arguments); }
    delete early[address];
    if (!Object.keys(early).length && window.fetch === take) { window.fetch = plain; }
    return found.catch(function () { return plain.call(window, address, options); });
  }
  window.fetch = take;

  window.houseviewsVisit = { base: base, bare: bare, place: place, room: room };
  var here = place(window.location.pathname, window.location.search);
  ask("_dash-layout", "?visit=" + encodeURIComponent(JSON.stringify(here)));
  ask("_dash-dependencies");
})();
