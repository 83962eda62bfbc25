/* Draws slides and report pages from plain data. Every word is set as text, never as markup. */
(function () {
  "use strict";
  var MOST_NAMED = 3;     // columns that stand elsewhere, by name
  var NOMINAL = 720;      // px that figures place their labels for
  var MEDIUM = 448;       // the same, of figures for half a page
  var COLUMN_GAP = 32;    // px between the columns of a tall figure
  var WORTH = 1.15;       // how much larger two columns must make it
  var WHOLE = ["House", "Published"];  // columns whose words stay on one line
  var FEW_LEFT = 5;       // rows of a report's table that are worth no page of their own
  var FOOT_MOST = 74;     // px of notes under a chart
  var HEAD_MOST = 3;      // lines of a finding before it is set smaller

  function make(tag, name, text, parent) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined && text !== null) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  }

  function frame(slide, place) {
    var page = make("section", "slide", null, place);
    var head = make("header", "", null, page);
    make("p", "label", slide.label, head);
    make(slide.small ? "h2" : "h1", "", slide.finding, head);
    if (slide.subtitle) make("p", "subtitle", slide.subtitle, head);
    var room = make("div", "room", null, page);
    var foot = make("div", "foot", null, page);
    var notes = make("p", "notes", null, foot);
    if (slide.notes) {
      var cut = slide.notes.indexOf(". ") + 1;
      make("b", "", slide.notes.slice(0, cut), notes);
      notes.appendChild(document.createTextNode(slide.notes.slice(cut)));
    }
    var mark = make("p", "mark", "Houseviews", foot);
    make("span", "", slide.mark, mark);
    fitWords(head.querySelector("h1"), notes);
    return room;
  }

  function fitWords(title, notes) {
    var size;
    if (title) {
      for (size = 25; size > 15 && title.getClientRects().length && lines(title) > HEAD_MOST - (size > 20); size -= 1) {
        title.style.fontSize = size - 1 + "px";
      }
    }
    for (size = 9.5; size > 8 && notes.offsetHeight > FOOT_MOST; size -= 0.5) notes.style.fontSize = size - 0.5 + "px";
    var rest = notes.lastChild, words = rest ? rest.textContent.split(" ") : [];
    while (notes.offsetHeight > FOOT_MOST && words.length > 1) {
      words = words.slice(0, Math.floor(words.length * 0.94));
      rest.textContent = words.join(" ").replace(/[,;.]?$/, "") + " … All sources stand in the data files.";
    }
  }

  function lines(node) {
    return Math.round(node.offsetHeight / parseFloat(getComputedStyle(node).lineHeight));
  }

  /* Where a figure can be cut: above each of its blocks but the first, in px from its top. */
  function cuts(layout) {
    var top = layout.margin.t, inner = layout.height - top;
    return Object.keys(layout).filter(function (name) { return /^yaxis/.test(name); })
      .map(function (name) { return top + (1 - layout[name].domain[1]) * inner; })
      .sort(function (a, b) { return a - b; }).slice(1).map(function (edge) { return edge - 4; });
  }

  /* A tall figure in two columns, where that makes it larger; else in one. */
  function split(slide, wide, high) {
    var height = slide.figure.layout.height, column = (wide - COLUMN_GAP) / 2;
    var one = Math.min(high / (height + 2), wide / NOMINAL);
    var best = { scale: one, width: wide, figure: slide.figure, parts: [[0, height]] };
    if (slide.bands && slide.bands.length) return stack(slide, wide, high);
    if (!slide.medium) return best;
    height = slide.medium.layout.height;
    cuts(slide.medium.layout).forEach(function (cut) {
      var scale = Math.min(high / (Math.max(cut, height - cut) + 2), column / MEDIUM);
      if (scale > Math.max(best.scale, one * WORTH)) {
        best = { scale: scale, width: column, figure: slide.medium, parts: [[0, cut], [cut, height]] };
      }
    });
    return best;
  }

  /* A part of a tall figure: its bands below one another. */
  function stack(slide, wide, high) {
    var sum = slide.bands.reduce(function (all, band) { return all + band[1] - band[0]; }, 0);
    var scale = Math.min(high / (sum + 2), wide / NOMINAL);
    return { scale: scale, width: wide, figure: slide.figure, parts: slide.bands, isStack: true };
  }

  function chart(slide, room) {
    var found = split(slide, room.clientWidth, room.clientHeight), scale = found.scale, figure = found.figure;
    var width = found.width / scale, height = figure.layout.height;
    var config = Object.assign({}, figure.config, { staticPlot: true, displayModeBar: false });
    var top = 0;
    var places = found.parts.map(function (part, i) {
      var pane = make("div", "window", null, room);
      pane.style.left = (found.isStack ? 0 : i * (found.width + COLUMN_GAP)) + "px";
      pane.style.top = top + "px";
      if (found.isStack) top += (part[1] - part[0]) * scale;
      pane.style.width = found.width + "px";
      pane.style.height = (part[1] - part[0]) * scale + "px";
      var place = make("div", "chart", null, pane);
      place.style.width = width + "px";
      place.style.height = height + "px";
      place.style.transform = "scale(" + scale + ") translateY(" + -part[0] + "px)";
      place.dataset.scale = scale;
      place.dataset.cut = found.parts.length > 1 ? part.join(" ") : "";
      return place;
    });
    var own = JSON.parse(JSON.stringify(figure));
    var layout = Object.assign(own.layout, { width: width, autosize: false, hovermode: false });
    return window.Plotly.newPlot(places[0], own.data, layout, config).then(function () {
      places.slice(1).forEach(function (place) {  // drawn once, shown in several windows
        place.replaceChildren.apply(place, places[0].cloneNode(true).childNodes);
        place.classList.add("js-plotly-plot");
      });
    });
  }

  function head(table, part) {
    var row = make("tr", "", null, make("thead", "", null, part));
    table.heads.forEach(function (name, i) { make("th", table.numeric[i] ? "number" : "", name, row); });
  }

  function line(table, cells, i, part) {
    var row = make("tr", (table.strong || []).indexOf(i) >= 0 ? "strong" : "", null, part);
    cells.forEach(function (value, j) {
      var whole = !table.even && WHOLE.indexOf(table.heads[j]) >= 0 && value.length < 24;
      var cell = make(j ? "td" : "th", table.numeric[j] ? "number" : whole ? "whole" : "", null, row);
      var link = ((table.links || [])[i] || {})[j];
      if (link) make("a", "", value, cell).href = link;
      else cell.textContent = value;
    });
    return row;
  }

  /* Rows from `start` on, as many as have room; returns the first that has none. */
  function rows(table, room, start) {
    var part = make("table", table.even ? "even" : "", null, room), body, i;
    head(table, part);
    body = make("tbody", "", null, part);
    for (i = start; i < table.rows.length; i += 1) {
      var row = line(table, table.rows[i], i, body);
      var spare = i + 1 < table.rows.length || (table.left_out || []).length ? 24 : 0;
      if (part.offsetHeight + spare > room.clientHeight && i > start) { row.remove(); break; }
    }
    return i;
  }

  /* The table as large as it has room, from 12 px down; returns the first row that has none. */
  function grid(table, room) {
    var size, end;
    for (size = 12; size >= 8; size -= 0.5) {
      room.textContent = "";
      room.style.fontSize = size + "px";
      room.className = "room" + (size < 11 ? " small" : "");
      end = rows(table, room, 0);
      if (end === table.rows.length && room.scrollWidth <= room.clientWidth) break;
    }
    return end;
  }

  /* As many rows as have room, the statistics among them: houses go first. */
  function withStatistics(table, room) {
    var strong = table.strong || [], first = strong.length ? strong[0] : table.rows.length;
    var spare = Math.max(room - (table.rows.length - first), 0);
    var kept = table.rows.map(function (row, i) { return i; }).filter(function (i) {
      return i >= first || (spare -= 1) >= 0;
    });
    return Object.assign({}, table, {
      rows: kept.map(function (i) { return table.rows[i]; }),
      links: kept.map(function (i) { return (table.links || [])[i] || {}; }),
      strong: kept.map(function (i, at) { return strong.indexOf(i) >= 0 ? at : -1; }),
    });
  }

  function fill(slide, room) {
    if (slide.empty) { make("p", "why", slide.empty, room); return Promise.resolve(); }
    if (slide.figure) return chart(slide, room);
    var table = slide.table, end = grid(table, room), left = table.rows.length - end;
    if (left > 0 && (table.strong || []).length) {
      var kept = withStatistics(table, end - 2);  // room for the line that tells what is left out
      left = table.rows.length - kept.rows.length;
      grid(kept, room);
    }
    var away = table.left_out || [], said = [];
    if (left > 0) said.push(left + " more row" + (left > 1 ? "s" : "") + " in the data file");
    if (away.length) said.push("other parts hold " + named(away));
    if (said.length) make("p", "more", "and " + said.join("; "), room);
    return Promise.resolve();
  }

  /* The names of columns, of many the first ones and how many more. */
  function named(heads) {
    var rest = heads.length - MOST_NAMED;
    return heads.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? " and " + rest + " more" : "");
  }

  function clear(theme) {
    document.querySelectorAll(".chart").forEach(function (place) { window.Plotly.purge(place); });
    document.body.textContent = "";
    document.body.className = "";
    document.documentElement.dataset.theme = theme;
  }

  /* Typefaces first: what is measured before they are here is measured wrong. */
  function ready() {
    var faces = ["400 13px 'Source Sans 3'", "600 13px 'Source Sans 3'", "500 25px Newsreader"];
    return Promise.all(faces.map(function (face) { return document.fonts.load(face, "Aß€ĐŁ–−"); }));
  }

  /* The chart alone, for a slide that has its own words. */
  function bare(slide) {
    clear(slide.theme);
    return ready().then(function () {
      return fill(slide, make("div", "room", null, make("section", "slide bare", null, document.body)));
    }).then(function () { return true; });
  }

  function draw(slide) {
    clear(slide.theme);
    return ready().then(function () { return fill(slide, frame(slide, document.body)); })
      .then(function () { return true; });
  }

  /* ---- report ---- */

  function pages(slide, mark) {
    var first = document.querySelectorAll(".slide").length + 1;
    var drawn = Promise.resolve(fill(slide, frame(slide, document.body)));
    (slide.tables || []).forEach(function (table) {
      var start = 0;
      while (start < table.rows.length) {
        var rest = start ? ", continued" : "";
        var room = frame({ label: slide.label, finding: table.title + rest, small: true, mark: mark,
          subtitle: start ? "" : slide.finding }, document.body);
        var end = rows(table, room, start);
        if (end < table.rows.length && table.rows.length - end <= FEW_LEFT) {  // set closer, they fit here
          room.textContent = "";
          room.className = "room small";
          room.style.fontSize = "9px";
          end = rows(table, room, start);
        }
        start = end;
      }
    });
    return drawn.then(function () { return first; });
  }

  /* All of the contents on the first page, however many panels there are. */
  function contents(list, cover) {
    cover.parentNode.classList.toggle("full", list.rows.length > 10);
    for (var size = 13; size >= 8; size -= 0.5) {
      cover.textContent = "";
      cover.style.fontSize = size + "px";
      var part = make("table", "contents", null, cover);
      head(list, part);
      var body = make("tbody", "", null, part);
      list.rows.forEach(function (cells, i) { line(list, cells, i, body); });
      if (part.offsetHeight <= cover.clientHeight) return;
    }
  }

  var bound = null;  // the report in the making: its words, its cover, and the rows of its contents

  /* A report comes panel by panel, so that no command takes long however many panels there are. */
  function begin(held) {
    clear("print");
    return ready().then(function () {
      document.body.className = "report";
      document.title = held.title;
      var cover = frame({ label: "Houseviews", finding: held.title, subtitle: held.subtitle, notes: held.notes,
        mark: held.mark }, document.body);
      cover.parentNode.classList.add("cover");
      bound = { mark: held.mark, cover: cover, rows: [] };
      return true;
    });
  }

  function add(slide) {
    return pages(slide, bound.mark).then(function (first) {
      if (!slide.is_continued) bound.rows.push([slide.label.replace(/, 1 of \d+$/, ""), slide.finding, String(first)]);
      return first;
    });
  }

  function finish() {
    var list = { heads: ["Contents", "", "Page"], numeric: [false, false, true], rows: bound.rows };
    var all = document.querySelectorAll(".slide");
    contents(list, bound.cover);
    list.rows.forEach(function (row, i) {
      var page = all[Number(row[2]) - 1], cell = bound.cover.querySelectorAll("tbody tr")[i];
      page.id = "page-" + row[2];
      if (!cell) return;
      var link = make("a", "", row[1], null);
      link.href = "#" + page.id;
      cell.children[1].replaceChildren(link);
    });
    all.forEach(function (page, i) {
      page.querySelector(".mark span").textContent = bound.mark + " · " + (i + 1) + " / " + all.length;
    });
    return all.length;
  }

  /* ---- the slide as one SVG: its words line by line, its rules, and the figure inside ---- */

  var SVG = "http://www.w3.org/2000/svg";

  function shape(tag, values, parent) {
    var node = document.createElementNS(SVG, tag);
    Object.keys(values).forEach(function (name) { node.setAttribute(name, values[name]); });
    if (parent) parent.appendChild(node);
    return node;
  }

  function round(value) { return Math.round(value * 100) / 100; }

  /* The words of a text node, one entry a line, with where they stand. */
  function wrapped(node) {
    var range = document.createRange(), found = [], i, last = null;
    for (i = 0; i < node.length; i += 1) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      var box = range.getClientRects()[0];
      if (!box) continue;
      if (!last || Math.abs(box.top - last.top) > box.height / 2) {
        last = { top: box.top, left: box.left, height: box.height, text: "" };
        found.push(last);
      }
      last.text += node.data[i];
    }
    return found;
  }

  function letters(out) {
    var walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), node;
    while ((node = walk.nextNode())) {
      if (node.parentNode.closest("svg, .chart")) continue;
      var style = getComputedStyle(node.parentNode), size = parseFloat(style.fontSize);
      wrapped(node).forEach(function (part) {
        var text = part.text.replace(/\s+$/, "");
        if (!text) return;
        shape("text", {
          x: round(part.left), y: round(part.top + part.height / 2 + size * 0.31), fill: style.color,
          "font-family": style.fontFamily, "font-size": size, "font-weight": style.fontWeight,
          "xml:space": "preserve",
        }, out).textContent = text;
      });
    }
  }

  function rules(out) {
    document.querySelectorAll(".foot, th, td").forEach(function (node) {
      var box = node.getBoundingClientRect(), style = getComputedStyle(node);
      [["Top", box.top + 0.5], ["Bottom", box.bottom - 0.5]].forEach(function (edge) {
        if (parseFloat(style["border" + edge[0] + "Width"]) < 0.5) return;
        shape("line", { x1: round(box.left), x2: round(box.right), y1: round(edge[1]), y2: round(edge[1]),
          stroke: style["border" + edge[0] + "Color"], "stroke-width": 1 }, out);
      });
    });
  }

  function svg(styles, words) {
    var page = document.querySelector(".slide");
    var out = shape("svg", { xmlns: SVG, viewBox: "0 0 960 540", width: 960, height: 540, role: "img" });
    shape("title", {}, out).textContent = words.title;
    shape("desc", {}, out).textContent = words.summary;
    shape("style", {}, out).textContent = styles;
    var ground = getComputedStyle(page).backgroundColor;
    if (ground !== "rgba(0, 0, 0, 0)") shape("rect", { width: 960, height: 540, fill: ground }, out);
    rules(out);
    letters(out);
    document.querySelectorAll(".chart").forEach(function (place, i) { drawing(place, "part" + i, out); });
    return new XMLSerializer().serializeToString(out);
  }

  function drawing(place, name, out) {
    var box = place.getBoundingClientRect(), scale = place.dataset.scale;
    var move = "translate(" + round(box.left) + " " + round(box.top) + ") scale(" + scale + ")";
    var group = shape("g", { transform: move }, out);
    if (place.dataset.cut) {
      var cut = place.dataset.cut.split(" ").map(Number);
      var clip = shape("clipPath", { id: name }, group);
      shape("rect", { x: 0, y: cut[0], width: parseFloat(place.style.width), height: cut[1] - cut[0] }, clip);
      group.setAttribute("clip-path", "url(#" + name + ")");
    }
    place.querySelectorAll("svg.main-svg").forEach(function (drawn) {
      var copy = drawn.cloneNode(true);
      copy.style.background = "none";
      group.appendChild(copy);
    });
  }

  window.houseviews = { draw: draw, bare: bare, begin: begin, add: add, finish: finish, svg: svg };
})();
