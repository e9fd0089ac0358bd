// All sites as signs on one sheet: thousands cost no more elements than one.

import { Clusters, paintDisc, radiusOf } from "./clusters.js";
import { onNewColours } from "./palette.js";
import { Sheet } from "./sheet.js";
import { halfWidth, sign } from "./symbols.js";
import { number } from "./words.js";

const RANK = { superseded: 0, delisted: 0, candidate: 1, confirmed: 2 }; // what lies on top where signs overlap
const REACH = { mouse: 5, touch: 14 }; // pixels around a sign that still count as the sign

export class Markers {
  /** `onPoint(site or null)` when the pointer comes to a sign or leaves it, `onPick(site, others)` when one is clicked that
   *  covers the others. A disc that stands for many is opened by a click. */
  constructor(map, { onPoint, onPick }) {
    this.map = map;
    this.sites = [];
    this.clusters = new Clusters([]);
    this.byCode = new Map();
    this.marked = new Set();
    map.createPane("signs").style.zIndex = 450;
    map.getPane("signs").classList.add("map-signs");
    this.sheet = new Sheet((context, view) => this._paint(context, view), { pane: "signs" }).addTo(map);
    onNewColours(() => this.sheet.repaint());
    map.on("mousemove", (event) => this._pointed(event, onPoint));
    map.on("mouseout", (event) => this._pointed(event, onPoint, true));
    map.on("click", (event) => {
      const reach = REACH[event.originalEvent.pointerType];
      const disc = this.discAt(event.containerPoint);
      const site = disc ? null : this.at(event.containerPoint, reach);
      if (disc) map.fitBounds(disc.box, { padding: [40, 40], maxZoom: Math.max(map.getZoom() + 1, 9) });
      else if (site) onPick(site, this.under(site));
    });
  }

  show(sites) {
    this.sites = [...sites].sort(byRank);
    this.byCode = new Map(sites.map((site) => [site.code, site]));
    this.clusters = new Clusters(this.sites);
    this.sheet.repaint();
  }

  /** Draws the sites of these codes large, on top of the others. */
  mark(codes) {
    this.marked = new Set(codes);
    this.sheet.repaint();
  }

  /** The site whose sign is nearest to a point of the map's element, null where none is within reach. */
  at(point, reach = REACH.mouse) {
    return this._nearest(point, this.clusters.at(this.map.getZoom()).singles, () => this._radius() + reach);
  }

  /** The disc under a point, null where there is none. */
  discAt(point) {
    return this._nearest(point, this.clusters.at(this.map.getZoom()).discs, radiusOf);
  }

  /** Of `things` with a place in the unit plane, the nearest whose reach in pixels covers the point. */
  _nearest(point, things, reachOf) {
    const wanted = this.map.containerPointToLayerPoint(point).add(this.map.getPixelOrigin());
    const world = 256 * 2 ** this.map.getZoom();
    let [found, least] = [null, Infinity];
    for (const thing of things) {
      const dy = thing.v * world - wanted.y;
      if (dy > 40 || dy < -40) continue;
      const across = thing.u * world - wanted.x;
      const dx = across - Math.round(across / world) * world;
      const distance = dx * dx + dy * dy;
      if (distance < least && distance <= reachOf(thing) ** 2) [found, least] = [thing, distance];
    }
    return found;
  }

  /** The other sites whose signs lie under that of `site`. */
  under(site) {
    const world = 256 * 2 ** this.map.getZoom();
    const far = (other) => Math.hypot((other.u - site.u) * world, (other.v - site.v) * world);
    return this.sites.filter((other) => other !== site && far(other) < 1.5 * this._radius());
  }

  /** Signs grow as one comes nearer, and are small where many share the view. */
  _radius() {
    const crowd = this.sites.length > 2000 ? 1.6 : this.sites.length > 300 ? 0.8 : 0;
    return Math.round(2 * Math.max(2.6, Math.min(7.5, 4 + this.map.getZoom() * 0.45) - crowd)) / 2;
  }

  _paint(context, view) {
    const radius = this._radius();
    const { singles, discs } = this.clusters.at(view.zoom);
    for (const turn of view.turns) {
      for (const site of singles) if (!this.marked.has(site.code)) place(context, view, turn, site, radius);
      for (const disc of discs) placeDisc(context, view, turn, disc);
    }
    this.map.getContainer().dataset.discs = discs.length;
    for (const turn of view.turns) {
      for (const code of this.marked) {
        const site = this.byCode.get(code);
        if (site) place(context, view, turn, site, radius + 4);
      }
    }
  }

  _pointed({ containerPoint }, onPoint, left = false) {
    const disc = left ? null : this.discAt(containerPoint);
    const site = left || disc ? null : this.at(containerPoint);
    this.map.getContainer().classList.toggle("is-on-sign", Boolean(site || disc));
    if (site === this.pointed) return;
    this.pointed = site;
    onPoint(site);
  }
}

const byRank = (one, other) => RANK[one.status] - RANK[other.status];

function place(context, view, turn, site, radius) {
  const { min, max } = view.bounds;
  const half = halfWidth(radius);
  const left = view.x(site.u + turn) - half;
  const top = view.y(site.v) - half;
  if (left > max.x || top > max.y || left + 2 * half < min.x || top + 2 * half < min.y) return;
  context.drawImage(sign(site.category, site.status, radius, view.ratio), left, top, 2 * half, 2 * half);
}

function placeDisc(context, view, turn, disc) {
  const { min, max } = view.bounds;
  const half = radiusOf(disc) + 2;
  const [x, y] = [view.x(disc.u + turn), view.y(disc.v)];
  if (x - half > max.x || y - half > max.y || x + half < min.x || y + half < min.y) return;
  paintDisc(context, disc, x, y, number(disc.count));
}
