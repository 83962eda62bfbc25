/* For the page around an embedded panel: gives each iframe the height that its panel reports, larger
   or smaller. <script src="…/assets/embed/host.js" defer></script> once, anywhere on the page. */
window.addEventListener("message", function (event) {
  "use strict";
  var said = event.data;
  if (!said || said.type !== "houseviews:height" || typeof said.height !== "number") return;
  document.querySelectorAll("iframe").forEach(function (frame) {
    if (frame.contentWindow === event.source) {
      frame.style.height = Math.min(Math.max(said.height, 80), 6000) + "px";
    }
  });
});
