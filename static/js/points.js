// The sites of the map: the columns of sites/map_points.py.

import { decode, undelta, valueOf } from "./deltas.js";
import { x, y } from "./globe.js";

/** [{code, lon, lat, category, status}] of the address; throws where they cannot be had. */
export async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return read(await answer.json());
}

function read({ scale, codes, lon, lat, category, status }) {
  const degrees = (text) => undelta(decode(text)).map((number) => number / scale);
  const named = codes.flatMap(([prefix, numbers]) =>
    numbers ? undelta(decode(numbers)).map((number) => prefix + number) : [prefix],
  );
  const [lons, lats] = [degrees(lon), degrees(lat)];
  const word = ({ values, letters }, at) => values[valueOf(letters[at])];
  return named.map((code, at) => ({
    code,
    lon: lons[at],
    lat: lats[at],
    u: x(lons[at]),
    v: y(lats[at]),
    category: word(category, at),
    status: word(status, at),
  }));
}
