/* Says so when the server does not answer: what is on the screen then is from before. */
(function () {
  "use strict";
  var CALLBACK = /_dash-update-component/;
  var SAID = "Houseviews does not answer; it may be starting again. What is shown is from before your last click. ";
  var plain = window.fetch;
  var bar = null;

  function tell() {
    if (bar) { return; }
    bar = document.createElement("div");
    bar.className = "away";
    bar.setAttribute("role", "alert");
    bar.textContent = SAID;
    var again = document.createElement("button");
    again.type = "button";
    again.textContent = "Try again";
    again.addEventListener("click", function () { window.location.reload(); });
    bar.appendChild(again);
    document.body.appendChild(bar);
  }

  function clear() {
    if (bar) { bar.remove(); }
    bar = null;
  }

  window.fetch = function (address) {
    var answer = plain.apply(window, arguments);
    if (CALLBACK.test(String(address && address.url || address))) {
      answer.then(clear, function (fault) { if (!fault || fault.name !== "AbortError") { tell(); } });
    }
    return answer;
  };
})();
