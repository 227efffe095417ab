// Lets a reader explore a chart: fetches Plotly and the chart's figure when the reader asks by the button or points
// at the chart, draws it over the picture's plot, and goes back when asked. The page is whole without it.
//
// The picture stays where it is, its plot unseen under the drawing: it holds the stage's size, its title, key and
// source, and it is what a screen reader reads. Plotly's drawing has nothing to say to one; its buttons have.

import "./walk.js";
import { fitted } from "./explore/fitting.js";
import { fetchFigure, loadPlotly } from "./explore/library.js";
import { onPointing } from "./explore/pointing.js";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

// A point of the explored chart, or its name, leads where it leads in the picture.
function follow(address, event) {
  if (typeof address !== "string" || address === "") return;
  const place = new URL(address, location.href);
  if (place.origin !== location.origin) return;
  if (event?.ctrlKey || event?.metaKey) window.open(place, "_blank", "noopener");
  else location.assign(place);
}

class Explorer {
  constructor(holder) {
    this.holder = holder;
    this.words = holder.dataset;
    this.stage = holder.querySelector(".chart__stage");
    this.picture = holder.querySelector(".chart__picture");
    this.plot = holder.querySelector(".chart__plot");
    this.button = holder.querySelector("[data-explore]");
    this.status = holder.querySelector(".chart__status");
    this.open = false;
    this.busy = false; // with what the button asked for
    this.byButtonOnly = false; // pointing no longer opens it
    this.size = ""; // of what is drawn
    this.button.addEventListener("click", () => this.pressed());
    this.button.hidden = false;
    this.label("picture");
    onPointing(this.stage, (place, resting) => this.pointedAt(place, resting));
    // The keyboard has gone to a point of the picture, which must be seen then.
    this.picture.addEventListener("focusin", () => this.open && this.close(""), { capture: true });
    new ResizeObserver(() => this.redraw()).observe(this.stage);
    dark.addEventListener("change", () => this.redraw({ anyway: true }));
  }

  // Asked for by the button: whatever comes of it is told.
  async pressed() {
    if (this.busy) return;
    if (this.open) {
      this.close(this.words.closed);
      return;
    }
    this.busy = true;
    this.button.setAttribute("aria-disabled", "true");
    this.label("loading");
    this.say(this.words.loading);
    try {
      await this.prepare();
      await this.draw();
      this.show(this.words.ready);
    } catch (error) {
      this.hide();
      this.say(this.words.failed, { failed: true });
      console.error(error);
    } finally {
      this.busy = false;
      this.button.removeAttribute("aria-disabled");
    }
  }

  // Pointed at: nobody asked for anything, so nothing is said, and a failure leaves the picture as it is. `resting`
  // is looked at again after each wait, so that no link is taken from under a mouse about to press it.
  async pointedAt(place, resting) {
    const unwanted = () =>
      resting.aborted || this.open || this.busy || this.byButtonOnly || this.holder.contains(document.activeElement);
    if (unwanted() || navigator.connection?.saveData) return;
    try {
      await this.prepare();
      if (unwanted()) return;
      await this.draw();
      if (unwanted()) {
        if (!this.open && !this.busy) this.hide();
        return;
      }
      this.show("");
      this.point(place);
    } catch {
      this.byButtonOnly = true;
      if (!this.busy) this.hide();
    }
  }

  async prepare() {
    [this.library, this.figure] = await Promise.all([
      loadPlotly(this.words.plotlySrc),
      this.figure ?? fetchFigure(this.words.exploreUrl),
    ]);
  }

  // Drawn out of sight: until it is shown, the picture is seen and can be pressed.
  async draw() {
    this.plot.hidden = false;
    const { top, data, layout, config } = fitted(this.figure, this);
    this.plot.style.top = `${top}px`;
    this.size = this.sizeNow();
    await this.library.react(this.plot, data, layout, config);
    for (const drawing of this.plot.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true");
    for (const name of ["plotly_click", "plotly_clickannotation"]) this.plot.removeAllListeners?.(name);
    this.plot.on("plotly_click", ({ points: [point], event }) => follow(point?.customdata, event));
    this.plot.on("plotly_clickannotation", ({ annotation, event }) => follow(annotation.name, event));
  }

  // What the picture's size and form were when it was drawn.
  sizeNow() {
    const { clientWidth, clientHeight } = this.stage;
    return `${this.holder.clientWidth} ${clientWidth} ${clientHeight}`;
  }

  async redraw({ anyway = false } = {}) {
    if (!this.open || this.stage.clientWidth === 0 || (this.sizeNow() === this.size && !anyway)) return;
    await this.draw();
  }

  show(words) {
    this.open = true;
    this.holder.classList.add("chart--exploring");
    this.label("explored");
    this.say(words);
  }

  // Where the mouse rests it would have to move before Plotly told what is there.
  point({ x, y }) {
    const under = document.elementFromPoint(x, y);
    if (!this.plot.contains(under)) return;
    under.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true, view: window }));
  }

  // Back to the picture because the reader wants it: pointing does not take it away again.
  close(words) {
    this.byButtonOnly = true;
    this.hide();
    this.say(words);
  }

  hide() {
    this.open = false;
    this.size = "";
    this.plot.hidden = true;
    this.holder.classList.remove("chart--exploring");
    this.label("picture");
    this.library?.purge(this.plot);
  }

  // The button keeps the width of its longest label.
  label(state) {
    for (const label of this.button.children) label.classList.toggle("is-said", label.dataset.when === state);
  }

  say(words, { failed = false } = {}) {
    this.status.classList.toggle("chart__status--failed", failed);
    this.status.classList.toggle("govuk-visually-hidden", !failed); // only a failure takes room on the page
    this.status.textContent = words;
  }
}

for (const holder of document.querySelectorAll(".chart[data-explore-url]")) new Explorer(holder);
