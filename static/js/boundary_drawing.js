// The map on which the boundary of a submission is drawn and corrected: loaded when somebody opens it, drawn on with mouse, touch or keys.
// What is drawn goes into a hidden text of the form, which is kept and sent like every other field.

/* global L */

import { announce, atlas, complain } from "./atlas.js";
import { BoundaryField, MOST_VERTICES, STYLE } from "./boundary_field.js";
import { Handles } from "./boundary_handles.js";
import { Pen } from "./boundary_pen.js";
import { count, inside, read, rounded, wound, wrapped, write } from "./boundary_shape.js";
import { beside } from "./globe.js";
import { RemarkPins } from "./remark_pins.js";
import { words } from "./words.js";

const LONGEST = 190_000; // characters that a draft keeps of one field, and a little less
const CURRENT = { className: "boundary-current", weight: 2, dashArray: "6 5", interactive: false };

class Drawing extends BoundaryField {
  constructor(root, map, { text, from }) {
    super(root, map, text);
    this.root = root;
    this.from = from;
    this.before = [];
    this.handles = new Handles(this);
    this.pen = new Pen(map, root.querySelector("[data-pen]"), this.words, (kind, latLngs) => this.onDrawn(kind, latLngs));
    this.pins = new RemarkPins(map, document.querySelector("[data-remarks]"));
    root.querySelector("[data-corners]").addEventListener("toggle", () => this.chosen && this.choose(this.chosen.part, this.chosen.ring, this.chosen.corner));
    root.addEventListener("click", ({ target }) => this.acts[target.closest("[data-draw-act]")?.dataset.drawAct]?.());
  }

  acts = {
    area: () => this.start("area"),
    hole: () => this.start("hole"),
    remark: () => this.start("remark"),
    undo: () => this.undo(),
    drop: () => this.drop(),
  };

  /** Handles would stand in the way of what is drawn. */
  start(kind) {
    this.handles.hide();
    this.pen.start(kind);
  }

  /** Shows what was drawn and not taken yet, else the boundary that stands, else the one that is to be corrected. */
  begin({ boundary, mark, outline, current, faults }, isUnread) {
    this.shown = mark; // of the boundary that is changed here
    this.parts = isUnread ? read(this.text.value) : null;
    if (this.parts === null) this.parts = outline ? [] : partsOf(boundary ?? current);
    else this.shown = this.from.value;
    this.alongside = [...partsOf(current), ...partsOf(outline)];
    this.show();
    if (this.alongside.length) this.current = L.polygon(this.alongside.map((part) => this.latLngs(part)), CURRENT).addTo(this.map);
    if (outline && !this.parts.length) this.status.textContent = this.words.wordsTooLong;
    this.fit();
    for (const place of faults) this.showFault(place);
  }

  show() {
    super.show();
    this.layers.eachLayer((layer) => layer.on("click", (event) => this.onPicked(layer.index, event)));
    for (const [act, can] of Object.entries({ undo: this.before.length, hole: this.parts.length, drop: this.parts.length }))
      this.root.querySelector(`[data-draw-act="${act}"]`).disabled = !can;
    if (!this.parts.length) this.handles.hide();
  }

  /** Handles are shown from the first time on that somebody picks a corner: before, they would hide what there is to see. */
  onChosen(chosen) {
    this.chosen = chosen;
    if (this.isPicked && count(this.parts).vertices <= MOST_VERTICES) this.handles.show(chosen);
  }

  choose(...chosen) {
    this.isPicked = true;
    this.corners.choose(...chosen);
  }

  /** A click on an area chooses the corner nearest to it; while something is drawn, it is a click on the map. */
  onPicked(part, event) {
    if (this.pen.isDrawing) return;
    L.DomEvent.stopPropagation(event);
    const far = (position) => this.map.latLngToLayerPoint(this.latLng(position)).distanceTo(event.layerPoint);
    const corners = this.parts[part].flatMap((ring, at) => ring.slice(0, -1).map((position, index) => [far(position), at, index]));
    const [, ring, corner] = corners.reduce((least, one) => (one[0] < least[0] ? one : least));
    this.choose(part, ring, corner);
  }

  /** Takes a ring that was drawn, or says why it cannot be taken. */
  onDrawn(kind, latLngs) {
    if (kind === "remark") return this.pins.add(latLngs[0]);
    const open = latLngs.map(({ lat, lng }) => [rounded(wrapped(lng)), rounded(lat)]);
    const ring = wound([...open, open[0]], kind === "hole");
    if (kind === "area") {
      this.save([...this.parts, [ring]]);
      return this.choose(this.parts.length - 1, 0, 0);
    }
    const part = this.parts.findIndex(([outline]) => open.every((position) => inside(outline, position)));
    if (part < 0) return this.words.wordsHoleOutside;
    this.save(this.parts.map((rings, index) => (index === part ? [...rings, ring] : rings)));
    this.choose(part, this.parts[part].length - 1, 0);
  }

  save(parts) {
    if (write(parts).length > LONGEST) {
      this.status.textContent = this.words.wordsTooLong;
      return;
    }
    this.before.push(this.parts);
    this.keep(parts);
  }

  undo() {
    if (this.before.length) this.keep(this.before.pop());
  }

  /** Removes the ring that is chosen: a hole, or an area with its holes. */
  drop() {
    const { part, ring } = this.chosen;
    if (ring) this.save(this.parts.map((rings, index) => (index === part ? rings.filter((_ring, at) => at !== ring) : rings)));
    else this.save(this.parts.filter((_rings, index) => index !== part));
  }

  /** Shows these parts and writes them into the form, which then keeps them. */
  keep(parts) {
    this.from.value = this.shown;
    super.save(parts);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fitLocality() {
    const { lon, lat } = this.root.dataset;
    if (this.current) this.map.fitBounds(this.current.getBounds(), { maxZoom: 15, padding: [20, 20], animate: false });
    else if (lon) this.map.setView([Number(lat), Number(lon)], 10, { animate: false });
  }
}

async function open(root) {
  const holder = document.getElementById("boundary-map");
  const { map, basemap } = atlas(holder, { minZoom: 1, closePopupOnClick: true });
  map.setView([12, beside(0, 11)], 1.5, { animate: false });
  const drawing = new Drawing(root, map, { text: document.getElementById("id_drawn"), from: document.getElementById("id_drawn_from") });
  const [land, told] = await Promise.allSettled([basemap.ready, ask(root.dataset.shapes)]);
  if (land.status === "rejected") complain(map, words("noLand"));
  if (told.status === "rejected") {
    complain(map, words("noBoundary"));
    drawing.begin({ boundary: null, mark: drawing.from.value, current: null, faults: [] }, Boolean(drawing.text.value));
  } else drawing.begin(told.value, root.dataset.unread === "true");
  announce();
}

function partsOf(geometry) {
  return geometry ? read(JSON.stringify(geometry)) : [];
}

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

open(document.querySelector("[data-drawing]"));
