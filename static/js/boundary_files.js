// Sends the files of a boundary before the form that they were chosen in: each by itself, tried again while the line is down. Then the button
// that was pressed is pressed again, and the registry reads them.

import { say, Sending } from "./send_files.js";

const controls = [...document.querySelectorAll("[data-send]")];
let isSending = false;

/** What a Sending asks of the list that it stands in. */
class Place {
  constructor(root) {
    this.address = root.dataset.send;
    this.control = root.querySelector("input[type=file]");
    this.list = root.querySelector(".sending");
    this.status = root.querySelector("[data-sending-told]");
    this.items = [];
  }

  /** Whether every file that was chosen is kept now. */
  async send() {
    for (const file of this.control.files) {
      const item = new Sending(file, this);
      this.list.append(item.row);
      this.list.hidden = false;
      if (!file.size) item.refuse(say("empty", { name: file.name }));
      if (!file.size || !(await item.send(this.address))) return false;
      this.gone(item);
    }
    this.control.value = "";
    return true;
  }

  gone(item) {
    item.row.remove();
    this.list.hidden = !this.list.childElementCount;
  }

  tell(text) {
    this.status.textContent = text;
  }
}

async function sendFirst(event) {
  const chosen = controls.map((root) => new Place(root)).filter(({ control }) => control.files.length);
  if (!chosen.length && !isSending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isSending) return;
  const { target: form, submitter } = event;
  isSending = true;
  const kept = [];
  for (const place of chosen) kept.push(await place.send());
  isSending = false;
  if (kept.every(Boolean)) form.requestSubmit(submitter);
}

document.addEventListener("submit", sendFirst, { capture: true }); // before the text is looked after
