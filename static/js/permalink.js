// The view in the address, after #: zoom/latitude/longitude.

const FORM = /^#(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;

/** Takes the view from the address, and writes it there whenever the map has moved; whether there was one. */
export function followAddress(map) {
  const placed = take(map);
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter().wrap();
    const view = `#${map.getZoom().toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
    history.replaceState(history.state, "", view);
  });
  addEventListener("hashchange", () => take(map));
  return placed;
}

function take(map) {
  const found = FORM.exec(location.hash);
  if (!found) return false;
  const [zoom, lat, lng] = found.slice(1).map(Number);
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return false;
  map.setView([lat, lng], Math.min(zoom, map.getMaxZoom()), { animate: false });
  return true;
}
