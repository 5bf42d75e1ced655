"use strict";
// Saves a page of the scorecard while it is filled in. What could not be sent waits in this browser, for this person alone, and is
// sent when the server answers again; the page is not left before that. Each window keeps its own: two that wait at once lose nothing.
(() => {
  const form = document.getElementById("card-form");
  const words = document.getElementById("autosave-words");
  const { autosave: address, person, saving, retry, refusal } = form.dataset;
  const BOXES = `hiring-outbox:${person}:${address}:`;
  const RETRY_AFTER = 5000;
  const HIDDEN = ["csrf_token", "version", "seen"];

  const say = (text) => { words.textContent = text; };
  const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => !HIDDEN.includes(name)));
  const trimmed = (content) => JSON.stringify(Object.entries(content).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text).sort());
  const same = (a, b) => Boolean(a && b) && trimmed(a) === trimmed(b);

  // A window is known by a name that outlives its reload and that it holds a lock by: a box whose lock nobody holds was left behind.
  const newName = () => Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
  let mine = sessionStorage.getItem("hiring-window") || newName();
  const take = (name) => {
    mine = name;
    sessionStorage.setItem("hiring-window", name);
  };
  take(mine);
  const box = () => BOXES + mine;
  const read = (key) => JSON.parse(localStorage.getItem(key) || "null");

  let timer = 0;
  let sending = false;
  let refused = false;
  let leaving = null;
  let saved = typed(); // what the server is known to have
  let unanswered = null; // sent, but nobody knows whether it came: sent again as it was, which is no conflict with itself

  const keep = () => localStorage.setItem(box(), JSON.stringify({ typed: typed(), unanswered, seen: form.elements.seen.value }));

  async function deliver(content) {
    const { version, seen, csrf_token: token } = form.elements;
    const body = new URLSearchParams({ ...content, version: version.value, seen: seen.value, csrf_token: token.value });
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
        form.elements.seen.value = said.seen;
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
    if (open) keep(); else localStorage.removeItem(box());
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

  // What waited since a window was last open, on the marks it was typed on: what was saved elsewhere since is never replaced unseen.
  function restore(kept) {
    for (const control of form.elements) {
      if (!control.name || HIDDEN.includes(control.name) || control.tagName === "BUTTON") continue;
      if (["radio", "checkbox"].includes(control.type)) control.checked = kept.typed[control.name] === control.value;
      else control.value = kept.typed[control.name] ?? control.value;
    }
    for (const fold of form.querySelectorAll("details")) fold.open = fold.open || Boolean(fold.querySelector("input:checked"));
    form.elements.seen.value = kept.seen;
    unanswered = kept.unanswered;
    plan();
  }

  function restoreFrom(key) {
    const kept = read(key);
    if (!kept) return false;
    const waits = !same(kept.typed, saved);
    if (waits) restore(kept); else localStorage.removeItem(key);
    return waits;
  }

  // Locks are there on safe addresses only; elsewhere a box of another window counts as left behind.
  async function adopt() {
    const held = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(BOXES) && key !== box());
    const orphan = keys.find((key) => !held.includes(`hiring-window:${key.slice(BOXES.length)}`));
    if (!orphan || !same(saved, typed())) return;
    if (restoreFrom(orphan)) localStorage.removeItem(orphan);
  }

  async function hold() {
    if (!navigator.locks) return;
    const forever = () => new Promise(() => {});
    await new Promise((done) => {
      navigator.locks.request(`hiring-window:${mine}`, { ifAvailable: true }, (lock) => {
        if (!lock) take(newName()); // a copy of a window, which came with its name
        done();
        return lock ? forever() : navigator.locks.request(`hiring-window:${mine}`, forever);
      });
    });
  }

  const restored = restoreFrom(box());
  hold().then(() => { if (!restored) adopt(); });

  form.addEventListener("input", plan);
  window.addEventListener("online", send);
  // The page is left at once, unless a save is under way, whose answer brings the version to go on with, or the line is bad: then
  // it is left when the server has answered. What was refused the page itself explains.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (refused || !(sending || unanswered || !navigator.onLine)) {
      localStorage.removeItem(box());
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
