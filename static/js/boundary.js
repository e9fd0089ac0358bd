// The map of the boundary field. The text is the value: it is written only when something is drawn, moved or removed, so that what is
// loaded and not touched is saved to the letter. Parts are layers of their own, so that every outline can be moved; holes are kept.

/* global L */

import { Basemap } from "./basemap.js";
import { cornerEditor } from "./boundary_corners.js";
import { count, meetsDateLine, read, rounded, wrapped, write } from "./boundary_shape.js";

L.Polyline._flat = L.LineUtil.isFlat; // Leaflet.draw asks for it by its old name, at a warning each time

const MOST_VERTICES = 2000; // each becomes a handle on the map
const STYLE = { className: "boundary-part", weight: 2 };

class BoundaryField {
  constructor(root) {
    this.words = root.dataset;
    this.text = root.querySelector("textarea");
    this.status = root.querySelector("[data-status]");
    this.layers = L.featureGroup();
    this.map = this.makeMap(root.querySelector("[data-map]"));
    this.corners = cornerEditor(root.querySelector("[data-corners]"), this);
    this.showFault(root.dataset);
    this.load();
    this.fit();
    this.text.addEventListener("input", () => this.load());
    this.text.addEventListener("change", () => this.fit());
  }

  makeMap(element) {
    element.hidden = false;
    const options = { minZoom: 1, maxZoom: 19, zoomSnap: 0.5, attributionControl: false, scrollWheelZoom: false };
    const map = L.map(element, options).setView([0, 0], 1);
    element.addEventListener("pointerdown", () => map.scrollWheelZoom.enable()); // until then the wheel scrolls the page
    element.addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
    this.layers.addTo(map);
    map.on("draw:created", ({ layer }) => this.save([...this.parts, this.rings(layer)]));
    map.on("draw:edited", ({ layers }) => this.save(this.edited(layers)));
    map.on("draw:deleted", ({ layers }) => this.save(this.parts.filter((_part, index) => !indexes(layers).has(index))));
    new Basemap(map).ready.catch(() => {}); // without land under it the boundary can still be drawn
    return map;
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
    this.beyond = meetsDateLine(parts) ? 360 : 0;
    this.layers.clearLayers();
    parts.forEach((part, index) => this.layers.addLayer(Object.assign(L.polygon(this.latLngs(part), STYLE), { index })));
    this.offerTools();
    this.tell();
    this.corners.show(parts);
  }

  latLngs(part) {
    return part.map((ring) => ring.slice(0, -1).map(([lon, lat]) => [lat, lon < 0 ? lon + this.beyond : lon]));
  }

  rings(layer) {
    return layer.getLatLngs().map((ring) => {
      const open = ring.map(({ lat, lng }) => [rounded(wrapped(lng)), rounded(lat)]);
      return [...open, open[0]];
    });
  }

  /** The parts with the outlines of the layers that were moved; everything else as it was. */
  edited(layers) {
    const parts = [...this.parts];
    layers.eachLayer((layer) => {
      const [outline] = this.rings(layer);
      parts[layer.index] = [outline, ...parts[layer.index].slice(1)];
    });
    return parts;
  }

  offerTools() {
    this.tools?.remove();
    if (this.parts === null) return;
    const few = count(this.parts).vertices <= MOST_VERTICES;
    this.tools = new L.Control.Draw({
      draw: {
        polygon: { shapeOptions: STYLE, showArea: false },
        rectangle: { shapeOptions: STYLE, showArea: false },
        polyline: false, circle: false, circlemarker: false, marker: false,
      },
      edit: { featureGroup: this.layers, edit: few ? {} : false },
    });
    this.map.addControl(this.tools);
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

  fitLocality() {
    const [lat, lon] = ["lat", "lon"].map((name) => Number.parseFloat(document.getElementById(`id_locality_${name}`)?.value));
    if (Number.isFinite(lat) && Number.isFinite(lon)) {
      this.map.setView([lat, lon], 9, { animate: false });
      L.circleMarker([lat, lon], { className: "boundary-locality", radius: 5, interactive: false }).addTo(this.map);
    }
  }

  showFault({ faultLon, faultLat }) {
    if (faultLon !== undefined)
      L.circleMarker([Number(faultLat), Number(faultLon)], { className: "boundary-fault-mark", radius: 9, interactive: false }).addTo(this.map);
  }

  /** Marks the corner that the number fields are about. */
  point([lon, lat]) {
    this.mark ??= L.circleMarker([0, 0], { className: "boundary-corner-mark", radius: 7, interactive: false });
    this.mark.setLatLng([lat, lon < 0 ? lon + this.beyond : lon]).addTo(this.map);
    if (!this.map.getBounds().contains(this.mark.getLatLng())) this.map.panTo(this.mark.getLatLng(), { animate: false });
  }
}

function indexes(layers) {
  return new Set(layers.getLayers().map((layer) => layer.index));
}

export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name].toLocaleString("en-GB"));
}

for (const root of document.querySelectorAll("[data-boundary]")) new BoundaryField(root);
