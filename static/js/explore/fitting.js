// A figure as Plotly is given it: over the plot of the picture that is in sight, in the reader's colours.

export function fitted(figure, { holder, stage, picture }) {
  const seen = [...picture.querySelectorAll("svg")].find((svg) => svg.checkVisibility());
  const form = ["wide", "middle"].find((one) => seen.closest(`.chart__${one}`)) ?? "narrow";
  const scale = stage.clientWidth / seen.viewBox.baseVal.width;
  const { top, bottom } = seen.querySelector(".chart-body").dataset;
  const probe = document.createElement("span");
  probe.hidden = true;
  holder.append(probe);
  const { data, layout } = recoloured(figure[form], probe);
  probe.remove();
  layout.width = stage.clientWidth;
  layout.height = (bottom - top) * scale;
  layout.font.family = getComputedStyle(holder).fontFamily;
  return { top: top * scale, data, layout, config: { ...figure.config, displayModeBar: form !== "narrow" } };
}

// With "var(--chart-blue)", or "var(--chart-blue, 0.24)" where it lets through what lies behind, as the stylesheet has
// that colour now: dark or light.
function recoloured(value, probe) {
  if (typeof value === "string") {
    const [, name, opacity = 1] = /^var\((--[\w-]+)(?:, ([\d.]+))?\)$/.exec(value) ?? [];
    if (!name) return value;
    probe.style.color = `var(${name})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3);
    return `rgba(${channels.join(", ")}, ${opacity})`;
  }
  if (Array.isArray(value)) return value.map((item) => recoloured(item, probe));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, recoloured(item, probe)]));
  }
  return value;
}
