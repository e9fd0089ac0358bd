// The rows of species: added and removed at once, and named with the help of suggestions. Without this script the buttons save and come back.

import { Combobox } from "./combobox.js";

for (const group of document.querySelectorAll("[data-rows]")) follow(group);

function follow(group) {
  const form = group.closest("form");
  const add = form.querySelector("[data-add-row]");
  const told = form.querySelector("[data-rows-told]");
  const rows = () => [...group.querySelectorAll(":scope > [data-row]")];

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button === add) grow(event);
    else if (button?.matches("[data-drop-row]")) drop(event, button.closest("[data-row]"));
    else if (button?.value.startsWith("take.")) take(event, button);
  });
  group.addEventListener("suggestion", (event) => {
    event.preventDefault(); // a link to its page would leave the form
    event.target.value = event.detail.label;
    typed(event.target);
  });

  function grow(event) {
    event.preventDefault();
    const row = blank(group, rows());
    group.append(row);
    number();
    typed(row);
    tell("added", rows().length);
    row.querySelector("input[data-suggestions]").focus();
  }

  function drop(event, row) {
    event.preventDefault();
    const at = rows().indexOf(row);
    row.remove();
    if (!rows().length) group.append(blank(group, [row]));
    number();
    typed(group);
    tell("dropped", at + 1);
    rows()[Math.min(at, rows().length - 1)].querySelector("input[data-suggestions]").focus();
  }

  /** The name that was offered takes the place of the one that was typed. */
  function take(event, button) {
    event.preventDefault();
    const row = button.closest("[data-row]");
    const field = row.querySelector("input[data-suggestions]");
    field.value = button.value.split(".").slice(2).join(".");
    button.closest(".claim-offered").remove();
    typed(field);
    field.focus();
  }

  function number() {
    rows().forEach((row, index) => {
      row.querySelector("[data-row-number]").textContent = words("number", index + 1);
      row.querySelector("[data-drop-row]").textContent = words("drop", index + 1);
    });
  }

  const words = (name, number) => group.dataset[name].replace("{number}", number);
  const tell = (name, number) => (told.textContent = words(name, number));
}

/** A new row with a key that none has had. */
function blank(group, rows) {
  const key = Math.max(...rows.map((row) => Number(row.querySelector("input[name=claim]").value)), group.dataset.last ?? 0) + 1;
  group.dataset.last = key;
  const made = document.createElement("template");
  made.innerHTML = group.querySelector("[data-blank-row]").innerHTML.replaceAll("__key__", key);
  const row = made.content.firstElementChild;
  for (const field of row.querySelectorAll("input[data-suggestions]")) queueMicrotask(() => new Combobox(field));
  return row;
}

/** Tells whoever keeps or checks the form that it is not what it was. */
function typed(element) {
  element.dispatchEvent(new Event("input", { bubbles: true }));
}
