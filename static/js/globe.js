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

export function isWithin([west, south, east, north], lon, lat) {
  const across = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return across && lat >= south && lat <= north;
}
