"use strict";
// Small conveniences; every page works without them.

// After a refused form the faults are read first.
document.addEventListener("DOMContentLoaded", () => {
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
});

// A double click sends once; another button of the form is another thing to send. The back button brings it back to life.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const sent = `${event.submitter?.name} ${event.submitter?.value}`;
  if (form.dataset.sent === sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = sent;
  window.setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A filter applies as soon as it is chosen.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-filters] select")) event.target.form.requestSubmit();
});

// A form with answers in it asks before it is left.
let edited = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) edited = true;
});
document.addEventListener("submit", () => { edited = false; });
window.addEventListener("beforeunload", (event) => {
  if (edited) event.preventDefault();
});
