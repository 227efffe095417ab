// Lets arrow keys walk the points of a chart's picture. Without it each point that leads somewhere can be reached by
// Tab; with it a picture is one stop of Tab, and the point that has the focus shows what it says beside it.

const POINTS = "a.chart-row, .chart-point";
const WITHIN = 10; // how far beyond a point's mark the words stand, in CSS pixels

class Walk {
  constructor(holder) {
    this.holder = holder;
    this.stage = holder.querySelector(".chart__stage");
    this.status = holder.querySelector(".chart__status");
    this.words = document.createElement("p");
    this.words.className = "chart__said";
    this.words.hidden = true;
    this.words.setAttribute("aria-hidden", "true"); // the focused point has the same words as its name
    this.stage.append(this.words);
    this.told = false;
    for (const picture of holder.querySelectorAll(".chart-picture")) this.prepare(picture);
  }

  // Chromium lets Tab stop at an SVG element that listens for focus, so the element around it does.
  prepare(picture) {
    const around = picture.parentElement;
    const points = [...picture.querySelectorAll(POINTS)];
    points.forEach((point, place) => point.setAttribute("tabindex", place === 0 ? "0" : "-1"));
    around.addEventListener("keydown", (event) => this.step(event, points));
    around.addEventListener("focusin", ({ target }) => this.reached(target.closest(POINTS), points));
    around.addEventListener("focusout", () => (this.words.hidden = true));
  }

  step(event, points) {
    const here = points.indexOf(event.target.closest(POINTS));
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      ArrowRight: () => points[here + 1],
      ArrowLeft: () => points[here - 1],
      ArrowDown: () => across(points, here, 1),
      ArrowUp: () => across(points, here, -1),
      Home: () => points[0],
      End: () => points.at(-1),
    }[event.key];
    if (!next) {
      if (event.key === "Escape") this.words.hidden = true;
      return;
    }
    event.preventDefault(); // the page would scroll
    next()?.focus();
  }

  reached(point, points) {
    if (!point) return;
    for (const other of points) other.setAttribute("tabindex", other === point ? "0" : "-1");
    const words = [];
    if (point.matches(".chart-point")) words.push(nameOf(point)); // a row has its words in sight
    if (!this.told && points.length > 1) {
      this.told = true;
      words.push(this.holder.dataset.walk);
      this.status.textContent = this.holder.dataset.walk;
    }
    if (words.length === 0) return;
    this.words.textContent = words.join(" \u00b7 ");
    this.words.hidden = false;
    const stage = this.stage.getBoundingClientRect();
    const mark = point.getBoundingClientRect();
    const middle = (mark.left + mark.right) / 2 - stage.left - this.words.offsetWidth / 2;
    const above = mark.top - stage.top - this.words.offsetHeight - WITHIN;
    this.words.style.left = `${Math.max(0, Math.min(middle, stage.width - this.words.offsetWidth))}px`;
    this.words.style.top = `${above >= 0 ? above : mark.bottom - stage.top + WITHIN}px`;
  }
}

// Up and down go from one line to the next, to the point that is nearest across; in a chart of one series they go
// to the point before and after.
function across(points, here, way) {
  const list = points[here].closest('[role="list"]');
  const lists = [...new Set(points.map((point) => point.closest('[role="list"]')))];
  if (lists.length < 2) return points[here + way];
  const next = lists[lists.indexOf(list) + way];
  const at = middleOf(points[here]);
  return points
    .filter((point) => next && point.closest('[role="list"]') === next)
    .sort((one, other) => Math.abs(middleOf(one) - at) - Math.abs(middleOf(other) - at))[0];
}

function nameOf(point) {
  return point.getAttribute("aria-label") ?? point.querySelector("title").textContent;
}

function middleOf(point) {
  const { left, right } = point.getBoundingClientRect();
  return (left + right) / 2;
}

for (const holder of document.querySelectorAll(".chart[data-walk]")) new Walk(holder);
