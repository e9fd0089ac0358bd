// Where thousands of sites share the world, those that lie together are drawn as one disc with their number, until one comes nearer.

import { colour } from "./palette.js";

const CROWD = 1000; // sites from which discs are worth their loss
const CELL = 44; // pixels
const STRAY = 6; // pixels by which a disc may lie off the middle of its cell, so that no two cover each other
const FEWEST = 5; // sites that make a disc
const SINGLE_FROM = 7; // zoom from which every site has its sign

/** {singles, discs} of these sites at a zoom: a disc is {u, v, count, box: [[south, west], [north, east]]}. */
export class Clusters {
  constructor(sites) {
    this.sites = sites;
    this.crowded = sites.length > CROWD;
    this.levels = new Map();
  }

  at(zoom) {
    if (!this.crowded || zoom >= SINGLE_FROM) return { singles: this.sites, discs: [] };
    const level = Math.floor(zoom);
    if (!this.levels.has(level)) this.levels.set(level, gather(this.sites, CELL / (256 * 2 ** level)));
    return this.levels.get(level);
  }
}

function gather(sites, cell) {
  const cells = new Map();
  for (const site of sites) {
    const key = Math.floor(site.u / cell) * 1e6 + Math.floor(site.v / cell);
    const there = cells.get(key);
    if (there) there.push(site);
    else cells.set(key, [site]);
  }
  const groups = [...cells.values()];
  const few = new Set(groups.filter((group) => group.length < FEWEST).flat());
  return { singles: sites.filter((site) => few.has(site)), discs: groups.filter((group) => group.length >= FEWEST).map((group) => disc(group, cell)) };
}

function disc(group, cell) {
  const [lons, lats] = [group.map(({ lon }) => lon), group.map(({ lat }) => lat)];
  return {
    u: middle(group.map(({ u }) => u), cell),
    v: middle(group.map(({ v }) => v), cell),
    count: group.length,
    box: [
      [Math.min(...lats), Math.min(...lons)],
      [Math.max(...lats), Math.max(...lons)],
    ],
  };
}

/** The mean of places in one cell, kept near the middle of the cell. */
function middle(places, cell) {
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const centre = (Math.floor(places[0] / cell) + 0.5) * cell;
  const stray = (STRAY / CELL) * cell;
  return Math.max(centre - stray, Math.min(centre + stray, mean));
}

/** Half the width of a disc in pixels. */
export const radiusOf = ({ count }) => Math.min(17, 8 + 2.2 * Math.log2(count / FEWEST + 1));

export function paintDisc(context, disc, x, y, told) {
  context.beginPath();
  context.arc(x, y, radiusOf(disc), 0, 2 * Math.PI);
  context.fillStyle = colour("--raised");
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colour("--leaf");
  context.stroke();
  context.fillStyle = colour("--ink");
  context.font = `600 ${disc.count > 999 ? 9.5 : 11}px ${colour("--sans")}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(told, x, y + 0.5);
}
