// Sends photos and files one by one beside the form, in pieces that are each tried again by themselves while the line is down. Without
// this script the button beside the control sends one file with the form.

const PAUSES_S = [2, 4, 8, 15, 30, 60];
const SILENCE_MS = 90_000; // so long nothing goes on, and the line is taken for dead
const LARGEST = 25 * 1024 * 1024;
const SMALLEST_PIECE = 64 * 1024;
const LARGEST_PIECE = 2 * 1024 * 1024;
const QUICK_MS = 2_000;
const SLOW_MS = 20_000;

const card = document.querySelector("[data-files]");
const words = document.getElementById("sending-words").dataset;
export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

class Queue {
  constructor() {
    this.items = [];
    this.list = card.querySelector(".sending");
    this.status = card.querySelector("[data-sending-told]");
    this.kept = card.querySelector(".sent-files");
    this.control = card.querySelector("input[type=file]");
    this._takeOver();
  }

  _takeOver() {
    this.control.multiple = true;
    this.control.form.querySelector(`label[for=${this.control.id}]`).textContent = say("choose");
    card.querySelector(".add-file button").hidden = true;
    this.control.addEventListener("change", () => {
      for (const file of this.control.files) this._add(file);
      this.control.value = "";
    });
    card.addEventListener("click", (event) => {
      const button = event.target.closest("[data-remove]");
      if (button) this._remove(button, event);
    });
    addEventListener("online", () => this.current?.again?.());
    addEventListener("beforeunload", (event) => (this.current || this.items.length) && event.preventDefault());
  }

  _add(file) {
    const item = new Sending(file, this);
    this.list.append(item.row);
    this.list.hidden = false;
    if (file.size > LARGEST || !file.size) return item.refuse(say(file.size ? "large" : "empty", { name: file.name }));
    this.items.push(item);
    this._next();
  }

  /** One at a time: a narrow line is not shared out among files that then all come late. */
  async _next() {
    if (this.current || !this.items.length) return;
    const item = (this.current = this.items.shift());
    const answer = await item.send(card.dataset.files);
    this.current = null;
    if (answer) this._onKept(item, answer);
    this._next();
  }

  _onKept(item, answer) {
    this.gone(item);
    if (!document.getElementById(`file-${answer.id}`)) this.kept.insertAdjacentHTML("beforeend", answer.card);
    this._room(answer.has_room);
    this.tell(say("sent", { name: item.file.name }));
  }

  async _remove(button, event) {
    event.preventDefault();
    const answer = await fetch(button.dataset.remove, {
      method: "POST",
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer?.ok) return button.form.requestSubmit(button); // the page that comes says why
    button.closest("li").remove();
    this._room(true);
    this.tell(say("removed"));
    card.querySelector("h2").focus();
  }

  _room(hasRoom) {
    card.querySelector(".add-file").hidden = !hasRoom;
    card.querySelector(".files-full").hidden = hasRoom;
  }

  gone(item) {
    item.row.remove();
    this.list.hidden = !this.list.childElementCount;
  }

  tell(text) {
    this.status.textContent = text;
  }
}

export class Sending {
  constructor(file, queue) {
    this.file = file;
    this.queue = queue;
    this.key = newKey();
    this.piece = 2 * SMALLEST_PIECE;
    this.row = document.createElement("li");
    this.row.className = "sending-file";
    this.name = this._part("bdi", "sending-name", file.name);
    this.progress = this._part("progress");
    this.progress.max = 100;
    this.progress.value = 0;
    this.progress.setAttribute("aria-label", file.name);
    this.state = this._part("span", "sending-state", say("waiting"));
    this.cancelButton = this._button(say("cancel"), () => this._cancel());
  }

  _part(kind, name = "", text = "") {
    const part = document.createElement(kind);
    part.className = name;
    part.textContent = text;
    this.row.append(part);
    return part;
  }

