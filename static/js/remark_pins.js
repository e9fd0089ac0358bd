// Remarks at places, on the map: each row of the form with a place has a pin, which can be dragged; a new pin fills the next empty row.

/* global L */

import { nextRow, placeOf } from "./remarks.js";

const DECIMALS = 5;

export class RemarkPins {
  /** `list` holds the rows; null where the page has none. */
  constructor(map, list) {
    Object.assign(this, { map, list });
    this.group = L.layerGroup().addTo(map);
    list?.addEventListener("input", () => this.show());
    this.show();
  }

  show() {
    this.group.clearLayers();
    for (const row of this.list?.querySelectorAll("[data-remark]") ?? []) {
      const place = placeOf(row);
      if (place) this._pin(row, place);
    }
  }

  /** Sets the next empty row to this place, and leads to its sentence. */
  add(latlng) {
    const row = nextRow(this.list);
    this._write(row, latlng);
    row.querySelector('[name="pin_text"]').focus();
  }

  _pin(row, { lat, lon }) {
    const icon = L.divIcon({ className: "remark-pin", iconSize: [28, 36], iconAnchor: [14, 36], html: "" });
    const pin = L.marker([lat, lon], { icon, draggable: true, keyboard: false, zIndexOffset: 500 });
    pin.on("add", () => (pin.getElement().textContent = row.dataset.sign));
    pin.on("dragend", () => this._write(row, pin.getLatLng()));
    pin.on("click", () => row.querySelector('[name="pin_text"]').focus());
    pin.addTo(this.group);
  }

  _write(row, latlng) {
    const { lat, lng } = latlng.wrap();
    const input = row.querySelector('[name="pin_place"]');
    input.value = `${lat.toFixed(DECIMALS)}, ${lng.toFixed(DECIMALS)}`;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
