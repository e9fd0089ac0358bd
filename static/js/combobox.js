// Suggestions under a search field: the combobox of ARIA 1.2 with a listbox. Without this script the field searches as any other.

const PAUSE_MS = 150;
const SHORTEST = 2; // letters
let made = 0;

export class Combobox {
  constructor(field) {
    this.field = field;
    this.id = `suggestions-${++made}`;
    this.list = element("ul", { id: this.id, class: "suggestions", role: "listbox", "aria-label": field.dataset.listLabel, hidden: "" });
    this.told = element("p", { class: "visually-hidden", role: "status" });
    this.answers = new Map();
    this.shown = [];
    this.active = -1; // -1 is the field itself
    field.after(this.list, this.told);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id };
    for (const [name, value] of Object.entries(states)) field.setAttribute(name, value);
    this._listen();
  }

  _listen() {
    const { field, list } = this;
    field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this._ask(), PAUSE_MS);
    });
    field.addEventListener("keydown", (event) => this._onKey(event));
    field.addEventListener("blur", () => this._close());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this._choose([...list.children].indexOf(option));
    });
  }

  async _ask() {
    const typed = this.field.value.trim();
    this.asked = typed;
    if (typed.length < SHORTEST) return this._close();
    const found = await this._answer(typed).catch(() => null); // the field works on without suggestions
    if (this.asked !== typed || document.activeElement !== this.field) return;
    if (found) this._show(found);
    else this._close();
  }

  async _answer(typed) {
    if (!this.answers.has(typed)) {
      const address = new URL(this.field.dataset.suggestions, location);
      address.searchParams.set("q", typed);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return null;
      this.answers.set(typed, (await answer.json()).suggestions);
    }
    return this.answers.get(typed);
  }

  _show(found) {
    const { some, none } = this.field.dataset;
    this.shown = found;
    this.list.replaceChildren(...found.map((each, at) => option(each, `${this.id}-${at}`)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.told.textContent = found.length ? some.replace("{count}", found.length) : none;
    this._activate(-1);
  }

  _activate(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const chosen = this.list.children[at];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  _close() {
    clearTimeout(this.waiting);
    this.asked = null;
    this.shown = [];
    this.list.hidden = true;
    this.told.textContent = "";
    this.field.setAttribute("aria-expanded", "false");
    this._activate(-1);
  }

  _onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const open = !this.list.hidden;
    if (step && open) this._activate(stepped(this.active, step, this.shown.length));
    else if (step) this._ask();
    else if (open && event.key === "Escape") this._close();
    else if (open && event.key === "Enter" && this.active >= 0) this._choose(this.active);
    else return;
    event.preventDefault();
  }

  /** Leads to the page of what was chosen, or among filters to its sites; a page may do better: see the event. */
  _choose(at) {
    const suggestion = this.shown[at];
    this._close();
    const told = new CustomEvent("suggestion", { detail: suggestion, bubbles: true, cancelable: true });
    if (this.field.dispatchEvent(told)) location.assign(destination(suggestion, this.field.form));
  }
}

/** The next place in a ring of the field (-1) and its options. */
const stepped = (at, step, options) => ((at + 1 + step + options + 1) % (options + 1)) - 1;

function destination({ query, page }, form) {
  if (!query || !form?.classList.contains("filters")) return page;
  const wanted = new URLSearchParams(location.search);
  for (const name of ["q", "offset"]) wanted.delete(name);
  for (const [name, value] of new URLSearchParams(query)) wanted.set(name, value);
  return `${form.action}?${wanted}`;
}

function option({ label, detail, word, kind }, id) {
  const name = kind === "species" ? element("i", { lang: "la" }, label) : element("bdi", {}, label);
  const parts = [name, element("span", { class: "suggestion-word" }, word)];
  if (detail) parts.push(element("span", { class: "suggestion-detail" }, detail));
  return element("li", { id, role: "option", "aria-selected": "false", class: "suggestion" }, ...parts);
}

function element(name, attributes, ...children) {
  const built = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) built.setAttribute(key, value);
  built.append(...children);
  return built;
}

for (const field of document.querySelectorAll("input[data-suggestions]")) new Combobox(field);
