// Cells that were read or pasted are marked until somebody has looked at them. Passing through a cell is no look;
// typing in it is one, and Ctrl+Enter or the table's button accepts a whole table.
import { FIELD, SHEET, goTo, isField } from "./cells.js";

const TABLE = "[data-table]";

export function looking(form, check) {
  const marked = (within) => [...within.querySelectorAll("[data-look]")].map((cell) => cell.querySelector(FIELD));

  // Sets or takes away a cell's mark; tells whether it had one.
  function mark(field, wanted) {
    const cell = field.closest("[data-cell]");
    if (!cell) return false; // a division's name
    const had = "look" in cell.dataset;
    cell.toggleAttribute("data-look", wanted);
    cell.querySelector("[name=look]").disabled = !wanted;
    cell.querySelector("[data-look-words]").hidden = !wanted;
    const table = cell.closest(TABLE);
    table.querySelector("[data-accept]").hidden = marked(table).length === 0;
    return had;
  }

  // Where nothing is marked there is nothing to accept, and the next table waits.
  function accept(table) {
    for (const field of marked(table)) mark(field, false);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    check.now();
    const tables = [...form.querySelectorAll(TABLE)];
    const later = [...tables.slice(tables.indexOf(table) + 1), ...tables].find((one) => marked(one).length);
    if (later) goTo(marked(later)[0]);
    else table.querySelector(`${SHEET} ${FIELD}`)?.focus();
  }

  form.addEventListener("input", (event) => {
    if (event.isTrusted && isField(event.target)) mark(event.target, false);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-accept] button");
    if (!button) return;
    event.preventDefault();
    accept(button.closest(TABLE));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !isField(event.target)) return;
    event.preventDefault();
    accept(event.target.closest(TABLE));
  });

  return { mark };
}
