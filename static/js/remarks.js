// Rows of remarks: one more is added here, without asking the registry.

const DECIMAL = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The place of a row in decimal degrees; of one typed otherwise, as the registry last read it. */
export function placeOf(row) {
  const typed = row.querySelector('[name="pin_place"]').value;
  const found = DECIMAL.exec(typed);
  if (found) return { lat: Number(found[1]), lon: Number(found[2]) };
  const { read, lat, lon } = row.dataset;
  return lat && read === typed ? { lat: Number(lat), lon: Number(lon) } : null;
}

/** The first row in which nothing is typed, added where there is none. */
export function nextRow(list) {
  const rows = [...list.querySelectorAll("[data-remark]")];
  return rows.find((row) => [...row.querySelectorAll("input")].every(({ value }) => !value.trim())) ?? addRow(list);
}

export function addRow(list) {
  const rows = list.querySelectorAll("[data-remark]");
  const [last, number] = [rows[rows.length - 1], rows.length + 1];
  const row = last.cloneNode(true);
  const sign = LETTERS[(number - 1) % 26] + (number > 26 ? Math.floor((number - 1) / 26) + 1 : "");
  row.dataset.sign = row.querySelector(".remark-sign").textContent = sign;
  row.querySelectorAll(".fault").forEach((fault) => fault.remove());
  for (const input of row.querySelectorAll("input")) {
    const label = input.parentElement.querySelector("label");
    input.id = label.htmlFor = `id_${input.name}_${number}`;
    label.textContent = label.dataset.words.replace("{sign}", sign);
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  list.append(row);
  return row;
}
