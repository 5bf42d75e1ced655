"use strict";
// Saves the rating while it is made. What could not be sent waits in this browser, for this person alone, and is sent when the
// server answers again; the page is not left before that.
(() => {
  const form = document.getElementById("rating-form");
  const words = document.getElementById("autosave-words");
  const { autosave: address, person, saving, retry, refusal } = form.dataset;
  const box = `hiring-outbox:${person}:${address}`;
  const RETRY_AFTER = 5000;
  const ANY_OTHER_VERSION = "-1";

  const say = (text) => { words.textContent = text; };
  const typed = () => ({
    rating: (form.querySelector("input[name=rating]:checked") || {}).value || "",
    evidence: form.elements.evidence.value,
  });
  const same = (a, b) => Boolean(a && b) && a.rating === b.rating && a.evidence.trim() === b.evidence.trim();

  let timer = 0;
  let sending = false;
  let refused = false;
  let leaving = null;
  let saved = typed(); // what the server is known to have
  let unanswered = null; // sent, but nobody knows whether it came: sent again as it was, which is no conflict with itself

  const keep = () => localStorage.setItem(box, JSON.stringify({ ...typed(), saved, unanswered }));

  async function deliver(content) {
    const body = new URLSearchParams({ ...content, version: form.elements.version.value, csrf_token: form.elements.csrf_token.value });
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000) });
    if (answer.status >= 500) throw new Error("server");
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) return { ok: false, words: refusal };
    return { ok: answer.ok, ...await answer.json() };
  }

  async function send() {
    if (sending || refused) return;
    window.clearTimeout(timer);
    sending = true;
    const content = unanswered || typed();
    unanswered = content;
    keep();
    say(saving);
    let reached = true;
    try {
      const said = await deliver(content);
      unanswered = null;
      refused = !said.ok;
      if (said.ok) {
        form.elements.version.value = said.version;
        saved = content;
      }
      say(said.words);
    } catch {
      reached = false;
      say(retry);
    }
    sending = false;
    settle(reached);
  }

  function settle(reached) {
    window.clearTimeout(timer);
    const open = !same(saved, typed());
    if (open) keep(); else localStorage.removeItem(box);
    const left = leaving;
    if (!reached) {
      leaving = null;
      timer = window.setTimeout(send, RETRY_AFTER);
    } else if (left) {
      leaving = null;
      form.requestSubmit(left.button);
    } else if (open && !refused) {
      timer = window.setTimeout(send, 500);
    }
  }

  function plan() {
    refused = false;
    keep();
    window.clearTimeout(timer);
    timer = window.setTimeout(send, 500);
  }

  // What waited since the page was last open. If something else was saved in between, the server is made to say so.
  const kept = JSON.parse(localStorage.getItem(box) || "null");
  if (kept && !same(kept, saved)) {
    const chosen = form.querySelector(`input[name=rating][value="${CSS.escape(kept.rating)}"]`);
    if (chosen) chosen.checked = true;
    form.elements.evidence.value = kept.evidence;
    if (!same(kept.saved, saved) && !same(kept.unanswered, saved)) form.elements.version.value = ANY_OTHER_VERSION;
    plan();
  } else {
    localStorage.removeItem(box);
  }

  form.addEventListener("input", plan);
  window.addEventListener("online", send);
  // The page is left at once, unless a save is under way, whose answer brings the version to go on with, or the line is bad: then
  // it is left when the server has answered. What was refused the page itself explains.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (refused || !(sending || unanswered || !navigator.onLine)) {
      localStorage.removeItem(box);
      return;
    }
    event.preventDefault();
    leaving = { button: event.submitter };
    send();
  });

  // Keys: the points of the scale; N, or 0 where that is no point, for not observed; never while something is being typed.
  const radio = (value) => form.querySelector(`input[name=rating][value="${value}"]`);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input[type=text], select")) return;
    const none = event.code === "KeyN" || (event.key === "0" && !radio("0"));
    const point = none ? radio("none") : /^\d$/.test(event.key) && radio(event.key);
    if (!point) return;
    event.preventDefault();
    point.checked = true;
    point.focus();
    plan();
  });
})();
