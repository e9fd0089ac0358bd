// A boundary in a text, shown on a map: the text is the value, and is written only when something is drawn, moved or removed, so that what
// is loaded and not touched stays as it was, to the letter. Parts are layers of their own; holes are kept.

/* global L */

import { cornerEditor } from "./boundary_corners.js";
import { count, meetsDateLine, read, write } from "./boundary_shape.js";

export const MOST_VERTICES = 2000; // each becomes a handle on the map
export const STYLE = { className: "boundary-part", weight: 2 };

export class BoundaryField {
  /** `root` holds the words, the status and the corner fields; `text` is the textarea. */
  constructor(root, map, text) {
    Object.assign(this, { words: root.dataset, map, text });
    this.status = root.querySelector("[data-status]");
    this.layers = L.featureGroup().addTo(map);
    this.alongside = []; // parts of another boundary that is shown with it
    this.corners = cornerEditor(root.querySelector("[data-corners]"), this);
  }

  /** Takes the parts from the text. */
  load() {
    this.parts = read(this.text.value);
    this.show();
  }

  /** Takes new parts, and writes the text. */
  save(parts) {
    this.parts = parts;
    this.text.value = write(parts);
    this.show();
  }

  show() {
    const parts = this.parts ?? [];
    this.beyond = meetsDateLine([...parts, ...this.alongside]) ? 360 : 0;
    this.layers.clearLayers();
    parts.forEach((part, index) => this.layers.addLayer(Object.assign(L.polygon(this.latLngs(part), STYLE), { index })));
    this.offerTools();
    this.tell();
    this.corners.show(parts);
  }

  /** Offers what can be done to the parts as they are now. */
  offerTools() {}

  latLngs(part) {
    return part.map((ring) => ring.slice(0, -1).map((position) => this.latLng(position)));
  }

  latLng([lon, lat]) {
    return [lat, lon < 0 ? lon + this.beyond : lon];
  }

  tell() {
    const { wordsUnread, wordsEmpty, wordsCount, wordsLarge } = this.words;
    if (this.parts === null) this.status.textContent = wordsUnread;
    else if (!this.parts.length) this.status.textContent = wordsEmpty;
    else {
      const counted = count(this.parts);
      const large = counted.vertices > MOST_VERTICES ? ` ${wordsLarge}` : "";
      this.status.textContent = filled(wordsCount, counted) + large;
    }
  }

  fit() {
    if (this.layers.getLayers().length) this.map.fitBounds(this.layers.getBounds(), { maxZoom: 15, padding: [20, 20], animate: false });
    else this.fitLocality();
  }

  /** Brings the place into view of which there is no boundary yet. */
  fitLocality() {}

  showFault([lon, lat]) {
    L.circleMarker([lat, lon], { className: "boundary-fault-mark", radius: 9, interactive: false }).addTo(this.map);
  }

  /** Marks the corner that the number fields are about. */
  point(position) {
    this.mark ??= L.circleMarker([0, 0], { className: "boundary-corner-mark", radius: 7, interactive: false });
    this.mark.setLatLng(this.latLng(position)).addTo(this.map);
    if (!this.map.getBounds().contains(this.mark.getLatLng())) this.map.panTo(this.mark.getLatLng(), { animate: false });
  }
}

export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name].toLocaleString("en-GB"));
}
