"use strict";
// Keys: the points of the scale; N, or 0 where that is no point, for not observed; never while something is being typed.
(() => {
  const form = document.getElementById("card-form");
  if (!form) return;
  const radio = (value) => form.querySelector(`input[name=rating][value="${value}"]`);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input[type=text], select")) return;
    const none = event.code === "KeyN" || (event.key === "0" && !radio("0"));
    const point = none ? radio("none") : /^\d$/.test(event.key) && radio(event.key);
    if (!point) return;
    event.preventDefault();
    point.checked = true;
    point.focus();
    point.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
