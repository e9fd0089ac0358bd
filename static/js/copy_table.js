// A button that copies a table so that it pastes as a table: as HTML for a report, as text with tabs for a spreadsheet.
// The place for it names the table and the words: data-copy, data-copy-label, data-copied, data-not-copied.

for (const place of document.querySelectorAll("[data-copy]")) {
  const table = document.getElementById(place.dataset.copy);
  if (table) offer(place, table);
}

function offer(place, table) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = place.dataset.copyLabel;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    told.textContent = "";
    told.textContent = (await copy(table)) ? place.dataset.copied : place.dataset.notCopied;
  });
  place.append(button, told);
}

async function copy(table) {
  const plain = bare(table);
  try {
    const html = new Blob([plain.outerHTML], { type: "text/html" });
    const text = new Blob([asText(plain)], { type: "text/plain" });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
    return true;
  } catch {
    getSelection().selectAllChildren(table); // without https a page may not write: the reader can
    return false;
  }
}

/** The table with nothing but its words: what only a screen reader is told stands in the place of the sign beside it. */
function bare(table) {
  const copied = table.cloneNode(true);
  copied.querySelectorAll("svg, [aria-hidden]").forEach((found) => found.remove());
  for (const found of copied.querySelectorAll("*")) {
    if (found.tagName === "A") found.href = found.href; // whole, since it leaves this page
    for (const { name } of [...found.attributes]) {
      if (!["href", "lang", "dir", "scope", "colspan"].includes(name)) found.removeAttribute(name);
    }
  }
  copied.removeAttribute("id");
  copied.removeAttribute("class");
  return copied;
}

function asText(table) {
  const cells = (row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).join("\t");
  return [...table.rows].map(cells).join("\n");
}
