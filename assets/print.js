/* Before paper: the light colours, also in charts that were drawn on dark ground, and charts as wide
   as the page. Afterwards everything is as it was. */
(function () {
  "use strict";
  var PAGE_WIDTH = 1290;     // px of an A4 page across without its margins, at the zoom of print.css
  var BESIDE_TITLE = 500;    // px that a chart may take, so that it stands below its finding
  var PAGE_HEIGHT = 740;     // px that it may take on a page of its own, so that it is not cut in two
  var LEAST = 0.7;           // times; smaller letters are hard to read on paper
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
    document.querySelectorAll(".chart [style]").forEach(function (entry) { recolour(entry, lights); });
  }

  function fit() {
    document.querySelectorAll(".chart").forEach(function (frame) {
      var svg = frame.querySelector(".main-svg");
      if (!svg) { return; }
      var box = svg.getBoundingClientRect();
      var zoom = Math.min(PAGE_WIDTH / box.width, LARGEST, Math.max(BESIDE_TITLE / box.height, LEAST));
      zoom = Math.min(zoom, PAGE_HEIGHT / box.height);
      if (!frame.closest(".panel-page")) { zoom = Math.min(zoom, 1); }
      undo.push(function () { frame.style.zoom = ""; frame.style.width = ""; });
      frame.style.zoom = zoom;
      frame.style.width = box.width + "px";  // Plotly does not draw anew, so that the frame keeps its size
    });
  }

  function fitGrid() {
    document.querySelectorAll(".hv-grid").forEach(function (grid) {
      var width = grid.getBoundingClientRect().width;
      if (width <= PAGE_WIDTH) { return; }
      undo.push(function () { grid.style.zoom = ""; grid.style.width = ""; });
      grid.style.zoom = PAGE_WIDTH / width;
      grid.style.width = width + "px";
    });
  }

  window.addEventListener("beforeprint", function () { lighten(); fit(); fitGrid(); });
  window.addEventListener("afterprint", function () {
    undo.reverse().forEach(function (step) { step(); });
    undo = [];
  });
})();
