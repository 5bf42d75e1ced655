"use strict";
// Saves the topic while it is filled in. What could not be sent waits in this browser, for this person alone; it is there again
// when the page is opened, and sent when the server answers. Every page works without this.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const form = document.getElementById("topic-form");
  if (!form) return;
  const words = document.getElementById("kept-words");
  const { autosave: address, person, saving, retry, refusal, restored } = form.dataset;
  if (form.dataset.manual) return; // two versions side by side: only the button decides
  const box = `hiring-outbox:${person}:${address}`;
  const OWN = ["csrf_token", "version"];
  const PAUSE = 1200;
  const RETRY_AFTER = 5000;
  const ANY_OTHER_VERSION = "-1";

  const say = (text) => { words.textContent = text; };
  const typed = () => [...new FormData(form)].filter(([name]) => !OWN.includes(name));
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  let timer = 0;
  let sending = false;
  let refused = Boolean(document.getElementById("faults"));
  let leaving = null;
  let saved = typed(); // what the server is known to have
  let unanswered = null; // sent, but nobody knows whether it came: sent again as it was

  const keep = () => localStorage.setItem(box, JSON.stringify({ typed: typed(), saved, unanswered }));

  async function deliver(content) {
    const body = new URLSearchParams(content);
    for (const name of OWN) body.set(name, form.elements[name].value);
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
      timer = window.setTimeout(send, PAUSE);
    }
  }

  function plan() {
    refused = false;
    keep();
    window.clearTimeout(timer);
    timer = window.setTimeout(send, PAUSE);
  }

  function fill(entries) {
    for (const control of form.elements) {
      if (!control.name || OWN.includes(control.name)) continue;
      const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (control.type !== "submit" && values.length) [control.value] = values;
    }
  }

  // What waited since the page was last open. If something else was saved in between, the server is made to say so.
  const kept = JSON.parse(localStorage.getItem(box) || "null");
  if (kept && !same(kept.typed, saved) && !refused) {
    fill(kept.typed);
    say(restored);
    if (!same(kept.saved, saved) && !same(kept.unanswered, saved)) form.elements.version.value = ANY_OTHER_VERSION;
    plan();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    localStorage.removeItem(box);
  }

  form.addEventListener("input", plan);
  window.addEventListener("online", send);
  // What is open is sent before the page is left, so that a bad line keeps it here; what was refused the page itself explains.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (refused || !(sending || unanswered || !same(saved, typed()))) return;
    event.preventDefault();
    leaving = { button: event.submitter };
    send();
  });
})();
