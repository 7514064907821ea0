/* Before a session ends for want of activity: a warning, a way to stay, and nothing typed is lost. */
(function () {
  "use strict";
  var d = document, box = d.getElementById("idle");
  if (!box || !window.fetch) return;
  var warn = 120, address = box.dataset.address, dialog = null, timer = 0;
  function ask(method) {
    var token = d.querySelector("input[name=csrfmiddlewaretoken]");
    var headers = method === "POST" ? { "X-CSRFToken": box.dataset.token || (token && token.value) || "" } : {};
    return fetch(address, { method: method, headers: headers, credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.json() : { seconds: 0 };
    });
  }
  /* Signing in again renews the token of forgery protection: forms that are open take over the new one. */
  function renew(state) {
    if (!state.token) return;
    box.dataset.token = state.token;
    [].forEach.call(d.querySelectorAll("input[name=csrfmiddlewaretoken]"), function (input) { input.value = state.token; });
  }
  function close() { if (dialog) { dialog.remove(); dialog = null; } }
  function show(ended) {
    close();
    dialog = d.createElement("div");
    dialog.className = "idle-dialog"; dialog.setAttribute("role", "alertdialog"); dialog.setAttribute("aria-modal", "true");
    dialog.setAttribute("aria-labelledby", "idle-title");
    var title = d.createElement("p"), button = d.createElement(ended ? "a" : "button");
    title.id = "idle-title"; title.textContent = ended ? box.dataset.ended : box.dataset.warning;
    button.className = "btn button"; button.textContent = ended ? box.dataset.again : box.dataset.stay;
    if (ended) { button.href = box.dataset.login; button.target = "_blank"; button.rel = "noopener"; }
    else { button.type = "button"; button.addEventListener("click", function () { ask("POST").then(next); }); }
    dialog.appendChild(title); dialog.appendChild(button); d.body.appendChild(dialog); button.focus();
  }
  function next(state) {
    clearTimeout(timer);
    renew(state);
    if (state.seconds <= 0) { show(true); return; }
    if (state.seconds > warn) { close(); timer = setTimeout(look, Math.min((state.seconds - warn) * 1000, 2147483647)); return; }
    show(false);
    timer = setTimeout(look, Math.max(1, state.seconds) * 1000);
  }
  function look() { ask("GET").then(next, function () { timer = setTimeout(look, 30000); }); }
  d.addEventListener("visibilitychange", function () { if (!d.hidden) look(); });
  timer = setTimeout(look, Math.max(1, Number(box.dataset.seconds) - warn) * 1000);
})();
