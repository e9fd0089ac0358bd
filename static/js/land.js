// The files of static/basemap/ (see scripts/basemap.py), read into lines of the unit plane that can be drawn at any scale.

import { decode } from "./deltas.js";
import { x, y } from "./globe.js";

const FOLDER = new URL("../basemap/", import.meta.url);
const FINER_THAN_A_DOT = 0.6; // pixels

/** One file: `land` (closed rings), `borders` (lines), and `cells`, the names of the finest files, where the file tells them. */
export class Land {
  constructor({ scale, box, land, borders, cells }) {
    this.cells = new Set(cells);
    const edges = box.map((degrees) => Math.round(degrees * scale));
    this.land = land.map((text) => new Line(decode(text), scale, edges));
    this.borders = borders.map((text) => new Line(decode(text), scale, edges));
  }
}

export async function load(name) {
  const answer = await fetch(new URL(`${name}.json`, FOLDER));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Land(await answer.json());
}

/** Points of the unit plane. `cut` marks those to which the line runs along an edge of its file: there is no coast. */
class Line {
  constructor(differences, scale, [west, south, east, north]) {
    const count = differences.length / 2;
    this.u = new Float64Array(count);
    this.v = new Float64Array(count);
    this.cut = new Uint8Array(count);
    let [lon, lat, lonBefore, latBefore] = [0, 0, NaN, NaN];
    for (let at = 0; at < count; at++) {
      lon += differences[2 * at];
      lat += differences[2 * at + 1];
      this.u[at] = x(lon / scale);
      this.v[at] = y(lat / scale);
      const alongMeridian = lon === lonBefore && (lon === west || lon === east);
      const alongParallel = lat === latBefore && (lat === south || lat === north);
      this.cut[at] = alongMeridian || alongParallel ? 1 : 0;
      [lonBefore, latBefore] = [lon, lat];
    }
    this.west = this.u.reduce((least, value) => Math.min(least, value), Infinity);
    this.east = this.u.reduce((most, value) => Math.max(most, value), -Infinity);
    this.north = this.v.reduce((least, value) => Math.min(least, value), Infinity);
    this.south = this.v.reduce((most, value) => Math.max(most, value), -Infinity);
  }

  /** Adds the line to a path in pixels; `turn` moves it by whole globes. With `coastOnly` it is broken where it was cut. */
  trace(path, view, turn, coastOnly) {
    const { bounds } = view;
    const margin = 12;
    const [left, right] = [bounds.min.x - margin, bounds.max.x + margin];
    const [top, bottom] = [bounds.min.y - margin, bounds.max.y + margin];
    const across = turn * view.world - view.origin.x;
    if (this.west * view.world + across > right || this.east * view.world + across < left) return;
    if (view.y(this.north) > bottom || view.y(this.south) < top) return;
    const { u, v, cut } = this;
    const last = u.length - 1;
    let [drawnX, drawnY, sideBefore, pending] = [NaN, NaN, 0, false];
    for (let at = 0; at <= last; at++) {
      const px = u[at] * view.world + across;
      const py = v[at] * view.world - view.origin.y;
      // Of a run that stays beyond one side of the canvas only the ends are drawn.
      const side = (px < left ? 1 : px > right ? 2 : 0) | (py < top ? 4 : py > bottom ? 8 : 0);
      const broken = at === 0 || (coastOnly && cut[at]);
      const needed = broken || at === last || cut[at] || (at < last && cut[at + 1]);
      const outside = side & sideBefore;
      if (!needed && (outside || Math.abs(px - drawnX) + Math.abs(py - drawnY) < FINER_THAN_A_DOT)) {
        pending = outside ? at : false;
        continue;
      }
      if (pending !== false && !broken) {
        path.lineTo(u[pending] * view.world + across, v[pending] * view.world - view.origin.y);
      }
      if (broken) path.moveTo(px, py);
      else path.lineTo(px, py);
      [drawnX, drawnY, sideBefore, pending] = [px, py, side, false];
    }
  }
}
