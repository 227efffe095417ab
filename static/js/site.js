// Copies a sentence and says that it did. The button is in the page but hidden, so that without this script nothing
// is promised; the text to copy is in the button's data-copy.

const SHOW_FOR_MS = 4000;

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Permission refused: the older way may still be allowed.
    }
  }
  return copyBySelection(text);
}

// Outside a secure context (a site tried on a local network by plain http) there is no navigator.clipboard.
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "govuk-visually-hidden";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } finally {
    area.remove();
    focused?.focus({ preventScroll: true });
  }
  return copied;
}

for (const holder of document.querySelectorAll("[data-copy-holder]")) {
  const button = holder.querySelector("[data-copy]");
  const said = holder.querySelector("[aria-live]");
  if (!button || !said) continue;
  let timer;
  button.addEventListener("click", async () => {
    const copied = await copy(button.dataset.copy);
    said.textContent = copied ? said.dataset.copied : said.dataset.failed;
    clearTimeout(timer);
    timer = setTimeout(() => (said.textContent = ""), SHOW_FOR_MS);
  });
  button.hidden = false;
}
