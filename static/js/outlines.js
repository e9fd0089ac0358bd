// Boundaries of the sites in view, asked for by box once the map is near enough to show them.

/* global L */

import { beside, boxOf, surroundings } from "./globe.js";
import { colour, onNewColours } from "./palette.js";

const SHOWN_FROM = 6; // zoom levels
const EXACT_FROM = 8; // from here the dropped vertices of an outline would be seen
const MOST = 400; // boundaries at once

const LINES = {
  confirmed: { name: "--outline" },
  candidate: { name: "--ember", dashArray: "6 4" },
  delisted: { name: "--muted", dashArray: "2 4" },
  superseded: { name: "--muted", dashArray: "2 4" },
};

/** How the boundary of a site with this status is drawn. */
export function style(status, { strong = false } = {}) {
  const { name, dashArray } = LINES[status] ?? LINES.confirmed;
  const line = { color: colour(name), weight: strong ? 2.5 : 1.5, dashArray };
  return { ...line, fillColor: colour(name), fillOpacity: strong ? 0.16 : 0.1 };
}

/** A GeoJSON layer whose parts stand on the copy of the globe that the map shows. */
export function layer(map, features, options) {
  const middle = map.getCenter().lng;
  return L.geoJSON(features, {
    coordsToLatLng: ([lon, lat]) => L.latLng(lat, beside(lon, middle)),
    smoothFactor: 0.7,
    ...options,
  });
}

export class Outlines {
  /** `coarse` and `exact`: addresses of the features; `query`: the filters in force; `without`: a code that is left out;
   *  `onPick(code, event)` when a boundary is clicked; `onFeatures` hears of all that came. */
  constructor(map, { coarse, exact, query = "", onPick = null, onFeatures = () => {}, without = null }) {
    Object.assign(this, { map, coarse, exact, query, onPick, onFeatures, without });
    map.createPane("outlines").style.zIndex = 400;
    this.renderer = L.canvas({ pane: "outlines", padding: 0.3, tolerance: 3 });
    this.drawn = L.layerGroup().addTo(map);
    map.on("moveend", () => this.follow());
    onNewColours(() => this._draw(this.features ?? []));
  }

  async follow() {
    this.asked?.abort();
    if (this.map.getZoom() < SHOWN_FROM) return this._draw([]);
    this.asked = new AbortController();
    try {
      const answer = await fetch(this._address(), { signal: this.asked.signal });
      if (answer.ok) this._draw((await answer.json()).features);
    } catch (error) {
      if (error.name !== "AbortError") this._draw([]); // the signs remain
    }
  }

  _address() {
    const asked = new URLSearchParams(this.query);
    const own = asked.has("bbox"); // the filters name a box of their own, and only one can be asked for
    if (!own) asked.set("bbox", surroundings(boxOf(this.map.getBounds())).join());
    asked.set("limit", MOST);
    return `${this.map.getZoom() < EXACT_FROM ? this.coarse : this.exact}?${asked}`;
  }

  _draw(features) {
    this.features = features.filter(({ id }) => id !== this.without);
    this.drawn.clearLayers();
    const shapes = this.features.filter(({ geometry }) => geometry && geometry.type !== "Point");
    if (shapes.length) {
      layer(this.map, shapes, {
        renderer: this.renderer,
        interactive: Boolean(this.onPick),
        style: ({ properties }) => style(properties.status),
        onEachFeature: ({ id }, shape) => this.onPick && shape.on("click", (event) => this.onPick(id, event)),
      }).addTo(this.drawn);
    }
    this.map.getContainer().dataset.outlines = shapes.length;
    this.onFeatures(this.features);
  }
}
