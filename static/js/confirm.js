// A mailbox is confirmed by whoever opens its link in a browser: the button does it for those without JavaScript.

for (const form of document.querySelectorAll("form[data-confirm]")) confirm(form);

async function confirm(form) {
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" } });
    if (answer.ok) say(form);
  } catch {
    // no network: the button stays
  }
}

function say(form) {
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.textContent = form.dataset.done;
  form.replaceWith(told);
}
