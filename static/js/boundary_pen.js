// Draws a ring corner by corner: by clicks and taps on the map, or by keys, with which the map is moved under its middle.

/* global L */

const NEAR = 12; // pixels from the first corner, where a click closes the ring

export class Pen {
  /** `panel` holds the buttons while something is drawn; `onDone(kind, latLngs)` says why the ring cannot be taken, or nothing. */
  constructor(map, panel, words, onDone) {
    Object.assign(this, { map, panel, words, onDone, kind: null, places: [] });
    this.status = panel.querySelector("[data-pen-status]");
    this.line = L.polyline([], { className: "boundary-pen", weight: 2, interactive: false }).addTo(map);
    this.corners = L.layerGroup().addTo(map);
    map.on("click", ({ latlng }) => this.kind && this._onClick(latlng));
    map.getContainer().addEventListener("keydown", (event) => this._onKey(event));
    panel.addEventListener("click", ({ target }) => this._acts[target.closest("[data-pen-act]")?.dataset.penAct]?.());
  }

  get isDrawing() {
    return this.kind !== null;
  }

  /** Begins to draw an `area`, a `hole`, or to set one `remark`. */
  start(kind) {
    this.kind = kind;
    this.places = [];
    this.panel.hidden = false;
    this.panel.dataset.kind = kind;
    this.map.getContainer().classList.add("is-drawn-on");
    this._show(this.words[kind === "remark" ? "wordsPenRemark" : "wordsPenStart"]);
    this.map.getContainer().focus({ preventScroll: true });
    this.map.getContainer().scrollIntoView({ block: "nearest" });
  }

  stop() {
    this.kind = null;
    this.places = [];
    this.panel.hidden = true;
    this.map.getContainer().classList.remove("is-drawn-on");
    this._show("");
  }

  _acts = {
    set: () => this._add(this.map.getCenter()),
    back: () => this._back(),
    close: () => this._close(),
    cancel: () => this.stop(),
  };

  _onClick(latlng) {
    const [first] = this.places;
    const isFirst = first && this.map.latLngToContainerPoint(first).distanceTo(this.map.latLngToContainerPoint(latlng)) < NEAR;
    if (isFirst && this.places.length > 2) this._close();
    else this._add(latlng);
  }

  _onKey(event) {
    const act = { Enter: "set", Backspace: "back", Escape: "cancel" }[event.key];
    if (!this.kind || !act || event.target !== this.map.getContainer()) return;
    event.preventDefault();
    this._acts[act]();
  }

  _add(latlng) {
    if (this.kind === "remark") return this._finish([latlng]);
    if (this.places.at(-1)?.equals(latlng)) return;
    this.places.push(latlng);
    this._show(this.words.wordsPenCount.replace("{count}", this.places.length));
  }

  _back() {
    this.places.pop();
    this._show(this.words.wordsPenCount.replace("{count}", this.places.length));
  }

  _close() {
    if (this.places.length < 3) this._show(this.words.wordsPenFew);
    else this._finish(this.places);
  }

  _finish(places) {
    const refusal = this.onDone(this.kind, places);
    if (refusal) this._show(refusal);
    else this.stop();
  }

  _show(sentence) {
    this.status.textContent = sentence;
    this.line.setLatLngs(this.places.length > 2 ? [...this.places, this.places[0]] : this.places);
    this.corners.clearLayers();
    for (const place of this.places)
      L.circleMarker(place, { className: "boundary-pen-corner", radius: 5, interactive: false }).addTo(this.corners);
  }
}
