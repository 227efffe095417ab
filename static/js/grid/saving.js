// Before anything is saved the server is asked whether the session still stands: a form sent without one would be
// answered with a page that asks for a password. Signed in again in another window, it takes the new session's token.
import { SignedOut, send } from "./sending.js";

export function saving(form) {
  const held = form.querySelector("[data-held]");
  let isAsked = false;
  let isGranted = false;

  form.addEventListener("submit", async (event) => {
    if (isGranted) return;
    event.preventDefault();
    if (isAsked) return;
    isAsked = true;
    const { submitter } = event;
    try {
      await send(form, form.dataset.checkUrl);
      isGranted = true;
    } catch (error) {
      // What the check alone cannot answer the server may still save.
      if (error instanceof SignedOut) hold(held.dataset.signedOut);
      else if (error instanceof TypeError) hold(held.dataset.failed);
      else isGranted = true;
    }
    isAsked = false;
    if (!isGranted) return;
    held.hidden = true;
    form.requestSubmit(submitter);
  });
  window.addEventListener("pageshow", () => (isGranted = false));

  function tell(words) {
    held.querySelector("[data-held-words]").textContent = words;
    held.hidden = false;
  }

  function hold(words) {
    tell(words);
    held.focus();
  }

  // While somebody types the words stand there, loud, and the cell keeps the focus.
  return { tell: () => tell(held.dataset.signedOut), release: () => (held.hidden = true) };
}
