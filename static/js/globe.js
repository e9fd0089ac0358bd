// The plane in which everything is drawn: web Mercator, the whole world in [0, 1] both ways, x to the east, y to the south.

export const NORTHMOST = 85.0511287798;
const DEGREE = Math.PI / 180;

export const x = (lon) => lon / 360 + 0.5;

export function y(lat) {
  const sine = Math.sin(Math.max(-NORTHMOST, Math.min(NORTHMOST, lat)) * DEGREE);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Longitude within ±180. */
export const wrapped = (lon) => (lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180);

/** The longitude of the same meridian that is nearest to `middle`. */
export const beside = (lon, middle) => lon + 360 * Math.round((middle - lon) / 360);

/** What the map shows as [west, south, east, north] within ±180; west exceeds east where it crosses the antimeridian. */
export function boxOf(bounds) {
  const south = Math.max(-90, bounds.getSouth());
  const north = Math.min(90, bounds.getNorth());
  const whole = bounds.getEast() - bounds.getWest() >= 360;
  return whole ? [-180, south, 180, north] : [wrapped(bounds.getWest()), south, wrapped(bounds.getEast()), north];
}

const GRIDS = [0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 45, 90]; // degrees; all of them divide 90

/** The box to ask for in place of what the map shows: rounded outward to a grid of about a quarter of it and never a fine one, so that
 *  neither its middle nor its edges tell at what place exactly somebody looks. */
export function surroundings([west, south, east, north]) {
  const [left, right] = roundedOut(west, west > east ? east + 360 : east);
  const [low, high] = roundedOut(south, north);
  const across = right - left >= 360 ? [-180, 180] : [wrapped(left), wrapped(right)];
  return [across[0], Math.max(-90, low), across[1], Math.min(90, high)];
}

function roundedOut(from, to) {
  const grid = GRIDS.find((degrees) => degrees >= (to - from) / 4) ?? GRIDS.at(-1);
  return [Math.floor(from / grid) * grid, Math.ceil(to / grid) * grid];
}

export function isWithin([west, south, east, north], lon, lat) {
  const across = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return across && lat >= south && lat <= north;
}
