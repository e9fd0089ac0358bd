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

/** Longitude and latitude under the pointer. */
function showPlace(map) {
  const control = L.control({ position: "bottomleft" });
  const told = L.DomUtil.create("div", "map-place");
  told.setAttribute("aria-hidden", "true");
  told.hidden = true;
  control.onAdd = () => told;
  control.addTo(map);
  map.on("mousemove", ({ latlng }) => {
    told.hidden = false;
    told.textContent = place(latlng.wrap(), Math.max(0, Math.min(5, Math.round(map.getZoom() / 2.5))));
  });
  map.on("mouseout", () => (told.hidden = true));
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
  control.addTo(map);
}
