// A block pasted into a cell: the server says which field each text goes into (so that a report's own lines are read
// by the catalogue's labels), the fields are filled, and what was done is told with a way back. What has no certain
// place is offered, one line after another.
import { SignedOut, send } from "./sending.js";
import { fill, goTo, isField, placeOf, sheetOf } from "./cells.js";

// A division's name may have spaces: into its cell a block is what has tabs or several lines.
const isBlock = (text, column) => (column < 0 ? /[\t\n\r]/ : /[\t\n\r]|\S +\S/).test(text.trim());

export function pasting(form, check, looking) {
  const told = form.querySelector("[data-pasted]");
  const words = told.querySelector("[data-pasted-words]");
  const offered = told.querySelector("[data-offers]");
  const button = told.querySelector("[data-undo]");
  let last = null; // the field that the last paste filled last
  let undone = null; // what stood in each field before the last paste, and whether it was marked

  form.addEventListener("paste", async (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isField(field) || !isBlock(text, placeOf(field).column)) return;
    event.preventDefault();
    const { row, column } = placeOf(field);
    const more = { paste: text, sheet: sheetOf(field).dataset.sheet, row, column };
    try {
      lay(await send(form, form.dataset.pasteUrl, { more }));
    } catch (error) {
      tell(error instanceof SignedOut ? told.dataset.signedOut : told.dataset.failed);
    }
  });

  function lay({ fields, offers, sheets, words: text }) {
    forget();
    offered.replaceChildren();
    for (const [code, html] of Object.entries(sheets)) {
      form.querySelector(`[data-table="${CSS.escape(code)}"]`).outerHTML = html;
    }
    put(fields);
    tell(text);
    offered.append(...offers.map(offer));
    offered.querySelector("button")?.focus(); // what is open comes first
  }

  function put(fields) {
    undone ??= new Map();
    last = null;
    for (const [name, text] of fields) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      const before = field.value;
      fill(field, text);
      const isMarked = looking.mark(field, true);
      if (!undone.has(name)) undone.set(name, [before, isMarked]);
      last = field;
    }
    goTo(last);
    button.hidden = undone.size === 0;
    check.now();
  }

  function offer({ words: text, fields }) {
    const item = document.createElement("li");
    const sentence = document.createElement("span");
    sentence.textContent = text;
    item.append(sentence);
    if (fields.length) {
      const accept = document.createElement("button");
      accept.type = "button";
      accept.className = "is-quiet";
      accept.textContent = told.dataset.putThere;
      accept.addEventListener("click", () => {
        item.remove();
        put(fields);
        offered.querySelector("button")?.focus();
      });
      item.append(" ", accept);
    }
    return item;
  }

  function undo() {
    if (!undone) return;
    const before = [...undone];
    forget();
    offered.replaceChildren();
    for (const [name, [text, wasMarked]] of before) {
      const field = form.elements.namedItem(name);
      fill(field, text);
      looking.mark(field, wasMarked);
    }
    goTo(form.elements.namedItem(before[0]?.[0]));
    tell(told.dataset.undone);
    check.now();
  }

  function forget() {
    undone = null;
    button.hidden = true;
  }

  function tell(text) {
    words.textContent = text;
    told.hidden = false;
  }

  button.addEventListener("click", undo);
  told.querySelector("[data-close]").addEventListener("click", () => {
    told.hidden = true;
    last?.focus();
  });
  // The browser's own undo knows nothing of fields filled by script. Typing makes Ctrl+Z the field's own again.
  form.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (undone && wanted && isField(event.target)) {
      event.preventDefault();
      undo();
    }
  });
  form.addEventListener("beforeinput", ({ target }) => isField(target) && forget());
}