  _button(text, onClick) {
    const button = this._part("button", "btn btn-quiet", text);
    button.type = "button";
    button.setAttribute("aria-label", `${text}: ${this.file.name}`);
    button.addEventListener("click", onClick);
    return button;
  }

  /** What the registry answers once the file is kept; null where it is not sent after all. */
  async send(address) {
    this.queue.tell(say("begun", { name: this.file.name }));
    let offset = 0;
    let failures = 0;
    while (!this.isCancelled) {
      const began = performance.now();
      const { status, told } = await this._try(address, offset);
      if (status === 201) return told;
      if (told?.offset >= 0) {
        offset = told.offset;
        failures = 0;
        this._suit(performance.now() - began);
      } else if (status >= 400 && status < 500 && status !== 429) {
        this.refuse(told?.detail ?? say("refused"));
      } else if (!this.isCancelled) {
        if (!failures) this.queue.tell(say("heldUp", { name: this.file.name }));
        this._suit(Infinity);
        await this._pause(PAUSES_S[Math.min(failures++, PAUSES_S.length - 1)]);
      }
    }
    return null;
  }

  /** Pieces that come quickly may be larger; those that do not had better be smaller. */
  _suit(took) {
    if (took < QUICK_MS) this.piece = Math.min(2 * this.piece, LARGEST_PIECE);
    if (took > SLOW_MS) this.piece = Math.max(this.piece / 2, SMALLEST_PIECE);
  }

  /** Sends one piece: {status, told}; status 0 where the line failed. */
  _try(address, offset) {
    const piece = this.file.slice(offset, offset + this.piece);
    return new Promise((resolve) => {
      const request = (this.request = new XMLHttpRequest());
      const finish = (status, told = null) => {
        clearTimeout(this.silence);
        resolve({ status, told });
      };
      const heard = () => {
        clearTimeout(this.silence);
        this.silence = setTimeout(() => request.abort(), SILENCE_MS);
      };
      request.open("POST", address);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        heard();
        this._show(Math.floor((100 * (offset + (piece.size * loaded) / total)) / this.file.size));
      });
      request.addEventListener("load", () => finish(request.status, request.response));
      request.addEventListener("error", () => finish(0));
      request.addEventListener("abort", () => finish(0));
      const form = new FormData();
      const place = { key: this.key, name: this.file.name, total: this.file.size, offset };
      for (const [name, value] of Object.entries(place)) form.append(name, value);
      form.append("file", piece, this.file.name);
      heard();
      request.send(form);
    });
  }

  _show(percent) {
    this.progress.value = percent;
    this.state.textContent = say("sending", { percent });
  }

  /** Waits, counting down; the line coming back, or the button, ends it. */
  _pause(seconds) {
    const button = this._button(say("again"), () => this.again());
    return new Promise((resolve) => {
      let left = seconds;
      const show = () => (this.state.textContent = say("failed", { seconds: left }));
      const ticking = setInterval(() => (--left > 0 ? show() : this.again()), 1000);
      this.again = () => {
        clearInterval(ticking);
        this.again = null;
        const hadFocus = document.activeElement === button;
        button.remove();
        if (hadFocus) this.cancelButton.focus();
        resolve();
      };
      show();
    });
  }

  _cancel() {
    this.isCancelled = true;
    this.request?.abort();
    this.again?.();
    this.queue.gone(this);
    this.queue.items = this.queue.items.filter((item) => item !== this);
    this.queue.tell(say("cancelled", { name: this.file.name }));
    this.queue.control.focus();
  }

  refuse(sentence) {
    this.isCancelled = true;
    this.row.classList.add("is-refused");
    this.progress.hidden = true;
    this.state.textContent = sentence;
    this.cancelButton.textContent = words.dismiss;
    this.cancelButton.setAttribute("aria-label", `${words.dismiss}: ${this.file.name}`);
    this.queue.tell(sentence);
  }
}

/** A UUID by chance; `crypto.randomUUID` is there over https alone. */
function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

if (card) new Queue();
