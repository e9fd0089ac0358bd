// Buttons that copy: a text of the page (data-copy names it), a table so that it pastes as one (data-copy-table), or the address of the
// page with the view of its map and its filters (data-copy-link). What is then said stands beside each: data-copied, data-refused.

for (const button of document.querySelectorAll("[data-copy], [data-copy-table], [data-copy-link]")) {
  button.addEventListener("click", () => copy(button));
}
for (const hidden of document.querySelectorAll("[data-with-script]")) hidden.hidden = false;

async function copy(button) {
  const told = button.parentElement.querySelector("[role=status]");
  const { copy: text, copyTable: table } = button.dataset;
  const source = text || table ? document.getElementById(text ?? table) : null;
  told.textContent = "";
  try {
    if (table) await navigator.clipboard.write([asTable(source)]);
    else await navigator.clipboard.writeText(source ? source.textContent.trim() : location.href);
    told.textContent = told.dataset.copied;
  } catch {
    if (source) mark(source); // without https a page may not write: the reader can
    told.textContent = source ? told.dataset.refused : `${told.dataset.refused} ${location.href}`;
  }
}

/** Marks what was to be copied, so that it can be copied by hand. */
function mark(source) {
  const folded = source.closest("details");
  if (folded) folded.open = true;
  getSelection().selectAllChildren(source);
}

/** As HTML for a report, as text with tabs for a spreadsheet. */
function asTable(table) {
  const plain = bare(table);
  const html = new Blob([plain.outerHTML], { type: "text/html" });
  const text = new Blob([asText(plain)], { type: "text/plain" });
  return new ClipboardItem({ "text/html": html, "text/plain": text });
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
