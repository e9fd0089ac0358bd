// The legend: the words stand in the page, the signs are drawn by the function that draws those of the map.

/* global L */

import { onNewColours } from "./palette.js";
import { halfWidth, sign } from "./symbols.js";

const RADIUS = 6.5;

/** Moves the page's legend into the map. */
export function addLegend(map) {
  const legend = document.getElementById("map-legend");
  if (!legend) return;
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(legend);
    L.DomEvent.disableScrollPropagation(legend);
    legend.hidden = false;
    return legend;
  };
  control.addTo(map);
  drawSigns(legend);
  onNewColours(() => drawSigns(legend));
}

function drawSigns(legend) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  for (const canvas of legend.querySelectorAll("canvas[data-status]")) {
    const drawn = sign(canvas.dataset.category, canvas.dataset.status, RADIUS, ratio);
    [canvas.width, canvas.height] = [drawn.width, drawn.height];
    canvas.style.width = canvas.style.height = `${2 * halfWidth(RADIUS)}px`;
    canvas.getContext("2d").drawImage(drawn, 0, 0);
  }
}
