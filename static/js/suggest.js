// Suggests scientific names while one is typed. The field works without: any name on file can be typed whole.

const PAUSE_MS = 200;

const list = document.createElement("datalist");
list.id = "species-suggested";
document.body.append(list);

let waiting;
document.addEventListener("input", ({ target }) => {
  const address = target.dataset?.suggest;
  if (!address) return;
  target.setAttribute("list", list.id);
  clearTimeout(waiting);
  waiting = setTimeout(() => suggest(address, target.value), PAUSE_MS);
});

async function suggest(address, typed) {
  if (typed.trim().length < 2) return;
  const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { names } = await answer.json();
  list.replaceChildren(...names.map(({ name, label }) => new Option(label, name)));
}
