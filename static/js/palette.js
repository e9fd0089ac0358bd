// The colours of the style sheets, for what is drawn on a canvas.

const dark = matchMedia("(prefers-color-scheme: dark)");
const read = new Map();

/** The value of a custom property such as "--land". */
export function colour(name) {
  if (!read.has(name)) read.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return read.get(name);
}

/** Calls back when the colours have changed. */
export function onNewColours(callback) {
  dark.addEventListener("change", () => {
    read.clear();
    callback();
  });
}
