// A map from another host, where the secretariat has named one: loaded only when the reader asks for it, and taken away again.

/* global L */

import { complain } from "./atlas.js";
import { element } from "./card.js";
import { words } from "./words.js";

const DEEPEST_TILES = 19;

/** A button that names the host. `tiles`: address template; `attribution` is text. */
export function offerTiles(map, { tiles, attribution, host }) {
  const button = element("button", { type: "button", class: "map-button", "aria-pressed": "false" }, words("tiles", { host }));
  const layer = L.tileLayer(tiles, {
    maxZoom: map.getMaxZoom(),
    maxNativeZoom: DEEPEST_TILES,
    referrerPolicy: "strict-origin", // hosts of tiles want to know who asks, and no more than that
    attribution: element("span", {}, attribution).innerHTML,
  });
  layer.once("tileerror", () => complain(map, words("tilesFailed", { host })));
  button.addEventListener("click", () => {
    const loaded = map.hasLayer(layer);
    if (loaded) layer.remove();
    else layer.addTo(map);
    button.setAttribute("aria-pressed", String(!loaded));
  });
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  control.addTo(map);
}
