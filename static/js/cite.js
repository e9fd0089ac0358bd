// The citation of a page: its day of access is today, and buttons copy it.

const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
const language = document.documentElement.lang || "en";

for (const time of document.querySelectorAll("[data-accessed]")) {
  time.dateTime = today.join("-");
  time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(now);
}
setLine("cite-bibtex", /(urldate = \{)[\d-]+/, today.join("-"));
setLine("cite-ris", /(Y2 {2}- )[\d/]+/, today.join("/"));

for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
for (const hidden of document.querySelectorAll("[data-with-script]")) hidden.hidden = false;

function setLine(id, pattern, day) {
  const record = document.getElementById(id);
  if (record) record.textContent = record.textContent.replace(pattern, `$1${day}`);
}

async function copy(button) {
  const [source, told] = [document.getElementById(button.dataset.copy), button.parentElement.querySelector("[role=status]")];
  told.textContent = "";
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    told.textContent = told.dataset.copied;
  } catch {
    mark(source);
    told.textContent = told.dataset.refused;
  }
}

/** Marks the text, so that it can be copied by hand. */
function mark(source) {
  const folded = source.closest("details");
  if (folded) folded.open = true;
  getSelection().selectAllChildren(source);
}
