// A boundary as the list of its parts: each part is [outline, hole, …], each ring a closed list of [longitude, latitude].

export const DECIMALS = 7;

/** The parts in GeoJSON text; [] for no text; null where the text cannot be drawn. */
export function read(text) {
  if (!text.trim()) return [];
  try {
    return polygons(unpacked(JSON.parse(text)));
  } catch {
    return null;
  }
}

/** The text of parts as a MultiPolygon, "" for none. */
export function write(parts) {
  return parts.length ? JSON.stringify({ type: "MultiPolygon", coordinates: parts }) : "";
}

export function count(parts) {
  const rings = parts.flat();
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0);
  return { parts: parts.length, holes: rings.length - parts.length, vertices, corners: vertices - rings.length };
}

/** A copy of `parts` in which change(ring) has changed one ring, which is given open and closed again. */
export function withRing(parts, part, ring, change) {
  const open = parts[part][ring].slice(0, -1);
  change(open);
  return parts.map((rings, p) => (p === part ? rings.map((old, r) => (r === ring ? [...open, open[0]] : old)) : rings));
}

/** Whether a position lies inside a closed ring. */
export function inside(ring, [x, y]) {
  let within = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** A closed ring in the direction that GeoJSON asks for: outlines against the clock, holes with it. */
export function wound(ring, isHole) {
  const twice = ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
  return twice < 0 === isHole ? ring : [...ring].reverse();
}

export function rounded(number) {
  return Number(number.toFixed(DECIMALS)) + 0;
}

/** A longitude within ±180°. */
export function wrapped(lon) {
  return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}

/** Whether the parts reach ±180° from both sides, so that a map shows them together only east of Greenwich. */
export function meetsDateLine(parts) {
  const lons = parts.flat(2).map(([lon]) => lon);
  return lons.some((lon) => lon > 179.9999) && lons.some((lon) => lon < -179.9999);
}

function unpacked(value) {
  if (value.type === "FeatureCollection" && value.features.length === 1) return unpacked(value.features[0]);
  return value.type === "Feature" ? value.geometry : value;
}

function polygons({ type, coordinates }) {
  const parts = { Polygon: [coordinates], MultiPolygon: coordinates }[type];
  if (!parts.length || !parts.every((rings) => rings.length && rings.every(isRing))) throw new TypeError("no polygon");
  return parts;
}

function isRing(ring) {
  return ring.length >= 4 && ring.every(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lat) <= 90);
}
