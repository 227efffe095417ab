// Pointing at a chart: a mouse that comes to rest on it. Passing by is not pointing, nor is the page being scrolled
// under the mouse, a finger, or the way to a link.

const REST = 350; // milliseconds
const canPoint = window.matchMedia("(hover: hover) and (pointer: fine)");

// Calls `pointed` with the place, in CSS pixels of the window, and a signal that is aborted as soon as the mouse
// does anything else.
export function onPointing(stage, pointed) {
  let resting = new AbortController();
  const end = () => resting.abort();

  stage.addEventListener("pointermove", (event) => {
    end();
    if (!canPoint.matches || event.pointerType !== "mouse" || event.buttons !== 0) return;
    if (event.movementX === 0 && event.movementY === 0) return; // the page moved, not the mouse
    if (event.target.closest("a, button")) return;
    resting = new AbortController();
    const { signal } = resting;
    const place = { x: event.clientX, y: event.clientY };
    const timer = setTimeout(() => pointed(place, signal), REST);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"]) {
    stage.addEventListener(name, end, { passive: true });
  }
}
