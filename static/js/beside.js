// The list beside the map: it marks the sign of the row under pointer or focus, shows a site on the map, and follows the view.

import { element } from "./card.js";
import { boxOf, isWithin } from "./globe.js";
import { words } from "./words.js";

export class Beside {
  constructor(map) {
    this.map = map;
    this.rows = new Map([...document.querySelectorAll(".site-row[data-code]")].map((row) => [row.dataset.code, row]));
    this.follower = document.querySelector("[data-follows-map]");
  }

  /** The name of a site that the list shows. */
  nameOf(code) {
    return this.rows.get(code)?.querySelector(".site-row-name")?.textContent.trim() ?? "";
  }

  /** Marks the row of a site, none for null. */
  mark(code) {
    this.rows.get(this.marked)?.classList.remove("is-marked");
    this.rows.get(code)?.classList.add("is-marked");
    this.marked = code;
  }

  /** Once `markers` know the places: rows mark and show their site (`onShow(site, button)`), and the list follows the map. */
  begin(markers, onShow) {
    Object.assign(this, { markers, onShow });
    for (const [code, row] of this.rows) {
      const site = markers.byCode.get(code);
      if (!site) continue;
      row.append(this._button(site));
      this._listen(code, row);
    }
    if (!this.follower) return;
    this.told = element("p", { class: "map-count", role: "status" });
    this.follower.before(this.told);
    this.map.on("moveend", () => this._follow());
    this._follow();
  }

  _listen(code, row) {
    const mark = () => this.markers.mark([code]);
    const unmark = () => this.markers.mark([]);
    row.addEventListener("mouseenter", mark);
    row.addEventListener("mouseleave", unmark);
    row.addEventListener("focusin", mark);
    row.addEventListener("focusout", unmark);
  }

  _button(site) {
    const button = element("button", { type: "button", class: "site-row-show" }, words("show"));
    button.append(element("span", { class: "visually-hidden" }, ` ${words("showMore", { name: this.nameOf(site.code) })}`));
    button.addEventListener("click", () => this.onShow(site, button));
    return button;
  }

  /** Hides the rows of sites out of view, but for the one that has the focus; those without a place stay. */
  _follow() {
    const box = boxOf(this.map.getBounds());
    let shown = 0;
    for (const [code, row] of this.rows) {
      const site = this.markers.byCode.get(code);
      const visible = !site || isWithin(box, site.lon, site.lat);
      row.hidden = !visible && !row.contains(document.activeElement);
      shown += visible;
    }
    this.told.textContent = shown === this.rows.size ? "" : words(shown ? "inView" : "noneInView", { shown });
  }
}
