// The sheet below everything: sea, land, borders and graticule, as coarse or fine as the zoom asks for.

import { NORTHMOST, boxOf, y } from "./globe.js";
import { load } from "./land.js";
import { colour, onNewColours } from "./palette.js";
import { Sheet } from "./sheet.js";

const CELL = 20; // degrees: see scripts/basemap.py
const FINER_FROM = 4; // zoom levels from which the next finer files are wanted at once
const FINER_SEEN_FROM = 1.5; // below, on the globe of a phone or in a corner, nobody sees them
const FINEST_FROM = 6.5;
const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const WIDEST_GAP = 260; // pixels between two lines of the graticule
const FINEST_BAND = 2; // pixels: wide strokes are dear, and hide small turns of the coast
const TROPIC = 23.436; // degrees, of 2026

export class Basemap {
  /** Adds itself to the map. `ready` is kept when the first land is drawn. */
  constructor(map, { graticule = true, finest = true } = {}) {
    this.map = map;
    this.graticule = graticule;
    this.finest = finest;
    this.files = new Map();
    map.createPane("base").style.zIndex = 100;
    this.sheet = new Sheet((context, view) => this._paint(context, view), { pane: "base" }).addTo(map);
    onNewColours(() => this.sheet.repaint());
    this.ready = this._want("world-110m").then(() => {
      map.on("moveend", () => this._soon());
      this._follow();
    });
  }

  /** Follows the view in which a row of moves ends. */
  _soon() {
    this.following ??= requestAnimationFrame(() => {
      this.following = null;
      this._follow();
    });
  }

  /** Loads what the view asks for: the finest files, or the 50m world, while the whole globe is seen only when nothing else is to be done. */
  _follow() {
    const zoom = this.map.getZoom();
    const finer = () => this._want("world-50m");
    if (this._isFinest()) for (const name of this._cells()) this._want(name);
    else if (zoom >= FINER_FROM) finer();
    else if (zoom >= FINER_SEEN_FROM) (window.requestIdleCallback ?? setTimeout)(finer);
  }

  /** Whether the view is narrow enough for the finest files. */
  _isFinest() {
    return this.finest && this.map.getZoom() >= FINEST_FROM;
  }

  async _want(name) {
    if (this.files.has(name)) return;
    this.files.set(name, null);
    try {
      this.files.set(name, await load(name));
    } catch (error) {
      this.files.delete(name); // asked for again when the map moves
      if (name === "world-110m") throw error;
    }
    this.sheet.repaint();
  }

  /** The names of the finest files within the view, none while it is too wide for them. */
  _cells() {
    const known = this.files.get("world-110m")?.cells;
    if (!known || !this._isFinest()) return [];
    const [west, south, east, north] = boxOf(this.map.getBounds());
    const first = (degrees, from) => from + CELL * Math.floor((degrees - from) / CELL);
    const names = [];
    for (let lon = first(west, -180), turn = west <= east ? east : east + 360; lon <= turn; lon += CELL) {
      for (let lat = first(south, -90); lat <= north; lat += CELL) {
        names.push(`10m/${lon < 180 ? lon : lon - 360}_${lat}`);
      }
    }
    return names.filter((name) => known.has(name.slice(4)));
  }

  /** The files to draw: the finest that are all here. */
  _drawn() {
    const cells = this._cells().map((name) => this.files.get(name));
    if (this._isFinest() && this.files.get("world-110m") && cells.every(Boolean)) return cells;
    return [this.files.get("world-50m") ?? this.files.get("world-110m")].filter(Boolean);
  }

  _paint(context, view) {
    const { min, max } = view.bounds;
    const coast = this._traced("land", view, true);
    context.fillStyle = colour("--sea");
    context.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
    context.lineJoin = "round";
    const bands = this._traced("land", view, true, FINEST_BAND);
    stroke(context, bands, "--shoal", 9);
    stroke(context, bands, "--shallows", 4);
    context.fillStyle = colour("--land");
    context.fill(this._traced("land", view, false), "evenodd");
    if (this.graticule) paintGraticule(context, view);
    stroke(context, this._traced("borders", view, true), "--border", 0.8);
    stroke(context, coast, "--coast", 0.8);
  }

  _traced(kind, view, coastOnly, finest) {
    const path = new Path2D();
    for (const file of this._drawn()) {
      for (const line of file[kind]) for (const turn of view.turns) line.trace(path, view, turn, coastOnly, finest);
    }
    return path;
  }
}

function stroke(context, path, name, width) {
  context.strokeStyle = colour(name);
  context.lineWidth = width;
  context.stroke(path);
}

function paintGraticule(context, view) {
  const { min, max } = view.bounds;
  const step = STEPS.find((degrees) => (degrees / 360) * view.world <= WIDEST_GAP) ?? STEPS.at(-1);
  const [lines, tropics] = [new Path2D(), new Path2D()];
  const parallel = (path, lat) => {
    const at = Math.round(view.y(y(lat))) + 0.5;
    if (at < min.y || at > max.y) return;
    path.moveTo(min.x, at);
    path.lineTo(max.x, at);
  };
  const degrees = (at) => ((at + view.origin.x) / view.world - 0.5) * 360;
  for (let lon = Math.ceil(degrees(min.x) / step) * step; lon <= degrees(max.x); lon += step) {
    const at = Math.round(view.x(lon / 360 + 0.5)) + 0.5;
    lines.moveTo(at, Math.max(min.y, view.y(0)));
    lines.lineTo(at, Math.min(max.y, view.y(1)));
  }
  for (let count = Math.ceil(-NORTHMOST / step); count * step <= NORTHMOST; count++) parallel(lines, count * step);
  for (const lat of [TROPIC, -TROPIC]) parallel(tropics, lat);
  stroke(context, lines, "--map-graticule", 1);
  context.setLineDash([5, 4]);
  stroke(context, tropics, "--map-graticule", 1);
  context.setLineDash([]);
}
