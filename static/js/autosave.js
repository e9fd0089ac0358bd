// Keeps a form while it is typed: sent to the registry a moment after the last stroke, tried again with growing pauses where that fails,
// and kept in this browser until it has arrived. Without this script the buttons save as ever.

const AFTER_TYPING_MS = 1500;
const PAUSES_S = [2, 4, 8, 15, 30, 60];
const MOST_ON_LEAVING = 60_000; // bytes that browsers still send for a page that is closed

class Autosave {
  constructor(form) {
    this.form = form;
    this.told = form.querySelector(".saved");
    this.key = `unsent ${form.action}`;
    this.arrived = this._typed();
    this.failures = 0;
    this.isPaused = "unsaved" in form.dataset; // the page shows text that is saved once somebody says so
    if (this.isPaused) this._keepHere();
    else this._offerUnsent();
    this._listen();
  }

  _listen() {
    this.form.addEventListener("input", () => this._wait());
    this.form.addEventListener("change", () => this._wait());
    this.form.addEventListener("submit", (event) => this._onSubmit(event));
    addEventListener("online", () => this.failures && this.save());
    addEventListener("pagehide", () => this._onLeaving());
  }

  /** What stands in the form, files aside. */
  _typed() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "loaded") typed.append(name, value);
    }
    return typed.toString();
  }

  get isDirty() {
    return this._typed() !== this.arrived;
  }

  _wait() {
    if (!this.isDirty || this.stopped) return;
    this._keepHere();
    if (this.isPaused) return;
    if (!this.failures) this._tell("typed");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), AFTER_TYPING_MS);
  }

  /** Sends what was typed; whether it arrived. One at a time. */
  async save() {
    clearTimeout(this.waiting);
    if (this.sending) await this.sending;
    if (!this.isDirty) return true;
    if (this.stopped) return false;
    this.sending = this._send();
    const arrived = await this.sending;
    this.sending = null;
    return arrived;
  }

  async _send() {
    const typed = this._typed();
    if (!this.failures) this._tell("saving");
    const answer = await this._post(typed).catch(() => null); // no network, no server
    if (answer?.ok) return this._onArrived(typed, await answer.json().catch(() => null));
    if (answer && answer.status < 500 && answer.status !== 429) return this._onRefused(answer);
    const pause = PAUSES_S[Math.min(this.failures++, PAUSES_S.length - 1)];
    this._tell("failed", { seconds: pause }, { isWaiting: true });
    this.waiting = setTimeout(() => this.save(), pause * 1000);
    return false;
  }

  _post(typed, options = {}) {
    const loaded = this.form.elements.loaded.value;
    const body = new URLSearchParams(typed);
    body.append("loaded", loaded);
    return fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" }, ...options });
  }

  _onArrived(typed, answer) {
    if (!answer) return false;
    this.failures = 0;
    this.arrived = typed;
    this.form.elements.loaded.value = answer.loaded;
    const time = new Date(answer.saved_at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this._tell("saved", { time });
    if (this.isDirty) this._wait();
    else this._forgetHere();
    return true;
  }

  async _onRefused(answer) {
    this.stopped = true;
    const told = await answer.json().catch(() => ({}));
    const why = told.theirs ? "moved" : told.closed ? "closed" : answer.status === 404 ? "gone" : "refused";
    this._tell(why, {}, { isWaiting: true });
    if (why === "moved") this._offerBoth();
    return false;
  }

  _offerBoth() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.told.dataset.compare;
    button.addEventListener("click", () => this._submit(null));
    this.told.append(" ", button);
  }

  /** A button of the form first makes sure that the text has arrived, so that a browser's own page of an error never takes its place. */
  async _onSubmit(event) {
    if (this.submitting || this.stopped || this.isPaused || !this.isDirty) return this._submitted();
    event.preventDefault();
    const { submitter } = event;
    if ((await this.save()) || this.stopped) this._submit(submitter);
  }

  _submit(submitter) {
    this.submitting = true;
    this.form.requestSubmit(submitter);
  }

  _submitted() {
    this.submitting = true;
    clearTimeout(this.waiting);
    if (this._kept()) this._keepHere(); // as it is sent: the next visit tells whether it arrived
  }

  _onLeaving() {
    const typed = this._typed();
    const isKept = this.submitting || this.stopped || this.isPaused || typed === this.arrived;
    if (isKept || typed.length > MOST_ON_LEAVING) return;
    this._post(typed, { keepalive: true }).catch(() => {});
  }

  _tell(what, values = {}, { isWaiting = false } = {}) {
    let words = this.told.dataset[what];
    for (const [name, value] of Object.entries(values)) words = words.replace(`{${name}}`, value);
    this.told.textContent = words;
    this.told.classList.toggle("is-waiting", isWaiting);
  }

  // --- What this browser keeps -----------------------------------------------------------------------------------------

  _keepHere() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), typed: this._typed() }));
    } catch {
      // full or switched off: the registry is asked all the same
    }
  }

  _forgetHere() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // switched off
    }
  }

  _kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  /** Text of an earlier visit that never arrived is offered, not put over what is there. */
  _offerUnsent() {
    const kept = this._kept();
    if (!kept || filledIn(kept.typed) === filledIn(this.arrived)) return this._forgetHere();
    const offer = this.form.querySelector(".unsent");
    const words = offer.querySelector("[data-unsent]");
    words.textContent = words.dataset.unsent.replace("{time}", new Date(kept.at).toLocaleString());
    offer.hidden = false;
    this.form.prepend(offer);
    offer.querySelector("[data-put-back]").addEventListener("click", () => this._putBack(kept.typed));
    offer.querySelector("[data-drop]").addEventListener("click", () => {
      this._forgetHere();
      offer.hidden = true;
    });
  }

  async _putBack(typed) {
    const answer = await this._post(typed).catch(() => null);
    if (!answer?.ok) return this._tell("failed", { seconds: PAUSES_S[0] }, { isWaiting: true });
    this._forgetHere();
    this.submitting = true;
    location.reload();
  }
}

/** What was typed, without the fields that are empty: a page may have more of them the next time. */
const filledIn = (typed) => new URLSearchParams([...new URLSearchParams(typed)].filter(([, value]) => value)).toString();

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
