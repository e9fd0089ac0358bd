// The popup of a site: opened by pointer or by key, filled when its facts have come, closed back to where it was asked for.

/* global L */

import { card, lostCard, waitingCard } from "./card.js";
import { beside } from "./globe.js";
import { words } from "./words.js";

export class Popup {
  /** `items`: address of the features, `pages`: address below which each site has its page, `nameOf(code)`: a name that is known already. */
  constructor(map, { items, pages, nameOf }) {
    Object.assign(this, { map, items, pages, nameOf });
    this.features = new Map();
    this.shown = L.popup({ minWidth: 220, maxWidth: 320, autoPanPadding: [24, 24], closeButton: true });
    map.on("popupclose", () => this._giveBack());
  }

  /** Opens at a site. `asker` is the element that asked by key, if any: the popup takes the focus and gives it back. */
  async open({ code, lon, lat }, asker = null) {
    this.asker = asker;
    this.code = code;
    const address = `${this.pages}${encodeURIComponent(code)}/`;
    this.shown.setLatLng([lat, beside(lon, this.map.getCenter().lng)]);
    this._fill(waitingCard(address, code, this.nameOf(code)));
    this.map.openPopup(this.shown);
    this._close().setAttribute("aria-label", words("close"));
    const told = await this._ask(code);
    if (this.code !== code || !this.map.hasLayer(this.shown)) return;
    this._fill(told ? card(address, told) : lostCard(address, code, this.nameOf(code)));
    if (asker) this.shown.getElement().querySelector("h2 a").focus({ preventScroll: true });
  }

  _fill(content) {
    this.shown.setContent(content);
  }

  _close() {
    return this.shown.getElement().querySelector(".leaflet-popup-close-button");
  }

  async _ask(code) {
    if (!this.features.has(code)) {
      try {
        const answer = await fetch(`${this.items}/${encodeURIComponent(code)}`);
        if (answer.ok) this.features.set(code, await answer.json());
      } catch {
        return null;
      }
    }
    return this.features.get(code);
  }

  _giveBack() {
    const within = this.shown.getElement()?.contains(document.activeElement);
    if (this.asker && within) this.asker.focus({ preventScroll: true });
    this.asker = this.code = null;
  }
}
