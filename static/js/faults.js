// Where a page says that something is wrong, it says so first: the list of faults has the focus.

document.querySelector(".error-summary")?.focus();
