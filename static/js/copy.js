// Buttons that copy the address of the page, with the view of its map and its filters.

/** Shows what needs a script, and makes the buttons work; `told` is said after a copy, `refused` where the browser will not. */
export function offerCopies({ told, refused }) {
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    const said = button.parentElement.querySelector("[data-copied]");
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(location.href);
        said.textContent = told;
      } catch {
        said.textContent = `${refused} ${location.href}`;
      }
    });
  }
  for (const hidden of document.querySelectorAll("[data-with-script]")) hidden.hidden = false;
}
