// The map of the secretariat's boundary field, drawn on with Leaflet.draw.

/* global L */

import { Basemap } from "./basemap.js";
import { BoundaryField, MOST_VERTICES, STYLE } from "./boundary_field.js";
import { count, rounded, wound, wrapped } from "./boundary_shape.js";

L.Polyline._flat = L.LineUtil.isFlat; // Leaflet.draw asks for it by its old name, at a warning each time

class BoundaryWidget extends BoundaryField {
  constructor(root) {
    super(root, mapIn(root.querySelector("[data-map]")), root.querySelector("textarea"));
    this.map.on("draw:created", ({ layer }) => this.save([...this.parts, this.rings(layer)]));
    this.map.on("draw:edited", ({ layers }) => this.save(this.edited(layers)));
    this.map.on("draw:deleted", ({ layers }) => this.save(this.parts.filter((_part, index) => !indexes(layers).has(index))));
    const { faultLon, faultLat } = root.dataset;
    if (faultLon !== undefined) this.showFault([Number(faultLon), Number(faultLat)]);
    this.load();
    this.fit();
    this.text.addEventListener("input", () => this.load());
    this.text.addEventListener("change", () => this.fit());
  }

  /** The outline and holes of a layer, however they were drawn, in the direction that GeoJSON asks for. */
  rings(layer) {
    return layer.getLatLngs().map((ring, index) => {
      const open = ring.map(({ lat, lng }) => [lng, lat]);
      return wound([...open, open[0]], index > 0).map(([lon, lat]) => [rounded(wrapped(lon)), rounded(lat)]);
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

  fitLocality() {
    const [lat, lon] = ["lat", "lon"].map((name) => Number.parseFloat(document.getElementById(`id_locality_${name}`)?.value));
    if (Number.isFinite(lat) && Number.isFinite(lon)) {
      this.map.setView([lat, lon], 9, { animate: false });
      L.circleMarker([lat, lon], { className: "boundary-locality", radius: 5, interactive: false }).addTo(this.map);
    }
  }
}

function mapIn(element) {
  element.hidden = false;
  const options = { minZoom: 1, maxZoom: 19, zoomSnap: 0.5, attributionControl: false, scrollWheelZoom: false };
  const map = L.map(element, options).setView([0, 0], 1);
  element.addEventListener("pointerdown", () => map.scrollWheelZoom.enable()); // until then the wheel scrolls the page
  element.addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
  new Basemap(map).ready.catch(() => {}); // without land under it the boundary can still be drawn
  return map;
}

function indexes(layers) {
  return new Set(layers.getLayers().map((layer) => layer.index));
}

for (const root of document.querySelectorAll("[data-boundary]")) new BoundaryWidget(root);
