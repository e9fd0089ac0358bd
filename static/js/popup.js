// The popup of a site: opened by pointer or by key, filled when its facts have come, closed back to where it was asked for.

/* global L */

import { alsoHere, card, lostCard, waitingCard } from "./card.js";
import { beside } from "./globe.js";
import { words } from "./words.js";

export class Popup {
  /** `items`: address of the features, `pages`: address below which each site has its page, `nameOf(code)`: a name that is
   *  known already. */
  constructor(map, { items, pages, nameOf }) {
    Object.assign(this, { map, items, pages, nameOf });
    this.features = new Map();
    this.shown = L.popup({ minWidth: 220, maxWidth: 320, autoPanPadding: [24, 24], closeButton: true });
    map.on("popupclose", () => this._giveBack());
    map.getContainer().addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup(this.shown));
  }

  /** Opens at a site; `others` lie under the same sign. `asker` is the element that asked by key, if any: the popup takes
   *  the focus and gives it back. */
  async open(site, { others = [], asker = null } = {}) {
    const { code, lon, lat } = site;
    Object.assign(this, { asker, code });
    const address = `${this.pages}${encodeURIComponent(code)}/`;
    this.shown.setLatLng([lat, beside(lon, this.map.getCenter().lng)]);
    this.shown.setContent(waitingCard(address, code, this.nameOf(code)));
    this.map.openPopup(this.shown);
    this._close().setAttribute("aria-label", words("close"));
    const told = await this._ask(code);
    if (this.code !== code || !this.map.hasLayer(this.shown)) return;
    const made = told ? card(address, told) : lostCard(address, code, this.nameOf(code));
    if (others.length) made.append(this._also(site, others));
    this.shown.setContent(made);
    if (asker) this.shown.getElement().querySelector("h2 a").focus({ preventScroll: true });
  }

  /** Each of the sites in one place leads to the others. */
  _also(site, others) {
    const named = others.map(({ code }) => [code, this.nameOf(code) || code]);
    return alsoHere(named, (code) => {
      const chosen = others.find((other) => other.code === code);
      this.open(chosen, { others: [site, ...others.filter((other) => other !== chosen)], asker: this.asker });
    });
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
    const asker = this.asker?.isConnected ? this.asker : this.map.getContainer();
    if (this.asker && within) asker.focus({ preventScroll: true });
    this.asker = this.code = null;
  }
}
