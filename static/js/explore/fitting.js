// A figure as Plotly is given it: over the plot of the picture that is in sight, in the reader's colours.

export function fitted(figure, { holder, stage, picture }) {
  const seen = [...picture.querySelectorAll("svg")].find((svg) => svg.checkVisibility());
  const wide = seen.closest(".chart__wide") !== null;
  const scale = stage.clientWidth / seen.viewBox.baseVal.width;
  const { top, bottom } = seen.querySelector(".chart-body").dataset;
  const { data, layout } = recoloured(wide ? figure.wide : figure.narrow, readersColours(holder, figure.palette));
  layout.width = stage.clientWidth;
  layout.height = (bottom - top) * scale;
  layout.font.family = getComputedStyle(holder).fontFamily;
  return { top: top * scale, data, layout, config: { ...figure.config, displayModeBar: wide } };
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
