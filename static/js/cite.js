// The citation of a page: its day of access is today.

import "./copy.js";

const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
const language = document.documentElement.lang || "en";

for (const time of document.querySelectorAll("[data-accessed]")) {
  time.dateTime = today.join("-");
  time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(now);
}
setLine("cite-bibtex", /(urldate = \{)[\d-]+/, today.join("-"));
setLine("cite-ris", /(Y2 {2}- )[\d/]+/, today.join("/"));

function setLine(id, pattern, day) {
  const record = document.getElementById(id);
  if (record) record.textContent = record.textContent.replace(pattern, `$1${day}`);
}
