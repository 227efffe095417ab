// While files are being read their list renews itself. Without this script its link “Look again” does the same.
const EVERY = 2000;

async function renewed() {
  const shown = document.querySelector("[data-renewed][data-unfinished]");
  if (!shown) return;
  const response = await fetch(location.href).catch(() => null);
  // Signed out, or no answer: what is shown stays, and is asked for again a little later.
  if (response?.ok && !response.redirected) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector(`[data-renewed="${shown.dataset.renewed}"]`);
    // A page that asks something now has no such part: it is opened whole.
    if (!fresh) return location.reload();
    if (!shown.contains(document.activeElement)) shown.replaceWith(fresh);
    else if (!fresh.hasAttribute("data-unfinished")) shown.querySelector("[role=status]").replaceWith(fresh.querySelector("[role=status]"));
  }
  setTimeout(renewed, EVERY);
}

setTimeout(renewed, EVERY);
