// Screen a place: a map on which the place can be chosen, and which shows the answer.

import { announce, atlas, complain, worldZoom } from "./atlas.js";
import { near } from "./circle.js";
import "./copy.js";
import { Markers } from "./markers.js";
import { Nearby } from "./nearby.js";
import { Outlines } from "./outlines.js";
import { load } from "./points.js";
import { Popup } from "./popup.js";
import { words } from "./words.js";

const DECIMALS = [0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5]; // of a place taken at a zoom
const field = document.getElementById("screen-place");
const distance = document.getElementById("screen-km");
const holder = document.getElementById("screen-map");

document.querySelector("[data-print]")?.addEventListener("click", () => print());
document.querySelector(".error-summary")?.focus();
if (holder) draw(holder);

async function draw(holder) {
  const { points, items, outlines, site: pages, query } = holder.dataset;
  const { map, basemap } = atlas(holder, { minZoom: Math.min(worldZoom(holder), 1.5) });
  map.setView([12, 11], worldZoom(holder), { animate: false });
  const nearby = new Nearby(map);
  const asked = near(query);
  if (asked) {
    map.setView([asked.lat, asked.lon], 5, { animate: false });
    nearby.show(asked);
    nearby.fit();
  }
  choose(map, nearby);
  const [land, sites] = await Promise.allSettled([basemap.ready, load(points)]);
  if (land.status === "rejected") complain(map, words("noLand"));
  if (sites.status === "rejected") complain(map, words("noSites"));
  else showSites(map, sites.value, { items, outlines, pages, query });
  announce();
}

/** Every site is shown: what is asked stays out of these addresses, whose answers may be kept. Where nothing is asked yet a click chooses a
 *  place; the signs beside an answer open instead. */
function showSites(map, sites, { items, outlines, pages, query }) {
  const names = new Map();
  const popup = new Popup(map, { items, pages, nameOf: (code) => names.get(code) ?? "" });
  const onPick = (site, others) => query && popup.open(site, { others });
  new Markers(map, { onPoint() {}, onPick }).show(sites);
  new Outlines(map, { coarse: outlines, exact: items, onFeatures: remember }).follow();
  function remember(features) {
    features.forEach(({ id, properties }) => names.set(id, properties.name));
  }
}

/** A click, or the middle of the map by key, fills the field. */
function choose(map, nearby) {
  const take = ({ lat, lng }) => {
    const decimals = DECIMALS[Math.min(DECIMALS.length - 1, Math.round(map.getZoom()))];
    field.value = `${lat.toFixed(decimals)}, ${lng.toFixed(decimals)}`;
    nearby.show({ lat: Number(lat.toFixed(decimals)), lon: Number(lng.toFixed(decimals)), km: parseFloat(distance.value.replace(",", ".")) });
  };
  map.on("click", ({ latlng }) => take(latlng.wrap()));
  const button = document.querySelector("[data-take-middle]");
  button.hidden = document.querySelector("[data-click-hint]").hidden = false;
  button.addEventListener("click", () => {
    take(map.getCenter().wrap());
    field.focus();
  });
}
