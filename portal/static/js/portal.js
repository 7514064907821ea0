/* Refinements only: every page works without this file. ES2019, no library, no inline handlers. */
(function () {
  "use strict";
  var d = document, all = function (s, r) { return [].slice.call((r || d).querySelectorAll(s)); };

  /* The summary of a form's errors is what a reader has to hear first. */
  var wrong = d.querySelector("[data-focus]");
  if (wrong) wrong.focus();

  /* Read aloud, sentence by sentence; only where the device has a voice for the page's language. */
  var speech = window.speechSynthesis, language = (d.documentElement.lang || "zh-CN").slice(0, 2);
  function voice() {
    return speech && speech.getVoices().filter(function (v) { return v.lang.slice(0, 2).toLowerCase() === language; })[0];
  }
  function sentences(root) {
    var found = [], walker = d.createTreeWalker(root, NodeFilter.SHOW_TEXT), node, parts, at;
    while ((node = walker.nextNode())) {
      if (!node.data.trim() || node.parentElement.closest(".no-print,button,script,[aria-hidden=true],.visually-hidden")) continue;
      at = 0; parts = node.data.match(/[^。！？；!?;]+[。！？；!?;]*/g) || [];
      parts.forEach(function (text) {
        if (text.trim()) found.push({ node: node, from: at, to: at + text.length, text: text.trim() });
        at += text.length;
      });
    }
    return found;
  }
  function reader(button) {
    var words = button.querySelector("span"), start = words.textContent, mark = null, running = 0;
    function clear() {
      if (!mark) return;
      var parent = mark.parentNode;
      while (mark.firstChild) parent.insertBefore(mark.firstChild, mark);
      parent.removeChild(mark); parent.normalize(); mark = null;
    }
    function stop() { running += 1; speech.cancel(); clear(); words.textContent = start; button.setAttribute("aria-pressed", "false"); }
    function next(root, index, run) {
      if (run !== running) return;
      clear();
      var list = sentences(root), item = list[index];
      if (!item) { stop(); return; }
      var range = d.createRange(), saying = new SpeechSynthesisUtterance(item.text);
      range.setStart(item.node, item.from); range.setEnd(item.node, item.to);
      mark = d.createElement("mark"); mark.className = "reading"; range.surroundContents(mark);
      mark.scrollIntoView({ block: "nearest" });
      saying.lang = d.documentElement.lang; saying.voice = voice(); saying.rate = 0.85;
      saying.onend = function () { next(root, index + 1, run); };
      saying.onerror = function () { if (run === running) stop(); };
      speech.speak(saying);
    }
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
      var root = d.querySelector(button.dataset.readAloud);
      if (!root) return;
      running += 1; speech.cancel();
      button.setAttribute("aria-pressed", "true"); words.textContent = button.dataset.stop;
      next(root, 0, running);
    });
    window.addEventListener("pagehide", stop);
  }
  function offerReading() {
    if (voice()) all("[data-read-aloud]").forEach(function (b) { if (b.hidden) reader(b); });
  }
  if (speech && window.SpeechSynthesisUtterance) {
    offerReading();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offerReading);
  }

  /* Copy the address of a page. */
  all("[data-copy]").forEach(function (box) {
    var input = box.querySelector("input"), button = box.querySelector("button"), words = button.querySelector("span");
    input.addEventListener("focus", function () { input.select(); });
    button.hidden = false;
    button.addEventListener("click", function () {
      function done() { words.textContent = box.dataset.copy; words.setAttribute("role", "status"); }
      function old() { input.focus(); input.select(); if (d.execCommand("copy")) done(); }
      if (navigator.clipboard) navigator.clipboard.writeText(input.value).then(done, old); else old();
    });
  });

  /* How much room is left in a text. */
  all("textarea[maxlength]").forEach(function (area) {
    var left = d.createElement("p"), limit = +area.getAttribute("maxlength");
    left.className = "count"; left.setAttribute("aria-live", "polite");
    function show() { left.textContent = area.value.length + " / " + limit; }
    area.addEventListener("input", show); show();
    area.insertAdjacentElement("afterend", left);
  });

  /* Filters send themselves when a choice changes; typed words wait for Enter or the button. */
  all("form[data-auto-submit]").forEach(function (form) {
    form.addEventListener("change", function (event) {
      if (!event.target.matches("select,input[type=radio],input[type=checkbox],input[type=date]")) return;
      if (form.requestSubmit) form.requestSubmit(); else form.submit();
    });
  });

  /* Ask before unsaved input is lost. */
  all("form[data-guard]").forEach(function (form) {
    var changed = false;
    form.addEventListener("input", function () { changed = true; });
    form.addEventListener("submit", function () { changed = false; });
    window.addEventListener("beforeunload", function (event) {
      if (changed) { event.preventDefault(); event.returnValue = ""; }
    });
  });

  /* Print buttons exist only with script. */
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
