/* Before paper: the light colours, also in charts that were drawn on dark ground, and charts as wide
   as the page. Afterwards everything is as it was. */
(function () {
  "use strict";
  var PAGE_WIDTH = 1290;     // px of an A4 page across without its margins, at the zoom of print.css
  var HALF_WIDTH = 630;      // px of half of it
  var BESIDE_TITLE = 515;    // px that a chart may take, so that it stands below its finding
  var PAGE_HEIGHT = 740;     // px that it may take on a page of its own, so that it is not cut in two
  var LEAST = 0.66;          // times; smaller letters are hard to read on paper
  var LEAST_GRID = 0.6;      // times; a table torn in two is harder to read than a small one
  var NARROWEST = 340;       // px that a chart needs for its words
  var LARGEST = 1.5;         // times; a phone's chart drawn larger would have letters as headings
  var COLOURED = ["fill", "stroke", "color", "background-color", "text-shadow"];
  var undo = [];

  function palette() {
    var style = getComputedStyle(document.documentElement), found = [];
    ["paper", "sheet", "sunk", "ink", "ink2", "ink3", "mark", "rule", "rule2", "grid", "us", "ea", "strong",
     "weak", "strong-tint", "weak-tint", "ban", "restrict", "permit", "organise", "step1", "step2", "step3",
     "step4", "step5", "on-step4", "on-step5"].forEach(function (name) {
      found.push(channels(style.getPropertyValue("--" + name).trim()));
    });
    return found;
  }

  function channels(hex) {
    return [1, 3, 5].map(function (at) { return parseInt(hex.slice(at, at + 2), 16); }).join(", ");
  }

  function recolour(entry, lights) {
    COLOURED.forEach(function (name) {
      var held = entry.style.getPropertyValue(name);
      if (!held || held === "none") { return; }
      var put = held.replace(/\d+, \d+, \d+/g, function (rgb) { return lights[rgb] || rgb; });
      if (put === held) { return; }
      undo.push(function () { entry.style.setProperty(name, held); });
      entry.style.setProperty(name, put);
    });
  }

  function lighten() {
    var root = document.documentElement;
    if (root.dataset.theme !== "dark") { return; }
    var darks = palette(), lights = {};
    root.dataset.theme = "light";
    undo.push(function () { root.dataset.theme = "dark"; });
    palette().forEach(function (light, i) { if (!(darks[i] in lights)) { lights[darks[i]] = light; } });
    document.querySelectorAll(".chart [style], .print-part [style]").forEach(function (entry) { recolour(entry, lights); });
  }

  /* Charts that wait for the browser to have time: drawn at once, if Plotly is here already. What can't be
     drawn is told in words by print.css. */
  function drawWaiting() {
    if (!window.Plotly) { return; }
    document.querySelectorAll(".chart").forEach(function (frame) {
      if (frame.querySelector(".main-svg") || !frame.dataset.later || frame.firstChild) { return; }
      var figure = JSON.parse(frame.dataset.later).props.figure, place = document.createElement("div");
      frame.append(place);
      window.Plotly.newPlot(place, figure.data, Object.assign({}, figure.layout), { staticPlot: true });
      undo.push(function () { window.Plotly.purge(place); place.remove(); });
    });
  }

  /* A chart spans its part of the page: as wide as it can be at the zoom that its height asks for. */
  function fit() {
    document.querySelectorAll(".chart").forEach(function (frame) {
      var svg = frame.querySelector(".main-svg"), plot = frame.querySelector(".js-plotly-plot");
      if (!svg || !plot) { return; }
      var box = svg.getBoundingClientRect(), isHalf = frame.closest(".halves, .columns, .small-charts");
      var parts = frame.dataset.bands ? JSON.parse(frame.dataset.bands) : null;
      var high = parts ? Math.max.apply(null, parts.map(tall)) : box.height;
      var room = isHalf ? HALF_WIDTH : PAGE_WIDTH;
      var zoom = Math.max(Math.min(BESIDE_TITLE / high, LARGEST), LEAST);
      zoom = Math.min(zoom, PAGE_HEIGHT / high);
      if (isHalf || !frame.closest(".panel-page")) { zoom = Math.min(zoom, 1); }
      if (frame.closest(".small-charts")) { zoom = Math.min(1, room / box.width); room = box.width * zoom; }
      stretch(plot, box.width, Math.max(room / zoom, NARROWEST));
      zoom = Math.min(zoom, room / svg.getBoundingClientRect().width);
      if (parts) { apart(frame, plot, parts, zoom); return; }
      undo.push(function () { frame.style.zoom = ""; frame.style.width = ""; });
      frame.style.zoom = zoom;
      frame.style.width = svg.getBoundingClientRect().width + "px";
    });
  }

  function stretch(plot, width, wanted) {
    if (!window.Plotly || wanted < width * 1.02) { return; }
    window.Plotly.relayout(plot, { width: wanted });
    undo.push(function () { window.Plotly.relayout(plot, { width: null, autosize: true }); });
  }

  function tall(bands) { return bands.reduce(function (sum, band) { return sum + band[1] - band[0]; }, 0); }

  /* A tall chart in parts, cut between its rows, with its heads repeated; the whole one steps aside. */
  function apart(frame, plot, parts, zoom) {
    var width = plot.querySelector(".main-svg").getBoundingClientRect().width;
    parts.slice().reverse().forEach(function (bands) {
      var part = document.createElement("div");
      part.className = "print-part";
      part.style.cssText = "zoom:" + zoom + ";width:" + width + "px";
      bands.forEach(function (band) {
        var pane = document.createElement("div"), copy = plot.querySelector(".svg-container").cloneNode(true);
        pane.style.cssText = "position:relative;overflow:hidden;height:" + (band[1] - band[0]) + "px";
        copy.style.cssText += ";position:absolute;left:0;top:" + -band[0] + "px";
        pane.append(copy);
        part.append(pane);
      });
      frame.after(part);
      undo.push(function () { part.remove(); });
    });
    frame.classList.add("in-parts");
    undo.push(function () { frame.classList.remove("in-parts"); });
  }

  function fitGrid() {
    document.querySelectorAll(".hv-grid").forEach(function (grid) {
      var box = grid.getBoundingClientRect();
      var zoom = Math.min(PAGE_WIDTH / box.width, 1, Math.max(BESIDE_TITLE / box.height, LEAST_GRID));
      if (zoom === 1) { return; }
      undo.push(function () { grid.style.zoom = ""; grid.style.width = ""; });
      grid.style.zoom = zoom;
      grid.style.width = box.width + "px";
    });
  }

  window.addEventListener("beforeprint", function () { drawWaiting(); fit(); fitGrid(); lighten(); });
  window.addEventListener("afterprint", function () {
    undo.reverse().forEach(function (step) { step(); });
    undo = [];
  });
})();
