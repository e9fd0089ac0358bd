// The map of all sites, on its own page and beside the list.

/* global L */

import { announce, atlas, complain, worldZoom } from "./atlas.js";
import { Beside } from "./beside.js";
import { element, openStreetMap } from "./card.js";
import { near } from "./circle.js";
import "./copy.js";
import { beside } from "./globe.js";
import { addLegend } from "./legend.js";
import { Markers } from "./markers.js";
import { Nearby } from "./nearby.js";
import { Outlines } from "./outlines.js";
import { followAddress } from "./permalink.js";
import { load } from "./points.js";
import { Popup } from "./popup.js";
import { offerPosition } from "./position.js";
import { offerTiles } from "./tiles.js";
import { words } from "./words.js";

const MIDDLE = [12, 11]; // the world is cut in the Bering Strait, where it cuts no land
const NEAR_ENOUGH = 8; // zoom at which a site asked for by key is shown
const WHOLE_WORLD = 240; // degrees from which the sites of a filter are all round the globe
const NOT_NEARER = 7; // zoom to which a filtered set is brought
const KEY_REACH = 60; // pixels around the middle in which a key finds a site

const holder = document.getElementById("map");
if (holder) draw(holder);

async function draw(holder) {
  const { points, items, outlines, site: pages, query, tiles } = holder.dataset;
  const whole = worldZoom(holder);
  const fills = Boolean(holder.closest(".map-full"));
  const { map, basemap } = atlas(holder, { minZoom: Math.min(whole, 1.5), scrollWheelZoom: fills });
  map.setView(MIDDLE, whole, { animate: false });
  const placed = followAddress(map);
  addLegend(map);
  if (fills) offerPosition(map);
  if (tiles) offerTiles(map, holder.dataset);
  tools(map);

  const list = new Beside(map, query);
  const popup = new Popup(map, { items, pages, nameOf: (code) => list.nameOf(code) });
  const markers = new Markers(map, {
    onPoint: pointer(map, list),
    onPick: (site, others) => popup.open(site, { others }),
  });
  const onPick = (code, { latlng, containerPoint }) => {
    const signIsMeant = Boolean(markers.at(containerPoint)); // it lies on top
    if (!signIsMeant) popup.open({ code, lon: latlng.lng, lat: latlng.lat });
  };
  const lines = new Outlines(map, { coarse: outlines, exact: items, query, onPick });

  const [land, sites] = await Promise.allSettled([basemap.ready, load(points)]);
  if (land.status === "rejected") complain(map, words("noLand"));
  if (sites.status === "rejected") complain(map, words("noSites"));
  else {
    markers.show(sites.value);
    for (const words of document.querySelectorAll("[data-discs-only]")) words.hidden = !markers.clusters.crowded;
    const circle = drawNear(map, query);
    if (query && !placed && circle) circle.fit();
    else if (query && sites.value.length && !placed) fit(map, sites.value);
    list.begin(markers, (site, button) => show(map, popup, site, button));
    byKey(map, markers, popup);
    if (fills) fromSearch(map, markers, popup);
    lines.follow();
  }
  holder.dataset.sites = markers.sites.length;
  announce();
}

/** What happens when the pointer comes to a sign: its row is marked, and its name stands beside it. */
function pointer(map, list) {
  const label = L.tooltip({ direction: "top", offset: [0, -8], className: "map-label" });
  return (site) => {
    list.mark(site?.code);
    if (!site) return map.closeTooltip(label);
    const name = element("bdi", {}, list.nameOf(site.code) || site.code);
    label.setLatLng([site.lat, beside(site.lon, map.getCenter().lng)]).setContent(name);
    return map.openTooltip(label);
  };
}

/** Brings all sites into view on the shorter way round the globe; those of the whole world are in view already. */
function fit(map, sites) {
  const middle = sites[0].lon;
  const bounds = L.latLngBounds(sites.map(({ lat, lon }) => [lat, beside(lon, middle)]));
  if (bounds.getEast() - bounds.getWest() > WHOLE_WORLD) return;
  map.fitBounds(bounds, { padding: [50, 50], maxZoom: NOT_NEARER, animate: false });
}

function show(map, popup, site, button) {
  const zoom = Math.max(map.getZoom(), NEAR_ENOUGH);
  map.setView([site.lat, beside(site.lon, map.getCenter().lng)], zoom, { animate: false });
  map.getContainer().scrollIntoView({ block: "nearest" });
  popup.open(site, { asker: button });
}

/** The circle around the place that the filters name, null where they name none. */
function drawNear(map, query) {
  const place = near(query);
  if (!place) return null;
  const nearby = new Nearby(map);
  nearby.show(place);
  return nearby;
}

/** Enter opens the site nearest to the middle of the map. */
function byKey(map, markers, popup) {
  const holder = map.getContainer();
  holder.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Enter" || target !== holder) return;
    const site = markers.at(map.getSize().divideBy(2), KEY_REACH);
    if (site) popup.open(site, { others: markers.under(site), asker: holder });
  });
}

/** A site that is chosen among the suggestions of the search is shown here, when it has a place on this map. */
function fromSearch(map, markers, popup) {
  document.addEventListener("suggestion", (event) => {
    const site = markers.byCode.get(event.detail.code);
    if (!site) return;
    event.preventDefault();
    show(map, popup, site, event.target);
  });
}

/** The links beside the map that change with its view. */
function tools(map) {
  const link = document.querySelector("[data-view-elsewhere]");
  if (!link) return;
  const follow = () => (link.href = openStreetMap(map.getCenter().wrap(), map.getZoom()));
  map.on("moveend", follow);
  follow();
}
