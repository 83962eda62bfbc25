/* Dropping and choosing files on the upload page; each goes by itself, so that one refusal stays its own. */
(function () {
  "use strict";

  function form() { return document.getElementById("drop"); }

  function line(name, text, state) {
    var entry = document.createElement("p");
    entry.className = "sent sent-" + state;
    var strong = document.createElement("strong");
    strong.textContent = name;
    entry.append(strong, " ", document.createTextNode(text));
    return entry;
  }

  function send(file) {
    var place = document.getElementById("sending");
    var entry = line(file.name, "Sending", "going");
    place.prepend(entry);
    var body = new FormData();
    body.append("files", file, file.name);
    var request = new XMLHttpRequest();
    request.open("POST", form().action);
    request.setRequestHeader("X-Houseviews", "page");
    request.upload.onprogress = function (event) {
      if (!event.lengthComputable) { return; }
      entry.lastChild.textContent = "Sending, " + Math.round(100 * event.loaded / event.total) + "%";
    };
    request.onload = function () {
      var answer = {};
      try { answer = JSON.parse(request.responseText); } catch (broken) { answer = {}; }
      if (request.status === 202) {
        entry.remove();
        window.dash_clientside.set_props("jobs-tick", { n_intervals: Date.now() });
      } else {
        entry.replaceWith(line(file.name, (answer.error || {}).message || "The server did not take it.", "refused"));
      }
    };
    request.onerror = function () {
      entry.replaceWith(line(file.name, "The server could not be reached; the file is still yours to send.", "refused"));
    };
    request.send(body);
  }

  function choose() {
    var input = document.createElement("input");
    input.type = "file";
    input.accept = "application/pdf,.pdf,.html,.htm,.mhtml,.mht,.docx,.md,.markdown,.txt";
    input.multiple = true;
    input.onchange = function () { Array.prototype.forEach.call(input.files, send); };
    input.click();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("#choose")) { choose(); }
  });
  document.addEventListener("submit", function (event) {
    if (event.target === form()) { event.preventDefault(); }
  });
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var drop = form();
      if (!drop || !event.dataTransfer || Array.prototype.indexOf.call(event.dataTransfer.types, "Files") < 0) { return; }
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop") { Array.prototype.forEach.call(event.dataTransfer.files, send); }
    });
  });
})();
