// Keys, as in a spreadsheet. A cell just reached has its text selected: arrows, Home and End then move between cells.
// While a text is being edited, Left, Right, Home and End move within it until they meet its edge.
import { SHEET, fill, goTo, isField, placeOf, rowsOf, sheetOf } from "./cells.js";

const clamp = (number, last) => Math.max(0, Math.min(number, last));

export function movement(form) {
  // Enter after a run of Tabs goes to the column where the run began, so that rows can be typed one after another.
  let began = null;
  let tabbing = false;
  let before = "";
  let editing = false;

  form.addEventListener("focusin", ({ target }) => {
    if (!isField(target)) return;
    before = target.value;
    editing = false;
    if (!tabbing || began === null || sheetOf(began) !== sheetOf(target)) began = target;
    tabbing = false;
    target.select();
  });
  form.addEventListener("pointerup", ({ target }) => {
    if (isField(target) && target.selectionStart === target.selectionEnd) editing = true;
  });

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!isField(field) || event.isComposing || event.altKey) return;
    if (event.key === "Tab") {
      tabbing = true;
      return;
    }
    if (event.key === "F2") {
      editing = true;
      field.setSelectionRange(field.value.length, field.value.length);
      event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      if (field.value !== before) fill(field, before);
      editing = false;
      field.select();
      event.preventDefault();
      return;
    }
    const next = destination(event, field);
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  });

  // undefined: the key is the field's own; null: the key is ours and there is nowhere to go.
  function destination(event, field) {
    const far = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") return far ? undefined : step(field, event.shiftKey ? -1 : 1, 0, began);
    if (event.shiftKey) return undefined;
    const { key } = event;
    if (key === "ArrowUp") return far ? edge(field, -1, 0) : step(field, -1, 0);
    if (key === "ArrowDown") return far ? edge(field, 1, 0) : step(field, 1, 0);
    if (key === "ArrowLeft" && leaves(field, 0)) return far ? edge(field, 0, -1) : step(field, 0, -1);
    if (key === "ArrowRight" && leaves(field, field.value.length)) return far ? edge(field, 0, 1) : step(field, 0, 1);
    if (key === "Home" && (far || leaves(field, 0))) return far ? corner(field, false) : edge(field, 0, -1);
    if (key === "End" && (far || leaves(field, field.value.length))) return far ? corner(field, true) : edge(field, 0, 1);
    return undefined;
  }

  function leaves(field, at) {
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (whole && !editing) return true;
    return field.selectionStart === at && field.selectionEnd === at;
  }

  function where(field) {
    const rows = rowsOf(sheetOf(field));
    const row = rows.findIndex((one) => one.includes(field));
    return { rows, row, column: rows[row].indexOf(field) };
  }

  function step(field, down, across, anchor = null) {
    const { rows, row, column } = where(field);
    if (across) return rows[row][column + across] ?? null;
    const from = anchor && sheetOf(anchor) === sheetOf(field) ? placeOf(anchor).column : placeOf(field).column;
    const to = rows[row + down] ?? beside(field, down);
    return to ? (to.find((one) => placeOf(one).column === from) ?? to[clamp(column, to.length - 1)]) : null;
  }

  // Past a table's last row stands the next table's first.
  function beside(field, down) {
    const sheets = [...form.querySelectorAll(SHEET)].filter((one) => one.checkVisibility() && rowsOf(one).length);
    const next = sheets[sheets.indexOf(sheetOf(field)) + down];
    return next && rowsOf(next).at(down > 0 ? 0 : -1);
  }

  function edge(field, down, across) {
    const { rows, row, column } = where(field);
    if (across) return rows[row].at(across > 0 ? -1 : 0);
    const to = rows.at(down > 0 ? -1 : 0);
    return to[clamp(column, to.length - 1)];
  }

  function corner(field, last) {
    return where(field).rows.at(last ? -1 : 0).at(last ? -1 : 0);
  }
}
