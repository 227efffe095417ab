// Sends the form as it stands to the server's check, a moment after the last key, and shows the answer: a message or
// a sum beside each cell, and the panel that lists everything noticed.

const QUIET_MS = 350;

export function checking(form) {
  const panel = document.querySelector("[data-noticed]");
  const summary = document.querySelector("[data-errors]");
  const state = document.querySelector("[data-check-state]");
  let timer;
  let asked;

  async function ask() {
    clearTimeout(timer);
    asked?.abort();
    const mine = (asked = new AbortController());
    state.textContent = state.dataset.checking;
    try {
      const response = await fetch(form.dataset.checkUrl, {
        method: "POST",
        body: new FormData(form),
        signal: mine.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = state.dataset.failed;
    }
  }

  function show({ fields, noticed, errors, state: text }) {
    for (const [name, found] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field) showBeside(field, found);
    }
    panel.innerHTML = noticed;
    // A summary that is there follows what is mended; none appears while somebody types below it.
    if (summary.childElementCount) summary.innerHTML = errors;
    state.textContent = text;
  }

  function showBeside(field, { error, aside, state: sign }) {
    const cell = field.closest("[data-cell]");
    const message = cell.querySelector("[data-error]");
    message.textContent = error;
    message.hidden = !error;
    if (error) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    const sum = cell.querySelector("[data-aside]");
    sum.textContent = aside;
    cell.dataset.state = error ? "error" : sign;
  }

  form.addEventListener("input", ({ target }) => {
    // The same cell printed in two tables is one cell: what is typed in one stands in the other.
    for (const twin of form.querySelectorAll(`[data-twin="${CSS.escape(target.id)}"]`)) twin.textContent = target.value;
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET_MS);
  });

  return { now: ask };
}
