// A Leaflet map as every page of the registry has it: our own base map, quiet controls, keys that work, no tiles.

/* global L */

import { Basemap } from "./basemap.js";
import { place, words } from "./words.js";

const WIDE = 400; // pixels
const DEEPEST = 18; // a map without tiles knows no end of its own

/** A map in `element`, and its Basemap. */
export function atlas(element, { still = false, ...options } = {}) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm };
  const standing = { keyboard: !still, dragging: !still, zoomControl: false, attributionControl: false };
  const map = L.map(element, {
    ...motion,
    ...standing,
    zoomSnap: 0,
    wheelPxPerZoomLevel: 90,
    maxBounds: [
      [-85, -400],
      [85, 400],
    ],
    maxBoundsViscosity: 1,
    scrollWheelZoom: false,
    doubleClickZoom: !still,
    touchZoom: !still,
    boxZoom: !still,
    ...options,
  });
  map.setMaxZoom(DEEPEST);
  if (!still) addControls(map);
  return { map, basemap: new Basemap(map, { graticule: !still, finest: !still }) };
}

/** The zoom at which the globe fills `element` once, or all of its height but a little. */
export function worldZoom(element) {
  const { clientWidth: width, clientHeight: height } = element;
  return Math.log2(Math.max(width, height * 0.75, 32) / 256);
}

function addControls(map) {
  const titles = { zoomInTitle: words("zoomIn"), zoomOutTitle: words("zoomOut") };
  const credit = words(map.getSize().x < WIDE ? "attribution" : "attributionWide");
  L.control.zoom({ position: "topright", ...titles }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
  L.control.attribution({ prefix: false }).addAttribution(credit).addTo(map);
  wheelWhenAsked(map);
  showPlace(map);
}

/** The wheel scrolls the page until the map has been touched, then it zooms, until the pointer leaves. */
function wheelWhenAsked(map) {
  const element = map.getContainer();
  if (map.options.scrollWheelZoom) return;
  element.addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
  element.addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
}

/** The place under the pointer, or in the middle of the map where there is no pointer; said aloud when keys have moved the map. */
function showPlace(map) {
  const control = L.control({ position: "bottomleft" });
  const shown = L.DomUtil.create("div", "map-place");
  const said = L.DomUtil.create("p", "visually-hidden", map.getContainer());
  said.setAttribute("role", "status");
  shown.setAttribute("aria-hidden", "true");
  control.onAdd = () => shown;
  control.addTo(map);
  const written = (latlng) => place(latlng.wrap(), Math.max(0, Math.min(5, Math.round(map.getZoom() / 2.5))));
  const tellMiddle = () => (shown.textContent = words("middle", { place: written(map.getCenter()) }));
  map.on("mousemove", ({ latlng }) => (shown.textContent = written(latlng)));
  map.on("moveend", tellMiddle);
  map.getContainer().addEventListener("mouseleave", tellMiddle);
  map.on("moveend", () => {
    if (document.activeElement === map.getContainer()) said.textContent = shown.textContent;
  });
}

/** Tells whoever waits that the map is drawn. */
export function announce() {
  requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.ready = "")));
}

/** Says in the map itself what went wrong; the list beside goes on. */
export function complain(map, sentence) {
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    const note = L.DomUtil.create("p", "map-note");
    note.setAttribute("role", "status");
    note.textContent = sentence;
    return note;
  };
  return control.addTo(map);
}
