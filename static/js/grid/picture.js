// The picture of the page that the focused cell was read from, beside the tables or at the window's foot.

export function picture(form) {
  const pane = form.querySelector("[data-pages]");
  if (!pane) return;
  const image = pane.querySelector("img");
  const larger = pane.querySelector("[data-larger]");
  const links = [...pane.querySelectorAll("[data-page-link]")];

  function show(number) {
    const link = links.find((one) => one.dataset.pageLink === number);
    if (!link || link.getAttribute("aria-current")) return;
    for (const one of links) one.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const address = link.getAttribute("href");
    image.setAttribute("src", address);
    image.alt = link.dataset.words;
    image.closest("a").setAttribute("href", address);
  }

  // As wide as the pane, or at its own size, to be scrolled. The link around it opens it alone.
  larger.hidden = false;
  larger.addEventListener("click", () => {
    const isLarger = pane.toggleAttribute("data-is-larger");
    larger.setAttribute("aria-pressed", String(isLarger));
  });

  // On a narrow screen the page stands in a strip at the foot of the window, which folds away.
  const fold = pane.querySelector("[data-fold]");
  fold.hidden = false;
  pane.toggleAttribute("data-strip", true);
  fold.addEventListener("click", () => {
    pane.toggleAttribute("data-is-folded");
    [fold.textContent, fold.dataset.other] = [fold.dataset.other, fold.textContent];
  });

  form.addEventListener("focusin", ({ target }) => show(target.dataset.page));
  pane.addEventListener("click", (event) => {
    const link = event.target.closest("[data-page-link]");
    if (!link || event.ctrlKey || event.metaKey || !image.checkVisibility()) return;
    event.preventDefault();
    show(link.dataset.pageLink);
  });
}
