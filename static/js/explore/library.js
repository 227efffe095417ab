// What has to be fetched before a chart can be explored: Plotly, once for the page, and the chart's figure.

let plotly; // one promise for the page: the library is fetched once, and again only after a failure

export function loadPlotly(src) {
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

export async function fetchFigure(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}
