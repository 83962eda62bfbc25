/* The tray: panels with their selections, collected over pages for one PowerPoint or PDF. It lasts as
   long as the visit (this tab) and is nothing but a list of addresses. */
(function () {
  "use strict";
  var KEY = "houseviews-tray";
  var MOST = 24;          // panels that one file takes
  var MOST_TITLE = 120;   // letters of its title
  var isAsked = false;    // opened from the menu while empty
  var tray = null, body, list, count, title, deck, pdf, said;

  function read() {
    try { return JSON.parse(window.sessionStorage.getItem(KEY)) || { entries: [] }; } catch (refused) { return memory; }
  }

  var memory = { entries: [] };

  function keep(held) {
    memory = held;
    try { window.sessionStorage.setItem(KEY, JSON.stringify(held)); } catch (refused) { /* this page only */ }
    show();
  }

  function make(tag, values, parent) {
    var node = Object.assign(document.createElement(tag), values);
    if (parent) { parent.appendChild(node); }
    return node;
  }

  function build() {
    tray = make("section", { className: "tray", hidden: true });
    tray.setAttribute("aria-label", "Collected panels");
    var details = make("details", {}, tray);
    count = make("summary", {}, details);
    body = make("div", { className: "tray-body" }, details);
    make("p", { className: "tray-hint", textContent: "“Collect” below a chart puts it here, with its selection. What is collected comes as one PowerPoint or PDF." }, body);
    list = make("ol", {}, body);
    var label = make("label", { textContent: "Title" }, body);
    title = make("input", { type: "text", maxLength: MOST_TITLE, placeholder: "Where the houses disagree" }, label);
    title.addEventListener("input", function () {
      var held = read();
      held.title = title.value;
      keep(held);
    });
    var buttons = make("div", { className: "buttons" }, body);
    deck = make("a", { className: "button", textContent: "PowerPoint", download: "houseviews.pptx" }, buttons);
    pdf = make("a", { className: "button quiet", textContent: "PDF", download: "houseviews.pdf" }, buttons);
    make("button", { type: "button", className: "clear", textContent: "Empty the tray" }, buttons)
      .addEventListener("click", function () { keep({ entries: [] }); });
    said = make("p", { className: "unseen" }, tray);
    said.setAttribute("aria-live", "polite");
    document.body.appendChild(tray);
  }

  function address(kind, held) {
    var base = window.houseviewsPlace().base.replace(/\/$/, "");
    var asked = held.entries.map(function (entry) { return "panel=" + encodeURIComponent(entry.panel); });
    if (held.title) { asked.push("title=" + encodeURIComponent(held.title)); }
    return base + "/api/" + kind + "?" + asked.join("&");
  }

  function show() {
    var held = read(), n = held.entries.length;
    if (!tray) { if (!n && !isAsked) { return; } build(); }
    tray.hidden = !n && !isAsked;
    count.textContent = n ? n + (n === 1 ? " panel collected" : " panels collected") : "The tray is empty";
    body.classList.toggle("is-empty", !n);
    list.textContent = "";
    held.entries.forEach(function (entry, i) { row(entry, i, n); });
    if (title.value !== (held.title || "")) { title.value = held.title || ""; }
    deck.href = address("deck.pptx", held);
    pdf.href = address("report.pdf", held);
    pdf.hidden = !held.pdf;
    press();
  }

  function row(entry, i, n) {
    var item = make("li", {}, list), words = make("p", {}, item);
    make("strong", { textContent: entry.topic }, words);
    make("span", { textContent: entry.finding }, words);
    button("↑", "Move up: " + entry.topic, i === 0, function () { move(i, i - 1); }, item);
    button("↓", "Move down: " + entry.topic, i === n - 1, function () { move(i, i + 1); }, item);
    button("×", "Take out: " + entry.topic, false, function () { drop(i); }, item);
  }

  function button(sign, name, isOff, act, parent) {
    var made = make("button", { type: "button", textContent: sign, disabled: isOff, title: name }, parent);
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
  }

  function move(from, to) {
    var held = read();
    held.entries.splice(to, 0, held.entries.splice(from, 1)[0]);
    keep(held);
    focus(to, to > from ? 1 : 0);
    said.textContent = held.entries[to].topic + " is now " + (to + 1) + " of " + held.entries.length;
  }

  function drop(i) {
    var held = read(), gone = held.entries.splice(i, 1)[0];
    keep(held);
    said.textContent = gone.topic + " taken out";
    if (held.entries.length) { focus(Math.min(i, held.entries.length - 1), 2); }
  }

  /* Lists are drawn anew: put the focus back where the hand is. */
  function focus(i, which) {
    var buttons = list.children[i].querySelectorAll("button");
    var wanted = buttons[which].disabled ? buttons[1 - which] || buttons[2] : buttons[which];
    (wanted.disabled ? buttons[2] : wanted).focus();
  }

  function place(held, panel) {
    return held.entries.findIndex(function (entry) { return entry.panel === panel; });
  }

  function toggle(pressed) {
    var held = read(), at = place(held, pressed.dataset.collect);
    if (at >= 0) { return drop(at); }
    if (held.entries.length >= MOST) {
      said.textContent = "The tray is full: " + MOST + " panels.";
      window.alert(said.textContent);
      return;
    }
    held.pdf = pressed.dataset.pdf === "yes";
    held.entries.push({ panel: pressed.dataset.collect, topic: pressed.dataset.topic, finding: pressed.dataset.finding });
    keep(held);
    said.textContent = pressed.dataset.topic + " collected, " + held.entries.length + " in the tray";
  }

  /* Say on every button of the page whether its panel is in the tray. */
  function press() {
    var held = read(), n = held.entries.length;
    document.querySelectorAll("button[data-tray]").forEach(function (node) {
      var words = n ? "Tray, " + n : "Tray";
      if (node.textContent !== words) { node.textContent = words; }
    });
    document.querySelectorAll("button[data-collect]").forEach(function (node) {
      var isIn = place(held, node.dataset.collect) >= 0;
      if (node.getAttribute("aria-pressed") !== String(isIn)) {
        node.setAttribute("aria-pressed", String(isIn));
        node.textContent = isIn ? "Collected" : "Collect";
      }
    });
  }

  /* Open the tray from the menu, or shut it again. */
  function open() {
    isAsked = !isAsked || !tray || !tray.querySelector("details").open;
    show();
    var details = tray && tray.querySelector("details");
    if (!details) { return; }
    details.open = isAsked;
    if (isAsked) { details.querySelector("summary").focus(); }
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest) { return; }
    if (event.target.closest("button[data-tray]")) { return open(); }
    var pressed = event.target.closest("button[data-collect]");
    if (pressed) { toggle(pressed); }
  });
  var waiting = 0;
  new MutationObserver(function () {
    if (waiting) { return; }
    waiting = window.requestAnimationFrame(function () { waiting = 0; press(); });
  }).observe(document.documentElement, { childList: true, subtree: true });
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", show);
  } else { show(); }
})();
