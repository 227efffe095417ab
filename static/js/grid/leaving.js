// Leaving with figures typed and not saved asks first.

export function leaving(form) {
  let typed = "unsaved" in form.dataset;
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
