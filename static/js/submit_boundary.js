// The page of a boundary: its map is opened here, and rows for remarks are added. Everything else works without this script.

import { addRow } from "./remarks.js";

const drawing = document.querySelector("[data-drawing]");
for (const opener of document.querySelectorAll("[data-open-map]")) {
  opener.closest("[data-with-map]").hidden = false;
  opener.addEventListener("click", () => {
    drawing.hidden = false; // its program is loaded once it is seen: see later.js
    for (const other of document.querySelectorAll("[data-open-map]")) other.setAttribute("aria-expanded", "true");
    drawing.scrollIntoView({ block: "start" });
  });
}

const list = document.querySelector("[data-remarks]");
document.querySelector("[data-add-remark]")?.addEventListener("click", (event) => {
  event.preventDefault();
  addRow(list).querySelector("input").focus();
});
