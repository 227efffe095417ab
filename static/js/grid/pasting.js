// A block pasted into a cell: the server says which field each text goes into (so that a report's own lines are read
// by the catalogue's labels), the fields are filled, and what was done is told with a way back.
import { SignedOut, send } from "./sending.js";
import { fill, goTo, isField, placeOf, sheetOf } from "./cells.js";

const isBlock = (text) => /[\t\n\r]|\S +\S/.test(text.trim());

export function pasting(form, check) {
  const told = form.querySelector("[data-pasted]");
  const words = told.querySelector("[data-pasted-words]");
  const button = told.querySelector("button");
  let undone = null; // what stood in each field before the last paste

  form.addEventListener("paste", async (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isField(field) || placeOf(field).column < 0 || !isBlock(text)) return;
    event.preventDefault();
    const { row, column } = placeOf(field);
    const more = { paste: text, sheet: sheetOf(field).dataset.sheet, row, column };
    try {
      lay(await send(form, form.dataset.pasteUrl, { more }));
    } catch (error) {
      tell(error instanceof SignedOut ? told.dataset.signedOut : told.dataset.failed, false);
    }
  });

  function lay(placed) {
    clear();
    undone = new Map();
    let last = null;
    for (const [name, text] of placed.fields) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      undone.set(field, field.value);
      fill(field, text);
      field.classList.add("is-pasted");
      last = field;
    }
    goTo(last);
    tell(placed.words, undone.size > 0);
    check.now();
  }

  function undo() {
    if (!undone) return;
    const before = [...undone];
    clear();
    for (const [field, text] of before) fill(field, text);
    goTo(before[0]?.[0]);
    tell(told.dataset.undone, false);
    check.now();
  }

  function clear() {
    for (const field of undone?.keys() ?? []) field.classList.remove("is-pasted");
    undone = null;
    button.hidden = true;
  }

  function tell(text, canUndo) {
    words.textContent = text;
    button.hidden = !canUndo;
    told.hidden = false;
  }

  button.addEventListener("click", undo);
  // The browser's own undo knows nothing of fields filled by script. Typing makes Ctrl+Z the field's own again.
  form.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (undone && wanted && isField(event.target)) {
      event.preventDefault();
      undo();
    }
  });
  form.addEventListener("beforeinput", ({ target }) => isField(target) && clear());
}
