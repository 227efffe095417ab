// The form of a draft: moves through its tables as a spreadsheet does, pastes blocks, and shows what the server's
// check says. It knows no rule about figures: those are the server's, and the form works without this script.
import { checking } from "./grid/checking.js";
import { divisions } from "./grid/divisions.js";
import { leaving } from "./grid/leaving.js";
import { looking } from "./grid/looking.js";
import { movement } from "./grid/movement.js";
import { pasting } from "./grid/pasting.js";
import { picture } from "./grid/picture.js";
import { saving } from "./grid/saving.js";

const form = document.querySelector("[data-grid]");
if (form) {
  movement(form);
  const check = checking(form, saving(form));
  pasting(form, check, looking(form, check));
  divisions(form, check);
  picture(form);
  leaving(form);
  // A link to what stands in a part that is closed opens it; not every browser does.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href^='#']");
    const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    place?.closest("details")?.setAttribute("open", "");
  });
}
