// What a popup says of a site: built of text nodes, so that a name is never more than a name.

import { country, words } from "./words.js";

const MOST_SPECIES = 5;
const MOST_OTHERS = 5;

/** An element; `children` are elements or texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const named = (name) => element("bdi", {}, name);

/** The card of a site of which only the code, and perhaps the name, is known yet. */
export function waitingCard(address, code, name) {
  const waiting = element("p", { class: "map-card-where" }, words("loading"));
  return element("div", { class: "map-card" }, title(address, name || code), waiting);
}

/** The card of a site that could not be asked for. */
export function lostCard(address, code, name) {
  return element("div", { class: "map-card" }, title(address, name || code), element("p", {}, words("lost")));
}

/** The card of a feature of `/api/collections/sites/items/<code>`. */
export function card(address, { properties: told, geometry, bbox }) {
  const made = element("div", { class: "map-card" }, title(address, told.name));
  if (told.national_name) made.append(element("p", { class: "map-card-national", dir: "auto" }, told.national_name));
  made.append(
    element("p", { class: "map-card-where" }, named(told.countries.map(country).join(", ")), ` · ${told.code}`),
    species(told),
    state(told),
    element("p", { class: "map-card-open" }, element("a", { href: address }, words("open"))),
  );
  if (geometry) made.append(elsewhere(address, geometry, bbox));
  return made;
}

/** The same place in other programs: plain links, nothing is loaded from there. */
function elsewhere(address, geometry, [west, south, east, north]) {
  const [lon, lat] = geometry.type === "Point" ? geometry.coordinates : [middle(west, east), (south + north) / 2];
  const osm = { href: openStreetMap({ lat, lng: lon }, 11), rel: "noopener noreferrer external" };
  const links = [element("a", osm, "OpenStreetMap"), element("a", { href: `${address}place.kml`, download: "" }, "KML")];
  return element("p", { class: "map-card-elsewhere" }, words("elsewhere"), " ", links[0], " · ", links[1]);
}

const middle = (west, east) => (west <= east ? (west + east) / 2 : ((west + east + 360) / 2 + 180) % 360 - 180);

/** The address of a view at OpenStreetMap. */
export function openStreetMap({ lat, lng }, zoom) {
  return `https://www.openstreetmap.org/#map=${Math.round(zoom)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
}

const title = (address, name) => element("h2", {}, element("a", { href: address }, named(name)));

function species({ species: names, category }) {
  const line = element("p", { class: "map-card-species" });
  names.slice(0, MOST_SPECIES).forEach((name, index) => {
    line.append(index ? ", " : "", element("i", { lang: "la" }, name));
  });
  if (names.length > MOST_SPECIES) line.append(" ", words("more", { count: names.length - MOST_SPECIES }));
  if (category) line.append(" ", element("span", { class: `chip chip-${category.toLowerCase()}` }, category));
  return line;
}

function state({ status, status_text: text, evidence }) {
  const word = text[0].toLocaleUpperCase() + text.slice(1);
  const line = element("p", { class: "map-card-state" }, element("span", { class: `status status-${status}` }, word));
  if (evidence) line.append(" ", element("span", { class: "evidence" }, evidence));
  return line;
}

/** The other sites under the same sign, as [code, name]: `onPick(code)` when one is chosen. */
export function alsoHere(others, onPick) {
  const line = element("p", { class: "map-card-also" }, words("also"));
  others.slice(0, MOST_OTHERS).forEach(([code, name], index) => {
    const button = element("button", { type: "button" }, named(name));
    button.addEventListener("click", () => onPick(code));
    line.append(index ? ", " : " ", button);
  });
  if (others.length > MOST_OTHERS) line.append(" ", words("more", { count: others.length - MOST_OTHERS }));
  return line;
}
