/* Runs before the first paint: puts the theme that holds onto the root, so that nothing flashes. */
(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try { return window.localStorage.getItem("houseviews-theme"); } catch (blocked) { return null; }
  }

  function asked() {
    var named = new URLSearchParams(window.location.search).get("theme");
    if (named === "light" || named === "dark") { return named; }
    var held = kept();
    return held === "light" || held === "dark" ? held : "auto";
  }

  function resolved() {
    var theme = asked();
    return theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  }

  function put() {
    document.documentElement.dataset.theme = resolved();
    document.documentElement.dataset.themeChoice = asked();
  }

  window.houseviewsTheme = {
    asked: asked,
    resolved: resolved,
    put: put,
    keep: function (theme) {
      try { window.localStorage.setItem("houseviews-theme", theme); } catch (blocked) { return; }
    },
    dark: dark
  };
  put();
})();
