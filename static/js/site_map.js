// The map of one site: its boundary, or its point and how good that is, the sites around, and where on the globe it lies.

/* global L */

import { announce, atlas, complain, worldZoom } from "./atlas.js";
import { element } from "./card.js";
import { beside, x, y } from "./globe.js";
import { Markers } from "./markers.js";
import { layer, Outlines, style } from "./outlines.js";
import { onNewColours } from "./palette.js";
import { Popup } from "./popup.js";
import { number, words } from "./words.js";

const NEAREST = 14; // zoom for a site of a few metres
const POINT_ZOOM = 6; // a point alone is seen best with the coasts and borders around it
const ROOM = 0.45; // of the boundary's own size, kept free around it

const holder = document.getElementById("site-map");
if (holder) draw(holder);

async function draw(holder) {
  const { feature: address, items, outlines, site: pages, code } = holder.dataset;
  const { map, basemap } = atlas(holder, { minZoom: 1, closePopupOnClick: true });
  map.setView([0, 0], 1, { animate: false });
  const [land, told] = await Promise.allSettled([basemap.ready, ask(address)]);
  if (land.status === "rejected") complain(map, words("noLand"));
  if (told.status === "rejected") complain(map, words("noBoundary"));
  else {
    place(map, told.value);
    locate(map, holder);
    showNeighbours(map, { coarse: outlines, exact: items, without: code }, { items, pages });
  }
  announce();
}

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Draws the site's own place and brings it into view. */
function place(map, { geometry, bbox: [west, south, east, north], properties: told }) {
  map.setView([(south + north) / 2, (west + (east < west ? east + 360 : east)) / 2], POINT_ZOOM, { animate: false });
  if (geometry.type === "Point") return placePoint(map, geometry.coordinates, told);
  const cells = told.informationWithheld ? { dashArray: "1 5" } : {};
  const look = () => ({ ...style(told.status, { strong: true }), ...cells });
  map.createPane("site").style.zIndex = 420;
  const renderer = L.canvas({ pane: "site", padding: 0.3 });
  const shape = layer(map, { type: "Feature", geometry }, { renderer, interactive: false, style: look }).addTo(map);
  onNewColours(() => shape.setStyle(look));
  map.fitBounds(shape.getBounds().pad(ROOM), { maxZoom: NEAREST, animate: false });
  if (told.informationWithheld) note(map, words("cells"));
  map.getContainer().dataset.shown = "boundary";
}

/** A point is no boundary: it is shown with the circle within which the place lies, where that is known. */
function placePoint(map, [lon, lat], { uncertainty_m: metres, status, category, code, informationWithheld }) {
  const site = { code, lon, lat, u: x(lon), v: y(lat), category: category ?? "", status };
  new Markers(map, { onPoint() {}, onPick() {} }).show([site]);
  if (metres) {
    const circle = L.circle([lat, lon], { radius: metres, interactive: false, ...style("candidate") }).addTo(map);
    onNewColours(() => circle.setStyle(style("candidate")));
    map.fitBounds(circle.getBounds().pad(ROOM), { maxZoom: NEAREST, animate: false });
  }
  const told = metres ? words("uncertain", { metres: number(metres) }) : words("point");
  note(map, informationWithheld ? words("cells") : told);
  map.getContainer().dataset.shown = "point";
}

function showNeighbours(map, addresses, { items, pages }) {
  const names = new Map();
  const popup = new Popup(map, { items, pages, nameOf: (code) => names.get(code) ?? "" });
  const neighbours = new Outlines(map, {
    ...addresses,
    onPick: (code, { latlng }) => popup.open({ code, lon: latlng.lng, lat: latlng.lat }),
    onFeatures: (features) => features.forEach(({ id, properties }) => names.set(id, properties.name)),
  });
  neighbours.follow();
}

/** A small globe in the corner with the view on it. */
function locate(map, holder) {
  const frame = element("div", { class: "map-locator", "aria-hidden": "true", inert: "" });
  holder.append(frame);
  const { map: globe } = atlas(frame, { still: true, minZoom: -3 });
  globe.setView([8, beside(0, map.getCenter().wrap().lng)], worldZoom(frame), { animate: false });
  const look = { radius: 4, interactive: false, className: "map-locator-mark" };
  const mark = L.circleMarker(map.getCenter().wrap(), look).addTo(globe);
  map.on("moveend", () => mark.setLatLng(map.getCenter().wrap()));
}

function note(map, sentence) {
  const control = L.control({ position: "topleft" });
  control.onAdd = () => element("p", { class: "map-note" }, sentence);
  control.addTo(map);
}
