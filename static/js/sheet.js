// A canvas that lies over the map, moves with it, and is painted anew whenever the map comes to rest or runs out of canvas.

/* global L */

/** `paint(context, view)` draws in pixels of the map's own layer; `view.x(u)` and `view.y(v)` turn the unit plane of globe.js
 *  into these. */
export const Sheet = L.Renderer.extend({
  options: { padding: 0.25 },

  initialize(paint, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._paint = paint;
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
  },

  /** Paints again where nothing moved, but something else changed. */
  repaint() {
    if (this._map && !this._waiting) {
      this._waiting = requestAnimationFrame(() => {
        this._waiting = null;
        if (this._map) this._update();
      });
    }
    return this;
  },

  _initContainer() {
    this._container = L.DomUtil.create("canvas", "map-sheet");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    cancelAnimationFrame(this._waiting);
    this._container.remove();
    this._container = this._context = this._waiting = null;
  },

  _onMove() {
    const map = this._map;
    if (map._animatingZoom || map.getZoom() !== this._zoom) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))) this._update();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const { _bounds: bounds, _container: canvas, _context: context } = this;
    const size = bounds.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    L.DomUtil.setPosition(canvas, bounds.min);
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    context.setTransform(ratio, 0, 0, ratio, -bounds.min.x * ratio, -bounds.min.y * ratio);
    this._paint(context, new View(this._map, bounds, ratio));
  },
});

/** What a sheet shows: `bounds` in its pixels, `world` the width of the globe in them, and `turns`, the copies of the globe
 *  in sight. */
class View {
  constructor(map, bounds, ratio) {
    this.zoom = map.getZoom();
    this.world = 256 * 2 ** this.zoom;
    this.origin = map.getPixelOrigin();
    this.bounds = bounds;
    this.ratio = ratio;
    const first = Math.floor((bounds.min.x + this.origin.x) / this.world);
    const last = Math.floor((bounds.max.x + this.origin.x) / this.world);
    this.turns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  x(u) {
    return u * this.world - this.origin.x;
  }

  y(v) {
    return v * this.world - this.origin.y;
  }
}
