// The signs of the map. The shape is the Red List category: a circle EN, a diamond CR, a square EW. The ring is the status:
// solid where confirmed, dashed for a candidate, grey with a cross where a site is no longer listed.

import { colour, onNewColours } from "./palette.js";

const FILLS = { CR: "--cr", EN: "--en", EW: "--ew" };
const RETIRED = new Set(["delisted", "superseded"]);
const ROOM = 4; // pixels around a sign for its rings
const drawn = new Map();
onNewColours(() => drawn.clear());

/** A canvas with the sign in its middle, made once for each look. */
export function sign(category, status, radius, ratio) {
  const key = `${category} ${status} ${radius} ${ratio}`;
  if (!drawn.has(key)) drawn.set(key, draw(category, status, radius, ratio));
  return drawn.get(key);
}

/** Half the width of a sign's canvas in pixels. */
export const halfWidth = (radius) => radius + ROOM;

function draw(category, status, radius, ratio) {
  const canvas = document.createElement("canvas");
  const half = halfWidth(radius);
  canvas.width = canvas.height = Math.ceil(2 * half * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, half * ratio, half * ratio);
  context.lineJoin = "round";
  const path = shape(category, radius);
  ring(context, path, colour("--ring"), 4);
  if (RETIRED.has(status)) return retire(context, path, radius, canvas);
  const candidate = status === "candidate";
  context.fillStyle = candidate ? colour("--ring") : colour(FILLS[category] ?? "--dd");
  context.fill(path);
  if (candidate) context.setLineDash([radius * 0.55, radius * 0.45]);
  ring(context, path, colour(rim(category, candidate)), candidate ? 1.8 : 1.2);
  return canvas;
}

/** The circle needs a dark rim to stand out from paper; the others are dark themselves. */
function rim(category, candidate) {
  if (category === "EN") return "--rim";
  return candidate && FILLS[category] ? FILLS[category] : "--sign-rim";
}

function retire(context, path, radius, canvas) {
  context.fillStyle = colour("--sign-retired");
  context.fill(path);
  ring(context, path, colour("--muted"), 1);
  const arm = radius * 0.5;
  const cross = new Path2D(`M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`);
  ring(context, cross, colour("--muted"), 1.4);
  return canvas;
}

function ring(context, path, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.stroke(path);
}

/** Shapes of about the same area. */
function shape(category, radius) {
  if (category === "CR") {
    const tip = radius * 1.25;
    return new Path2D(`M0 ${-tip}L${tip} 0L0 ${tip}L${-tip} 0Z`);
  }
  const path = new Path2D();
  if (category === "EW") path.rect(-radius * 0.89, -radius * 0.89, radius * 1.78, radius * 1.78);
  else path.arc(0, 0, radius, 0, 2 * Math.PI);
  return path;
}
