// A figure in the reader's colours and at the scale that its picture has on the reader's screen.

const WIDE_FROM = 600; // CSS pixels of the chart, as in _charts.scss
const WIDE_UNITS = 640; // widths of the two pictures' viewBoxes
const NARROW_UNITS = 328;

// What Plotly is given to draw a chart over the picture that fills its stage.
export function fitted(figure, { holder, stage }) {
  const wide = holder.clientWidth >= WIDE_FROM;
  const { clientWidth: width, clientHeight: height } = stage;
  const colours = readersColours(holder, figure.palette);
  const scale = width / (wide ? WIDE_UNITS : NARROW_UNITS);
  const fit = (part) => recoloured(scaled(part, scale), colours);
  const layout = fit(wide ? figure.layout : figure.narrow_layout);
  layout.width = width;
  layout.height = height;
  layout.font.family = getComputedStyle(holder).fontFamily;
  const data = fit((!wide && figure.narrow_data) || figure.data);
  return { data, layout, config: { ...figure.config, responsive: false, displayModeBar: wide } };
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
