// The words of the map, in the reader's language: the template writes them into the data of #map-words.

const told = document.getElementById("map-words").dataset;
const language = document.documentElement.lang || "en";

/** The words of this name, with what stands in {braces} put in. */
export function words(name, values = {}) {
  return told[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** A country's name by its ISO code; the code where no name is known. */
export function country(code) {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** "1.30° S, 90.40° W", to so many decimals. */
export function place({ lat, lng }, digits) {
  const part = (value, positive, negative) =>
    `${number(Math.abs(value), digits)}° ${words(value < 0 ? negative : positive)}`;
  return `${part(lat, "north", "south")}, ${part(lng, "east", "west")}`;
}
