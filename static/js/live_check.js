// The check beside a form, asked again a moment after the last stroke. Without this script a button asks.

const AFTER_TYPING_MS = 900;

class LiveCheck {
  constructor(root) {
    this.root = root;
    this.form = document.getElementById(root.dataset.form);
    this.answer = this.root.querySelector("[data-live-answer]");
    this.status = this.root.querySelector("[data-live-status]");
    this.form.addEventListener("input", () => this._wait());
    this.form.addEventListener("change", () => this._wait());
    root.querySelector("[data-live-ask]")?.remove();
  }

  _wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this._ask(), AFTER_TYPING_MS);
  }

  async _ask() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") typed.append(name, value);
    if (typed.toString() === this.asked) return;
    this.asked = typed.toString();
    this.root.setAttribute("aria-busy", "true");
    this.asking?.abort();
    this.asking = new AbortController();
    const options = { method: "POST", body: typed, headers: { Accept: "application/json" }, signal: this.asking.signal };
    const answer = await fetch(this.root.dataset.live, options).catch((fault) => fault);
    if (answer.name === "AbortError") return;
    this.root.removeAttribute("aria-busy");
    if (answer.ok) this._show(await answer.json().catch(() => null));
    else this._say("failed");
    if (!answer.ok) this.asked = null;
  }

  _show(told) {
    if (!told) return this._say("failed");
    this.answer.innerHTML = told.panel;
    const state = this.answer.querySelector("[data-live-state]").textContent;
    if (state !== this.status.textContent) this.status.textContent = state; // said once, not at each stroke
  }

  /** A sentence above the last answer, which stands. */
  _say(what) {
    const sentence = this.root.dataset[what];
    this.answer.querySelector(".live-note")?.remove();
    const note = document.createElement("p");
    note.className = "live-note";
    note.textContent = sentence;
    this.answer.prepend(note);
    this.status.textContent = sentence;
  }
}

for (const root of document.querySelectorAll("[data-live]")) new LiveCheck(root);
document.getElementById("answer")?.focus({ preventScroll: false });
document.querySelector(".error-summary")?.focus();
