// A suggestion fills in the name of a species in the field, in place of leading to its page.

import "./combobox.js";

document.addEventListener("suggestion", (event) => {
  event.preventDefault();
  event.target.value = event.detail.label;
});
