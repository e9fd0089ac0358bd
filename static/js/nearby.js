// A place and the circle around it, drawn on a map.

/* global L */

import { around } from "./circle.js";
import { beside } from "./globe.js";
import { colour, onNewColours } from "./palette.js";

const look = () => ({ color: colour("--ember"), weight: 1.5, dashArray: "6 5", fillColor: colour("--ember"), fillOpacity: 0.05 });
const dot = () => ({ radius: 5, color: colour("--ring"), weight: 2, fillColor: colour("--ember"), fillOpacity: 1 });

export class Nearby {
  constructor(map) {
    this.map = map;
    this.drawn = L.featureGroup();
    map.createPane("nearby").style.zIndex = 380;
    this.drawn.addTo(map);
    onNewColours(() => this.place && this.show(this.place));
  }

  /** Draws `{lon, lat, km}`, without a circle where `km` is none. */
  show(place) {
    this.place = place;
    this.drawn.clearLayers();
    const lon = beside(place.lon, this.map.getCenter().lng);
    const options = { pane: "nearby", interactive: false };
    if (place.km > 0) L.polygon(around(lon, place.lat, place.km), { ...options, ...look() }).addTo(this.drawn);
    L.circleMarker([place.lat, lon], { ...options, pane: "markerPane", ...dot() }).addTo(this.drawn);
  }

  fit() {
    this.map.fitBounds(this.drawn.getBounds(), { padding: [20, 20], maxZoom: 12, animate: false });
  }
}
