// Sends the form as it stands to the server's check, a moment after the last key, and shows the answer: a message or
// a sum beside each cell, and the panel that lists everything noticed.
import { SignedOut, send } from "./sending.js";

const QUIET_MS = 350;

export function checking(form, saving) {
  const panel = document.querySelector("[data-noticed]");
  const summary = document.querySelector("[data-errors]");
  const state = document.querySelector("[data-check-state]");
  let timer;
  let asked;
  let failed = false;

  function later() {
    form.dataset.checking = "";
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET_MS);
  }

  async function ask() {
    form.dataset.checking = "";
    clearTimeout(timer);
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      show(await send(form, form.dataset.checkUrl, { signal: mine.signal }));
      failed = false;
      saving.release();
    } catch (error) {
      if (error.name === "AbortError") return; // a newer question is on its way
      const wasTold = failed;
      failed = true;
      state.textContent = error instanceof SignedOut ? state.dataset.signedOut : state.dataset.failed;
      if (error instanceof SignedOut && !wasTold) saving.tell();
    }
    delete form.dataset.checking;
  }

  function show({ fields, names, twins, noticed, errors, state: text }) {
    for (const [name, found] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field) showBeside(field, found);
    }
    for (const [name, error] of Object.entries(names)) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      const message = form.querySelector(`[data-name-error="${CSS.escape(name)}"]`);
      message.textContent = error;
      message.hidden = !error;
      field.toggleAttribute("aria-invalid", Boolean(error));
      if (error) field.setAttribute("aria-invalid", "true");
    }
    for (const [id, { aside, state: sign }] of Object.entries(twins)) {
      const cell = document.getElementById(id);
      if (!cell) continue;
      cell.querySelector("[data-aside]").textContent = aside;
      cell.dataset.state = sign;
    }
    panel.innerHTML = noticed;
    // A summary that is there follows what is mended; none appears while somebody types below it.
    if (summary.childElementCount) summary.innerHTML = errors;
    state.textContent = text;
  }

  function showBeside(field, { error, aside, before, state: sign }) {
    const cell = field.closest("[data-cell]");
    const message = cell.querySelector("[data-error]");
    message.textContent = error;
    message.hidden = !error;
    if (error) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    cell.querySelector("[data-aside]").textContent = aside;
    cell.querySelector("[data-before]").textContent = before;
    cell.dataset.state = sign;
  }

  form.addEventListener("input", ({ target }) => {
    // The same cell printed in two tables is one cell: what is typed in one stands in the other.
    for (const twin of form.querySelectorAll(`[data-twin="${CSS.escape(target.id)}"]`)) twin.textContent = target.value;
    later();
  });
  // Back from signing in, in another window.
  window.addEventListener("focus", () => failed && later());

  return { now: ask };
}
