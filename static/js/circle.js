// All places at one distance from a place, as a line on the map.

import { beside } from "./globe.js";

const EARTH_KM = 6371.0072;
const CORNERS = 180;
const RADIAN = Math.PI / 180;

/** [lat, lng] all around (lon, lat) at `km`, none jumping at the antimeridian. */
export function around(lon, lat, km) {
  const reach = km / EARTH_KM;
  const [sine, cosine] = [Math.sin(lat * RADIAN), Math.cos(lat * RADIAN)];
  let last = lon;
  return Array.from({ length: CORNERS }, (_, at) => {
    const bearing = (2 * Math.PI * at) / CORNERS;
    const north = Math.asin(sine * Math.cos(reach) + cosine * Math.sin(reach) * Math.cos(bearing));
    const east = Math.atan2(Math.sin(bearing) * Math.sin(reach) * cosine, Math.cos(reach) - sine * Math.sin(north));
    last = beside(lon + east / RADIAN, last);
    return [north / RADIAN, last];
  });
}

/** The place and distance that a query string names as `near` and `km`; null where it names none. */
export function near(query) {
  const asked = new URLSearchParams(query);
  const [lon, lat] = (asked.get("near") ?? "").split(",").map(Number);
  const km = Number(asked.get("km"));
  return km > 0 && Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat, km } : null;
}
