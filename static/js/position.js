// The reader's own place on the map: asked for by a click on the button only, and sent nowhere: what the map asks for is wider.

/* global L */

import { complain } from "./atlas.js";
import { element } from "./card.js";
import { colour, onNewColours } from "./palette.js";
import { number, words } from "./words.js";

const NEAR = 8; // zoom
const PATIENCE_MS = 15_000;
const SVG = "http://www.w3.org/2000/svg";

export function offerPosition(map) {
  if (!navigator.geolocation) return;
  const button = element("button", { type: "button", class: "map-button map-button-icon", "aria-label": words("position"), title: words("position") });
  button.append(crosshair());
  const shown = L.layerGroup().addTo(map);
  let note = null;
  const tell = (sentence) => {
    note?.remove();
    note = complain(map, sentence);
  };
  button.addEventListener("click", () => {
    tell(words("locating"));
    const found = ({ coords }) => tell(show(map, shown, coords));
    const refused = ({ code, PERMISSION_DENIED }) => tell(words(code === PERMISSION_DENIED ? "positionDenied" : "positionUnknown"));
    navigator.geolocation.getCurrentPosition(found, refused, { timeout: PATIENCE_MS, maximumAge: 60_000 });
  });
  const control = L.control({ position: "topright" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  control.addTo(map);
}

/** Draws the place with its uncertainty and goes there; what is to be said of it. */
function show(map, shown, { latitude, longitude, accuracy }) {
  const look = () => ({ color: colour("--leaf"), fillColor: colour("--leaf") });
  const options = { interactive: false, ...look() };
  const circle = L.circle([latitude, longitude], { ...options, radius: accuracy, weight: 1, fillOpacity: 0.1 });
  const dot = L.circleMarker([latitude, longitude], { ...options, radius: 6, weight: 2, color: colour("--ring"), fillOpacity: 1 });
  shown.clearLayers().addLayer(circle).addLayer(dot);
  onNewColours(() => circle.setStyle(look()));
  map.setView([latitude, longitude], Math.max(map.getZoom(), NEAR), { animate: false });
  map.getContainer().dataset.position = "shown";
  return words("positionShown", { metres: number(Math.round(accuracy)) });
}

function crosshair() {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true" })) {
    drawing.setAttribute(name, value);
  }
  path.setAttribute("d", "M12 5a7 7 0 1 1 0 14a7 7 0 1 1 0-14M12 1v6M12 17v6M1 12h6M17 12h6");
  path.setAttribute("fill", "none");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "1.8");
  drawing.append(path);
  return drawing;
}
