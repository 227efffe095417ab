// Lets a reader explore a chart: fetches Plotly and the chart's figure when asked, draws it over the picture at
// the same size, and goes back when asked. The page is whole without it.

import "./walk.js";

const WIDE_FROM = 600; // CSS pixels of the chart, as in _charts.scss
const WIDE_UNITS = 640; // widths of the two pictures' viewBoxes
const NARROW_UNITS = 328;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

let plotly; // one promise for the page: the library is fetched once, and again only after a failure

function loadPlotly(src) {
  plotly ??= new Promise((resolve, reject) => {
    // Plotly would write its rules into a style element, which the Content-Security-Policy refuses. An element
    // with this id and class tells it that they come as a file (_plotly.scss).
    const marker = document.createElement("meta");
    marker.id = "plotly.js-style-global";
    marker.className = "no-inline-styles";
    document.head.append(marker);
    const script = document.createElement("script");
    script.src = src;
    script.async = true;
    script.addEventListener("load", () => (window.Plotly ? resolve(window.Plotly) : reject(new Error(src))));
    script.addEventListener("error", () => {
      script.remove();
      marker.remove();
      plotly = undefined;
      reject(new Error(src));
    });
    document.head.append(script);
  });
  return plotly;
}

async function fetchFigure(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

// The reader's colours: dark or light, as the stylesheet has them now.
function readersColours(holder, palette) {
  const probe = document.createElement("span");
  probe.hidden = true;
  holder.append(probe);
  const colours = new Map();
  for (const [colour, { variable, opacity }] of Object.entries(palette)) {
    probe.style.color = `var(${variable})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g)?.slice(0, 3);
    if (channels?.length === 3) colours.set(colour, `rgba(${channels.join(", ")}, ${opacity})`);
  }
  probe.remove();
  return colours;
}

function recoloured(value, colours) {
  if (typeof value === "string") return colours.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => recoloured(item, colours));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, recoloured(item, colours)]));
  }
  return value;
}

// The figure's sizes are in units of the picture; the reader sees the picture at some scale.
const SIZES = new Set(["size", "xshift", "yshift", "ax", "ay", "standoff", "l", "r", "t", "b", "thickness"]);

function scaled(value, scale, isSize = false) {
  if (typeof value === "number") return isSize ? value * scale : value;
  if (Array.isArray(value)) return value.map((item) => scaled(item, scale, isSize));
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, scaled(item, scale, SIZES.has(name))]),
    );
  }
  return value;
}

// A point of the explored chart leads where it leads in the picture.
function follow(address) {
  if (typeof address !== "string" || address === "") return;
  const place = new URL(address, location.href);
  if (place.origin === location.origin) location.assign(place);
}

class Explorer {
  constructor(holder) {
    this.holder = holder;
    this.words = holder.dataset;
    this.stage = holder.querySelector(".chart__stage");
    this.plot = holder.querySelector(".chart__plot");
    this.button = holder.querySelector("[data-explore]");
    this.status = holder.querySelector(".chart__status");
    this.open = false;
    this.busy = false;
    this.drawn = ""; // width, height and form of what is drawn
    this.button.addEventListener("click", () => this.toggle());
    this.button.hidden = false;
    new ResizeObserver(() => this.redraw()).observe(this.stage);
    dark.addEventListener("change", () => this.redraw({ anyway: true }));
  }

  async toggle() {
    if (this.busy) return;
    if (this.open) {
      this.close();
      return;
    }
    this.busy = true;
    this.button.setAttribute("aria-disabled", "true");
    this.button.textContent = this.words.loading;
    this.say(this.words.loading);
    try {
      const [library, figure] = await Promise.all([
        loadPlotly(this.words.plotlySrc),
        this.figure ?? fetchFigure(this.words.exploreUrl),
      ]);
      this.library = library;
      this.figure = figure;
      this.open = true;
      this.plot.hidden = false;
      await this.redraw({ anyway: true });
      this.holder.classList.add("chart--exploring");
      this.button.textContent = this.button.dataset.closeLabel;
      this.say(this.words.ready);
    } catch (error) {
      this.hide();
      this.say(this.words.failed, { failed: true });
      console.error(error);
    } finally {
      this.busy = false;
      this.button.removeAttribute("aria-disabled");
    }
  }

  close() {
    this.hide();
    this.library.purge(this.plot);
    this.say(this.words.closed);
  }

  hide() {
    this.open = false;
    this.drawn = "";
    this.plot.hidden = true;
    this.holder.classList.remove("chart--exploring");
    this.button.textContent = this.button.dataset.exploreLabel;
  }

  // The picture keeps its place under the plot, so the stage's size is the picture's.
  async redraw({ anyway = false } = {}) {
    if (!this.open) return;
    const wide = this.holder.clientWidth >= WIDE_FROM;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const now = `${width} ${height} ${wide}`;
    if (width === 0 || (now === this.drawn && !anyway)) return;
    this.drawn = now;
    const colours = readersColours(this.holder, this.figure.palette);
    const scale = width / (wide ? WIDE_UNITS : NARROW_UNITS);
    const fitted = (part) => recoloured(scaled(part, scale), colours);
    const layout = fitted(wide ? this.figure.layout : this.figure.narrow_layout);
    layout.width = width;
    layout.height = height;
    layout.font.family = getComputedStyle(this.holder).fontFamily;
    const config = { ...this.figure.config, responsive: false, displayModeBar: wide };
    await this.library.react(this.plot, fitted(this.figure.data), layout, config);
    this.plot.removeAllListeners?.("plotly_click");
    this.plot.on("plotly_click", ({ points: [point] }) => follow(point?.customdata));
  }

  say(words, { failed = false } = {}) {
    this.status.classList.toggle("chart__status--failed", failed);
    this.status.classList.toggle("govuk-visually-hidden", !failed); // only a failure takes room on the page
    this.status.textContent = words;
  }
}

for (const holder of document.querySelectorAll(".chart[data-explore-url]")) {
  new Explorer(holder);
}
