// The list beside the map: it marks the sign of the row under pointer or focus, shows a site on the map, and follows the view.

import { element } from "./card.js";
import { boxOf, isWithin, surroundings } from "./globe.js";
import { number, words } from "./words.js";

const ROWS = ".site-row[data-code]";
const NEXT = ".pages a[rel=next]";
const MOST_PAGES = 4; // asked for at once

export class Beside {
  /** `query`: the filters in force. */
  constructor(map, query = "") {
    this.map = map;
    this.query = query;
    this.rows = byCode(document);
    this.most = this.rows.size;
    this.follower = document.querySelector("[data-follows-map]");
    this.whole = this.follower?.dataset.followsMap === "whole";
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
    for (const [code, row] of this.rows) this._equip(code, row);
    if (!this.follower) return;
    this.told = element("p", { class: "map-count", role: "status" });
    this.follower.before(this.told);
    this.map.on("moveend", () => this._follow());
    this._follow();
  }

  _equip(code, row) {
    const site = this.markers.byCode.get(code);
    if (!site) return;
    row.append(this._button(site));
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

  _follow() {
    const box = boxOf(this.map.getBounds());
    if (this.whole) this._hide(box);
    else this._replace(box);
  }

  /** Hides the rows of sites out of view, but for the one that has the focus; those without a place stay. */
  _hide(box) {
    let shown = 0;
    for (const [code, row] of this.rows) {
      const site = this.markers.byCode.get(code);
      const visible = !site || isWithin(box, site.lon, site.lat);
      row.hidden = !visible && !row.contains(document.activeElement);
      shown += visible;
    }
    this.told.textContent = shown === this.rows.size ? "" : words(shown ? "inView" : "noneInView", { shown: number(shown) });
  }

  /** Of more sites than the page lists, asks for those in view. Rows that stay are the same elements, and keep the focus. */
  async _replace(box) {
    const first = !this.asked;
    this.asked?.abort();
    this.asked = new AbortController();
    if (first && this._inView(box) === this.markers.sites.length) return this._tell(box); // the page came with the right rows
    const asked = new URLSearchParams(this.query);
    if (asked.has("bbox")) return; // the filters name a box of their own, and only one can be asked for
    asked.set("bbox", surroundings(box).join());
    try {
      this._put(await this._listed(`${location.pathname}?${asked}`, box, this.asked.signal), box);
    } catch (error) {
      if (error.name !== "AbortError") this.told.textContent = words("lostList");
    }
  }

  /** The rows of the sites within the box, read page by page from a list that goes beyond it. */
  async _listed(address, box, signal) {
    const found = new Map();
    const wanted = Math.min(this.most, this._inView(box));
    for (let page = 0; address && page < MOST_PAGES && found.size < wanted; page += 1) {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const [code, row] of byCode(read)) if (this._isIn(box, code) && found.size < this.most) found.set(code, row);
      address = read.querySelector(NEXT)?.getAttribute("href");
    }
    return found;
  }

  _put(found, box) {
    const kept = [...this.rows].find(([, row]) => row.contains(document.activeElement));
    const rows = new Map(kept && !found.has(kept[0]) ? [kept] : []);
    for (const [code, row] of found) {
      if (!this.rows.has(code)) this._adopt(code, row);
      rows.set(code, this.rows.get(code));
    }
    this.rows = rows;
    for (const row of [...this.follower.children]) if (row !== kept?.[1]) row.remove();
    this.follower.append(...[...rows.values()].filter((row) => row !== kept?.[1])); // moved, it would lose the focus
    document.querySelector(".map-panel .pages")?.setAttribute("hidden", "");
    this._tell(box);
  }

  _isIn(box, code) {
    const site = this.markers.byCode.get(code);
    return Boolean(site) && isWithin(box, site.lon, site.lat);
  }

  _inView(box) {
    return this.markers.sites.filter(({ lon, lat }) => isWithin(box, lon, lat)).length;
  }

  _tell(box) {
    const [shown, first] = [this._inView(box), this.rows.size];
    const name = shown > first ? "firstInView" : shown ? "inView" : "noneInView";
    this.told.textContent = words(name, { shown: number(shown), first: number(first) });
  }

  _adopt(code, row) {
    const own = document.adoptNode(row);
    this.rows.set(code, own);
    this._equip(code, own);
  }
}

const byCode = (root) => new Map([...root.querySelectorAll(ROWS)].map((row) => [row.dataset.code, row]));
