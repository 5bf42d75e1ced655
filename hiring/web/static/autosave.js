"use strict";
// Saves a form (data-autosave: where to) while it is filled in. What it promises:
// - What was typed is either on the server or kept in this browser, for this person (data-person) alone, until the server has it:
//   over a lost line, an error of the server, a reload, a closed window. It is there again when the page is opened, and is sent.
// - Each window keeps its own, so that two that wait at once lose nothing; what a closed one left is taken up by the next.
// - What was saved elsewhere meanwhile is never replaced unseen: the server refuses, and the button shows both versions.
//   A page that shows both (data-manual) sends by its button only.
// - Only an answer of the server is called saved. A page that shows what was refused (data-refused) says so itself.
// - The page is not left before what is open was sent once: by the form's own buttons not before the server has answered, by any
//   other way at the second try, for it is kept here.
// Every page works without this. Words come with the form: data-saving, data-retry, data-refusal, data-restored.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = document.getElementById("autosave-words");
  const { autosave: address, person, saving, retry, refusal, restored } = form.dataset;
  const byButton = "manual" in form.dataset;
  const BOXES = `hiring-outbox:${person}:${address}:`;
  const OWN = ["csrf_token", "version", "seen", "person"]; // what the form sends about itself
  const NOTHING_SEEN = { version: "-1", seen: "{}" };
  const PAUSE = 700;
  const RETRY_AFTER = 5000;
  const PATIENCE = 10000;
  const MOST_KEPT_ALIVE = 60000; // what a browser still sends of a page that is closed

  // The browser's own memory of forms would put back old text as if it had just been typed.
  form.autocomplete = "off";

  // What the form holds, as a list of names and values; what is empty is not there.
  const controls = () => [...form.elements].filter((control) => control.name && !OWN.includes(control.name) && !control.matches("button, :disabled"));
  const typed = () => [...new FormData(form)].filter(([name]) => !OWN.includes(name));
  const isTick = (control) => ["radio", "checkbox"].includes(control.type);
  function asRendered(control) {
    if (isTick(control)) return control.defaultChecked ? [control.value] : [];
    if (!control.options) return [control.defaultValue];
    const chosen = [...control.options].filter((option) => option.defaultSelected);
    return (chosen.length ? chosen : [...control.options].slice(0, 1)).map((option) => option.value);
  }
  const rendered = () => controls().flatMap((control) => asRendered(control).map((value) => [control.name, value]));
  const trimmed = (entries) => JSON.stringify(entries.map(([name, text]) => [name, text.trim()]).filter(([, text]) => text).sort());
  const same = (a, b) => Boolean(a && b) && trimmed(a) === trimmed(b);

  let timer = 0;
  let sending = false;
  let refused = "refused" in form.dataset;
  let unreached = false;
  let leaving = null;
  let passing = false;
  let unkept = false;
  let saved = refused ? null : rendered(); // what the server is known to have
  let unanswered = null; // sent, but nobody knows whether it came: sent again as it was, which is no conflict with itself
  const isOpen = () => !same(saved, typed());

  // "Saved at 12:04" is true for a day; after that it has its date.
  const today = () => new Date().toDateString();
  let day = today();
  function say(text, later = "") {
    words.textContent = text;
    words.dataset.later = later;
    day = today();
  }
  function turn() {
    if (words.dataset.later && day !== today()) say(words.dataset.later);
  }

  // A window is known by a name that outlives its reload and that it holds a lock by: a box whose lock nobody holds was left behind.
  const newName = () => Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
  let mine = "";
  const box = () => BOXES + mine;
  function take(name) {
    mine = name;
    tried(() => sessionStorage.setItem("hiring-window", name));
  }
  // A browser that keeps nothing (forbidden, or full) still saves to the server.
  function tried(work) {
    try {
      return work();
    } catch {
      return undefined;
    }
  }
  const read = (key) => tried(() => JSON.parse(localStorage.getItem(key) || "null"));
  const drop = (key) => tried(() => localStorage.removeItem(key));

  function basis() {
    const { version, seen } = form.elements;
    return byButton ? NOTHING_SEEN : { version: version?.value, seen: seen?.value };
  }
  function keep() {
    const kept = JSON.stringify({ typed: typed(), saved, unanswered, basis: basis() });
    unkept = tried(() => localStorage.setItem(box(), kept) || true) !== true;
  }

  async function deliver(content) {
    const body = new URLSearchParams(content);
    for (const name of OWN) if (form.elements[name]) body.set(name, form.elements[name].value);
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: String(body).length < MOST_KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status >= 500) throw new Error("server");
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) return { ok: false, words: refusal };
    return { ok: answer.ok, ...await answer.json() };
  }

  async function send() {
    window.clearTimeout(timer);
    if (sending || refused) return;
    sending = true;
    const content = unanswered || typed();
    unanswered = content;
    keep();
    say(saving);
    try {
      accept(content, await deliver(content));
    } catch {
      unreached = true;
      say(retry);
    }
    sending = false;
    settle();
  }

  function accept(content, said) {
    unreached = false;
    unanswered = null;
    refused = !said.ok && same(content, typed());
    if (said.ok) {
      for (const name of ["version", "seen"]) if (name in said) form.elements[name].value = said[name];
      saved = content;
    }
    say(said.words, said.later);
  }

  function settle() {
    const go = leaving;
    if (isOpen()) keep(); else drop(box());
    if (unreached) {
      leaving = null;
      timer = window.setTimeout(send, RETRY_AFTER);
    } else if (go && (refused || !isOpen())) {
      leaving = null;
      go();
    } else if (go) {
      send();
    } else if (isOpen() && !refused) {
      timer = window.setTimeout(send, PAUSE);
    }
  }

  function plan() {
    keep();
    if (byButton) return;
    refused = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(send, PAUSE);
  }

  // What waited since a window was last open, on what it was typed on, if something else was saved since.
  function restore(kept) {
    form.dispatchEvent(new CustomEvent("rows-wanted", { detail: kept.typed.map(([name]) => name) }));
    for (const control of controls()) {
      const values = kept.typed.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isTick(control)) control.checked = values.includes(control.value);
      else if (values.length) [control.value] = values;
    }
    for (const fold of form.querySelectorAll("details")) fold.open = fold.open || Boolean(fold.querySelector("input:checked"));
    const arrived = same(kept.unanswered, saved);
    unanswered = arrived ? null : kept.unanswered;
    if (!arrived && !same(kept.saved, saved)) {
      form.elements.version.value = NOTHING_SEEN.version;
      if (form.elements.seen) form.elements.seen.value = kept.basis.seen;
    }
    say(restored);
    plan();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function restoreFrom(key) {
    const kept = read(key);
    if (!kept) return false;
    const waits = !same(kept.typed, saved);
    if (waits) restore(kept); else drop(key);
    return waits;
  }

  // Locks are there on safe addresses only; elsewhere a box of another window counts as left behind.
  async function adopt() {
    const held = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
    const keys = tried(() => Object.keys(localStorage).filter((key) => key.startsWith(BOXES) && key !== box())) || [];
    const orphan = keys.find((key) => !held.includes(`hiring-window:${key.slice(BOXES.length)}`));
    if (!orphan || isOpen()) return;
    if (restoreFrom(orphan)) drop(orphan);
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

  take(tried(() => sessionStorage.getItem("hiring-window")) || newName());
  if (refused) keep();
  const found = refused || restoreFrom(box());
  hold().then(() => { if (!found) adopt(); });

  form.addEventListener("input", plan);
  window.addEventListener("online", () => { if (isOpen()) send(); });
  window.setInterval(() => {
    turn();
    adopt();
  }, 60000);
  document.addEventListener("visibilitychange", () => {
    turn();
    if (document.hidden && isOpen() && !byButton) send();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted && !refused && !byButton) window.location.reload(); });
  window.addEventListener("beforeunload", (event) => { if (unkept && isOpen()) event.preventDefault(); });

  // What is open is sent before the page is left; what is refused then, the page that the button leads to explains.
  function waitFor(event, go) {
    event.preventDefault();
    leaving = go;
    send();
  }
  const mayGo = () => !isOpen() || refused || byButton || unreached;
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (passing || (target === form ? !(isOpen() || sending) : mayGo())) return;
    if (target === form) refused = false;
    waitFor(event, () => {
      passing = true;
      target.requestSubmit(submitter);
      passing = false;
    });
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || mayGo()) return;
    if (link.href.split("#")[0] === window.location.href.split("#")[0]) return;
    waitFor(event, () => window.location.assign(link.href));
  });
})();
