// One corner of a boundary at a time, by numbers and buttons: every ring, holes too, without a mouse.

import { rounded, withRing } from "./boundary_shape.js";

const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/;

/** `field` has `words`, `parts`, save(parts), point(position) and perhaps onChosen({ part, ring, corner }). */
export function cornerEditor(root, field) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [ring, corner, lon, lat, status, of] = ["ring", "corner", "lon", "lat", "corner-status", "of"].map(find);

  const chosen = () => ring.value.split(".").map(Number);
  const open = () => {
    const [part, at] = chosen();
    return field.parts[part][at].slice(0, -1);
  };
  const index = () => Math.min(Math.max(Number.parseInt(corner.value, 10) || 1, 1), open().length) - 1;

  function goTo(number) {
    const corners = open();
    corner.value = ((number + corners.length) % corners.length) + 1;
    corner.max = corners.length;
    of.textContent = field.words.wordsOf.replace("{count}", corners.length);
    [lon.value, lat.value] = corners[index()];
    status.textContent = "";
    if (root.open) field.point(corners[index()]);
    const [part, at] = chosen();
    field.onChosen?.({ part, ring: at, corner: index() });
  }

  function typed() {
    const [x, y] = [lon, lat].map(({ value }) => (NUMBER.test(value.trim()) ? rounded(Number(value)) : Number.NaN));
    return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null;
  }

  function change(edit, then) {
    const [part, at] = chosen();
    field.save(withRing(field.parts, part, at, edit));
    goTo(then);
  }

  const acts = {
    previous: () => goTo(index() - 1),
    next: () => goTo(index() + 1),
    move: (place, at) => change((corners) => corners.splice(at, 1, place), at),
    insert: (place, at) => change((corners) => corners.splice(at + 1, 0, place), at + 1),
    remove: (_place, at) => change((corners) => corners.splice(at, 1), Math.max(0, at - 1)),
  };

  root.addEventListener("click", ({ target }) => {
    const act = target.dataset.act;
    if (!act || !field.parts?.length) return;
    const needsPlace = act === "move" || act === "insert";
    if (needsPlace && !typed()) status.textContent = field.words.wordsNumber;
    else if (act === "remove" && open().length <= 3) status.textContent = field.words.wordsFew;
    else acts[act](typed(), index());
  });
  ring.addEventListener("change", () => goTo(0));
  corner.addEventListener("change", () => goTo(index()));
  root.addEventListener("toggle", () => root.open && field.parts?.length && field.point(open()[index()]));
  for (const input of [corner, lon, lat])
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // Enter would save the whole form
      if (input === corner) goTo(index());
      else root.querySelector('[data-act="move"]').click();
    });

  return {
    /** Chooses a corner, counted from 0, of a ring. */
    choose(part, at, number) {
      ring.value = `${part}.${at}`;
      goTo(number);
    },

    show(parts) {
      root.hidden = !parts.length;
      const before = ring.value;
      ring.replaceChildren(...parts.flatMap((rings, part) => rings.map((_ring, at) => option(field.words, part, at))));
      if (!parts.length) return;
      if ([...ring.options].some(({ value }) => value === before)) ring.value = before;
      goTo(index());
    },
  };
}

function option({ wordsOutline, wordsHole }, part, at) {
  const words = at ? wordsHole.replace("{hole}", at) : wordsOutline;
  return new Option(words.replace("{part}", part + 1), `${part}.${at}`);
}
