// Handles on the corners of one ring, and between them: dragged, they move a corner or make a new one.

/* global L */

import { rounded, withRing, wrapped } from "./boundary_shape.js";

const MOST = 400; // of a ring: more would hide the map

export class Handles {
  constructor(field) {
    this.field = field;
    this.group = L.layerGroup().addTo(field.map);
  }

  /** Shows those of a ring of the boundary; of none where it has too many corners. */
  show({ part, ring, corner }) {
    this.group.clearLayers();
    const corners = this.field.parts?.[part]?.[ring]?.slice(0, -1) ?? [];
    if (corners.length > MOST) return;
    const places = corners.map((position) => L.latLng(this.field.latLng(position)));
    places.forEach((place, index) => {
      const next = places[(index + 1) % places.length];
      const between = L.latLng((place.lat + next.lat) / 2, (place.lng + next.lng) / 2);
      this._add(place, index === corner ? "is-chosen" : "", (at) => this._move(part, ring, index, 1, at), () => this.field.corners.choose(part, ring, index));
      this._add(between, "is-between", (at) => this._move(part, ring, index + 1, 0, at));
    });
  }

  hide() {
    this.group.clearLayers();
  }

  _add(place, look, onDragged, onClick = () => {}) {
    const icon = L.divIcon({ className: `corner-handle ${look}`, iconSize: [24, 24] });
    const handle = L.marker(place, { icon, draggable: true, keyboard: false, autoPan: true, bubblingMouseEvents: false });
    handle.on("dragend", () => onDragged(handle.getLatLng()));
    handle.on("click", onClick);
    handle.addTo(this.group);
  }

  _move(part, ring, index, replaced, { lat, lng }) {
    const position = [rounded(wrapped(lng)), rounded(lat)];
    this.field.save(withRing(this.field.parts, part, ring, (corners) => corners.splice(index, replaced, position)));
    this.field.corners.choose(part, ring, index);
  }
}
