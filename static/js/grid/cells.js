// Where the fields stand: each has data-row and data-column within the table that has data-sheet.

export const SHEET = "[data-sheet]";
export const FIELD = "input[data-row]";

export const isField = (it) => it instanceof HTMLInputElement && it.matches(FIELD);

export const sheetOf = (field) => field.closest(SHEET);

export const placeOf = (field) => ({ row: Number(field.dataset.row), column: Number(field.dataset.column) });

// The fields of one table, by row and then by column; a division's name is its column -1.
export function rowsOf(sheet) {
  const rows = [];
  for (const field of sheet.querySelectorAll(FIELD)) {
    const { row } = placeOf(field);
    (rows[row] ??= []).push(field);
  }
  return rows.map((row) => row.sort((a, b) => placeOf(a).column - placeOf(b).column)).filter(Boolean);
}


// Sets what a field holds and tells the page, as typing would.
export function fill(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function goTo(field) {
  if (!field) return false;
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  field.select();
  return true;
}
