// Rows for divisions are added and taken away where they are, without leaving the page.
import { FIELD, fill, goTo } from "./cells.js";
import { send } from "./sending.js";

export function divisions(form, check) {
  form.addEventListener("click", (event) => {
    const remove = event.target.closest("[data-remove]");
    const more = event.target.closest("[data-more]");
    if (!remove && !more) return;
    event.preventDefault();
    if (remove) take(remove.closest("tr"));
    else add(more);
  });

  function take(row) {
    const rows = [...row.parentElement.rows].filter((one) => !one.hidden);
    for (const field of row.querySelectorAll(FIELD)) fill(field, "");
    row.hidden = true;
    goTo((rows[rows.indexOf(row) + 1] ?? rows[0]).querySelector(FIELD));
    check.now();
  }

  async function add(button) {
    const table = button.closest("[data-table]");
    const rows = table.querySelectorAll("[data-remove]").length;
    try {
      const { table: html } = await send(form, form.dataset.moreUrl);
      table.outerHTML = html;
    } catch {
      form.requestSubmit(button); // as without this script
      return;
    }
    const added = form.querySelector(`[data-table="${table.dataset.table}"]`);
    goTo(added.querySelectorAll("tr:has([data-remove])")[rows]?.querySelector(FIELD));
  }
}
