/* Wagtail starts its date pickers and inline panels from inline scripts, which the content policy refuses: this does it. */
(function () {
  "use strict";
  var starters = {
    date: function (id, options) { window.initDateChooser(id, options); },
    time: function (id, options) { window.initTimeChooser(id, options); },
    datetime: function (id, options) { window.initDateTimeChooser(id, options); },
    InlinePanel: function (id, options) { new window.InlinePanel(options); },
    MultipleChooserPanel: function (id, options) { new window.MultipleChooserPanel(options); }
  };
  function start(mark) {
    var run = starters[mark.dataset.start];
    if (!run || mark.dataset.started || /__prefix__|__ID__/.test(mark.dataset.target || "")) return;
    mark.dataset.started = "yes";
    try { run(mark.dataset.target, JSON.parse(mark.dataset.options)); } catch (error) { mark.dataset.started = "failed"; }
  }
  function look(root) {
    if (root.matches && root.matches("template[data-start]")) start(root);
    if (root.querySelectorAll) [].forEach.call(root.querySelectorAll("template[data-start]"), start);
  }
  function begin() {
    look(document);
    new MutationObserver(function (changes) {
      changes.forEach(function (change) { [].forEach.call(change.addedNodes, look); });
    }).observe(document.body, { childList: true, subtree: true });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
