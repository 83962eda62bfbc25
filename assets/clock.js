/* The second clock: its field is made here, and a chosen moment goes into the address. */
(function () {
  "use strict";
  var PAUSE = 800;            // ms without a change, so that a half-typed moment is not taken
  var field = null, waiting = null;

  function build(frame) {
    field = document.createElement("input");
    field.type = "datetime-local";
    field.id = "known-field";
    field.min = frame.dataset.min;
    field.max = frame.dataset.max;
    field.setAttribute("aria-labelledby", "known-name");
    frame.append(field);
    field.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(take, PAUSE);
    });
    put(frame);
  }

  function put(frame) {
    if (field && document.activeElement !== field) { field.value = frame.dataset.value || ""; }
  }

  function take() {
    if (field.validity && !field.validity.valid) { return; }
    var query = new URLSearchParams(window.location.search);
    query.delete("known");
    if (field.value) { query.set("known", field.value + ":00Z"); }
    var text = query.toString().replace(/%2C/gi, ",").replace(/%3A/gi, ":").replace(/\+/g, "%20");
    window.houseviewsGo(window.location.pathname + (text ? "?" + text : ""));
  }

  function opened() { return document.querySelector("details.clock[open]"); }

  document.addEventListener("click", function (event) {
    var held = opened();
    if (held && (!held.contains(event.target) || event.target.closest(".clock-menu a"))) { held.open = false; }
  });
  document.addEventListener("keydown", function (event) {
    var held = event.key === "Escape" && opened();
    if (!held) { return; }
    event.stopImmediatePropagation();  // the drawer stays open
    held.open = false;
    held.querySelector("summary").focus();
  }, true);

  new MutationObserver(function () {
    var frame = document.getElementById("known");
    if (frame && !frame.firstChild) { build(frame); }
  }).observe(document.documentElement, { childList: true, subtree: true });
  new MutationObserver(function (changes) {
    changes.forEach(function (change) { if (change.target.id === "known") { put(change.target); } });
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-value"] });
})();
