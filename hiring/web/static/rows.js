"use strict";
// "Add a row" below tables in forms: an empty copy of the last row, up to as many as the server takes. Without a script the spare
// rows that the page comes with do, two more at every save.
(() => {
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function number(row, prefix, place) {
    const old = new RegExp(`(^|\\s)(${escaped(prefix)})-\\d+-`, "g");
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...part.attributes]) {
        if (["id", "name", "for", "aria-describedby", "aria-labelledby"].includes(name)) {
          part.setAttribute(name, value.replace(old, `$1$2-${place}-`));
        }
      }
    }
  }

  function empty(row) {
    for (const fault of row.querySelectorAll(".fault")) fault.remove();
    for (const control of row.querySelectorAll("input, select, textarea")) {
      control.removeAttribute("aria-invalid");
      if (["checkbox", "radio"].includes(control.type)) {
        control.checked = control.defaultChecked = false;
      } else if (control.options) {
        for (const option of control.options) option.defaultSelected = false;
        control.selectedIndex = 0;
      } else {
        control.defaultValue = control.value = "";
      }
    }
  }

  function install(table) {
    const { prefix, most, label } = table.dataset;
    const rows = () => table.querySelectorAll(":scope > [role=group]");
    const button = table.nextElementSibling;

    function show() {
      button.hidden = rows().length >= Number(most);
    }
    function add() {
      const last = [...rows()].at(-1);
      const row = last.cloneNode(true);
      number(row, prefix, rows().length);
      row.setAttribute("aria-label", label.replace("{}", rows().length + 1));
      empty(row);
      last.after(row);
      show();
      return row;
    }

    show();
    // The focus goes where one types on; a reader of screens hears the name of the row with it.
    button.addEventListener("click", () => add().querySelector("input:not([type=hidden]), select, textarea").focus());
    // What is put back into the form (autosave.js) may need more rows than it came with.
    table.closest("form").addEventListener("rows-wanted", ({ detail: names }) => {
      const places = names.filter((name) => name.startsWith(`${prefix}-`)).map((name) => parseInt(name.slice(prefix.length + 1), 10));
      while (rows().length <= Math.max(...places) && rows().length < Number(most)) add();
    });
  }

  for (const table of document.querySelectorAll("[data-rows]")) install(table);
})();
