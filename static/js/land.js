// The files of static/basemap/ (see scripts/basemap.py), read into lines of the unit plane that can be drawn at any scale.

import { decode } from "./deltas.js";
import { x, y } from "./globe.js";

const FOLDER = new URL("../basemap/", import.meta.url);
const FINER_THAN_A_DOT = 0.8; // pixels
const MARGIN = 12; // pixels around the canvas, for the width of the strokes

/** One file: `land` (closed rings), `borders` (lines), and `cells`, the names of the finest files, where the file tells them. */
class Land {
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
  constructor(differences, scale, edges) {
    const count = differences.length / 2;
    this.u = new Float64Array(count);
    this.v = new Float64Array(count);
    this.cut = new Uint8Array(count);
    let [lon, lat] = [0, 0];
    for (let at = 0; at < count; at++) {
      const [east, north] = [differences[2 * at], differences[2 * at + 1]];
      lon += east;
      lat += north;
      this.u[at] = x(lon / scale);
      this.v[at] = y(lat / scale);
      if (at && isOnEdge(lon, lat, east, north, edges)) this.cut[at] = 1;
    }
    [this.west, this.east] = span(this.u);
    [this.north, this.south] = span(this.v);
  }

  /** Adds the line to a path in pixels; `turn` moves it by whole globes. With `coastOnly` it is broken where it was cut; steps of less
   *  than `finest` pixels are left out. */
  trace(path, view, turn, coastOnly, finest = FINER_THAN_A_DOT) {
    const { u, v, cut } = this;
    const pen = new Pen(path, view.bounds, finest);
    const across = turn * view.world - view.origin.x;
    const px = (at) => u[at] * view.world + across;
    const py = (at) => v[at] * view.world - view.origin.y;
    const [west, east] = [this.west * view.world + across, this.east * view.world + across];
    if (pen.isBeyond(west, east, view.y(this.north), view.y(this.south))) return;
    const last = u.length - 1;
    pen.begin(px(0), py(0));
    for (let at = 1; at <= last; at++) {
      if (coastOnly && cut[at]) pen.begin(px(at), py(at));
      else pen.go(px(at), py(at), at === last || cut[at] || cut[at + 1]);
    }
  }
}

/** Whether the step to (lon, lat) runs along one of the edges. */
function isOnEdge(lon, lat, east, north, [westEdge, southEdge, eastEdge, northEdge]) {
  const alongMeridian = east === 0 && (lon === westEdge || lon === eastEdge);
  const alongParallel = north === 0 && (lat === southEdge || lat === northEdge);
  return alongMeridian || alongParallel;
}

const span = (values) => [
  values.reduce((least, value) => Math.min(least, value), Infinity),
  values.reduce((most, value) => Math.max(most, value), -Infinity),
];

/** Draws a line into a path without the points that nobody would see. */
class Pen {
  constructor(path, { min, max }, finest) {
    this.path = path;
    this.finest = finest;
    [this.left, this.top] = [min.x - MARGIN, min.y - MARGIN];
    [this.right, this.bottom] = [max.x + MARGIN, max.y + MARGIN];
  }

  isBeyond(west, east, north, south) {
    return west > this.right || east < this.left || north > this.bottom || south < this.top;
  }

  begin(px, py) {
    this.path.moveTo(px, py);
    this._stand(px, py);
  }

  /** Goes on to a point. Of a run that stays beyond one side of the canvas only the ends are drawn, of points within one dot
   *  the first. */
  go(px, py, needed) {
    const outside = this._side(px, py) & this.side;
    if (!needed && outside) {
      [this.skippedX, this.skippedY, this.skipped] = [px, py, true];
      return;
    }
    if (!needed && !this.skipped && Math.abs(px - this.x) + Math.abs(py - this.y) < this.finest) return;
    if (this.skipped) this.path.lineTo(this.skippedX, this.skippedY);
    this.path.lineTo(px, py);
    this._stand(px, py);
  }

  _stand(px, py) {
    [this.x, this.y, this.side, this.skipped] = [px, py, this._side(px, py), false];
  }

  /** The sides of the canvas beyond which a point lies, one bit each. */
  _side(px, py) {
    return (px < this.left ? 1 : px > this.right ? 2 : 0) | (py < this.top ? 4 : py > this.bottom ? 8 : 0);
  }
}
