// Handles on the corners of one ring, and between them: dragged, they move a corner or make a new one.

/* global L */

import { rounded, withRing, wrapped } from "./boundary_shape.js";

const APART = 18; // pixels: handles that are nearer would hide one another, and the map
const ROOM_BETWEEN = 44;

export class Handles {
  constructor(field) {
    this.field = field;
    this.group = L.layerGroup().addTo(field.map);
    field.map.on("zoomend", () => this.shown && this.show(this.shown));
  }

  /** Shows those of a ring of the boundary, as many as there is room for; the chosen corner always has one. */
  show(chosen) {
    this.hide();
    this.shown = chosen;
    const { part, ring, corner } = chosen;
    const corners = this.field.parts?.[part]?.[ring]?.slice(0, -1) ?? [];
    const places = corners.map((position) => L.latLng(this.field.latLng(position)));
    const points = places.map((place) => this.field.map.latLngToLayerPoint(place));
    let last = null;
    places.forEach((place, index) => {
      const isChosen = index === corner;
      if (!isChosen && last && last.distanceTo(points[index]) < APART) return;
      last = points[index];
      this._add(place, isChosen ? "is-chosen" : "", (at) => this._move(part, ring, index, 1, at), () => this.field.choose(part, ring, index));
      const next = (index + 1) % places.length;
      if (points[index].distanceTo(points[next]) < ROOM_BETWEEN) return;
      const between = L.latLng((place.lat + places[next].lat) / 2, (place.lng + places[next].lng) / 2);
      this._add(between, "is-between", (at) => this._move(part, ring, index + 1, 0, at));
    });
  }

  hide() {
    this.shown = null;
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
    this.field.choose(part, ring, index);
  }
}
