"use strict";
// Saves the rating while it is made. What could not be sent waits in this browser, and is sent when the server answers again.
(() => {
  const form = document.getElementById("rating-form");
  const words = document.getElementById("autosave-words");
  const address = form.dataset.autosave;
  const box = `hiring-outbox:${form.dataset.person}:${address}`;
  let timer = 0;
  let sending = false;
  let again = false;
  let refused = false;
  let leaving = null;

  const say = (text) => { words.textContent = text; };
  const typed = () => ({
    rating: (form.querySelector("input[name=rating]:checked") || {}).value || "",
    evidence: form.elements.evidence.value,
  });
  const same = (a, b) => a.rating === b.rating && a.evidence === b.evidence;

  async function send() {
    if (sending) { again = true; return; }
    sending = true;
    const current = typed();
    localStorage.setItem(box, JSON.stringify(current));
    say(form.dataset.saving);
    const body = new URLSearchParams({ ...current, version: form.elements.version.value, csrf_token: form.elements.csrf_token.value });
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000) });
      if (answer.status >= 500) throw new Error("server");
      const said = await answer.json();
      if (answer.ok) {
        form.elements.version.value = said.version;
        if (same(current, typed())) localStorage.removeItem(box);
        refused = false;
      } else {
        refused = true;
      }
      say(said.words);
    } catch {
      say(form.dataset.retry);
      window.setTimeout(() => { if (!refused) send(); }, 5000);
    } finally {
      sending = false;
      const left = leaving;
      leaving = null;
      if (left) form.requestSubmit(left.button);
      else if (again) { again = false; plan(); }
    }
  }

  function plan() {
    refused = false;
    localStorage.setItem(box, JSON.stringify(typed()));
    window.clearTimeout(timer);
    timer = window.setTimeout(send, 500);
  }

  const kept = JSON.parse(localStorage.getItem(box) || "null");
  if (kept && !same(kept, typed())) {
    const chosen = form.querySelector(`input[name=rating][value="${CSS.escape(kept.rating)}"]`);
    if (chosen) chosen.checked = true;
    form.elements.evidence.value = kept.evidence;
    plan();
  }

  form.addEventListener("input", plan);
  window.addEventListener("online", send);
  // While a save is under way its answer is waited for: it brings the version that the form has to be sent with.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (sending) {
      event.preventDefault();
      leaving = { button: event.submitter };
    } else {
      localStorage.removeItem(box);
    }
  });

  // Keys: the points of the scale, N for not observed; never while something is being typed.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input[type=text], select")) return;
    const value = event.code === "KeyN" ? "none" : event.key;
    const point = /^(\d|none)$/.test(value) && form.querySelector(`input[name=rating][value="${value}"]`);
    if (!point) return;
    event.preventDefault();
    point.checked = true;
    point.focus();
    plan();
  });
})();
