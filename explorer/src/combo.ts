// A search field with a list of what it finds (WAI-ARIA: combobox with a listbox popup).

import { fill, h } from "./dom";
import type { Model } from "./model";
import type { Hit, Search } from "./search";
import { KIND_NAMES } from "./app";

let number = 0;

export interface ComboProps {
  label: string;
  placeholder: string;
  /** only concepts, no sections */
  conceptsOnly?: boolean;
  choose(hit: Hit): void;
}

export class Combo {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private hits: Hit[] = [];
  private active = -1;
  private readonly id = `combo${++number}`;

  constructor(private readonly model: Model, private readonly search: Search, private readonly props: ComboProps) {
    this.list = h("ul", { role: "listbox", id: this.id, class: "hits", hidden: true, "aria-label": `${props.label}: results` });
    this.input = h("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", autocapitalize: "off", enterkeyhint: "search",
      "aria-label": props.label, "aria-controls": this.id, "aria-expanded": "false", "aria-autocomplete": "list", placeholder: props.placeholder,
    });
    this.element = h("div", { class: "combo" }, this.input, this.list);
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("focus", () => this.input.value && this.hits.length && this.open());
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.element.addEventListener("focusout", (e) => !this.element.contains(e.relatedTarget as Node | null) && this.close());
    this.list.addEventListener("pointerdown", (e) => e.preventDefault());
  }

  set value(words: string) {
    this.input.value = words;
  }

  private update(): void {
    const query = this.input.value;
    const found = this.search.find(query, 12);
    this.hits = this.props.conceptsOnly ? found.filter((hit) => "concept" in hit) : found;
    fill(this.list, this.hits.length ? this.hits.map((hit, i) => this.option(hit, i)) : query.trim() ? h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has such a name") : []);
    this.mark(this.hits.length ? 0 : -1);
    if (query.trim()) this.open();
    else this.close();
  }

  private option(hit: Hit, i: number): HTMLElement {
    const { model } = this;
    const choose = () => this.choose(i);
    const props = { role: "option", id: `${this.id}-${i}`, "aria-selected": "false", onclick: choose };
    if ("section" in hit) {
      const page = model.pageTitle(model.page(hit.section));
      return h("li", props, h("span", { class: "name" }, model.sectionTitle(hit.section)), h("span", { class: "kind" }, "Section"), h("span", { class: "line" }, `on the page ${page}`));
    }
    const kind = model.kind(hit.concept);
    return h(
      "li", props,
      h("span", { class: "name" }, model.label(hit.concept), hit.via ? h("span", { class: "via" }, ` ${hit.via}`) : null),
      h("span", { class: "kind" }, KIND_NAMES[kind] ?? kind),
      h("span", { class: "line" }, model.definition(hit.concept) || "Not defined in these pages"),
    );
  }

  private key(e: KeyboardEvent): void {
    const last = this.hits.length - 1;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (this.list.hidden) this.update();
      else if (last >= 0) this.mark(e.key === "ArrowDown" ? (this.active >= last ? 0 : this.active + 1) : this.active <= 0 ? last : this.active - 1);
    } else if (e.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      e.preventDefault();
      this.choose(this.active);
    } else if (e.key === "Escape") {
      e.stopPropagation();
      if (this.list.hidden) this.input.blur();
      this.close();
    }
  }

  private mark(i: number): void {
    const options = this.list.children;
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = i;
    const option = this.hits.length ? options[i] : undefined;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(i: number): void {
    const hit = this.hits[i];
    this.close();
    if (hit) this.props.choose(hit);
  }

  private open(): void {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
