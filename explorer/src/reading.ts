// The panel in which one thing is read: a concept, a path, a section, or the start.

import { type App } from "./app";
import { type Actions, conceptPage } from "./concept_page";
import { button, fill, h, icon } from "./dom";
import { needsPage, pathPage, sectionPage, startPage } from "./journeys";

export class Reading {
  readonly element = h("aside", { class: "panel", "aria-label": "Reading" });
  private readonly page = h("div", { class: "page", id: "page", tabindex: 0, role: "region", "aria-label": "Concept" });

  constructor(close: () => void) {
    const grip = button("", () => this.element.classList.toggle("tall"), { class: "grip", "aria-label": "More or less of the reading" });
    fill(this.element, grip, button(icon("close"), close, { class: "tool close", "aria-label": "Close what is read", title: "Close (Esc)" }), this.page);
  }

  show(app: App, actions: Actions, refiltered: boolean): void {
    const { model, state } = app;
    const key = [state.concept, state.section, state.from, state.to, state.needs, state.view === "map", state.depth].join("\n");
    if (!refiltered && this.page.dataset.key === key) return;
    const before = this.page.dataset.key;
    this.page.dataset.key = key;
    const concept = model.at(state.concept);
    const needs = model.at(state.needs);
    const section = model.bySection.get(state.section);
    const any = !!(state.concept || state.section || state.from || state.to || state.needs);
    this.element.classList.toggle("reading", any);
    const had = this.page.contains(document.activeElement);
    let words = model.data.title;
    if (concept !== undefined) words = this.put(conceptPage(app, concept, actions), model.label(concept));
    else if (state.from || state.to) words = this.put(pathPage(app), "Path");
    else if (needs !== undefined) words = this.put(needsPage(app, needs), `Before ${model.label(needs)}`);
    else if (section !== undefined) words = this.put(sectionPage(app, section), model.sectionTitle(section));
    else if (any) words = this.put(h("article", {}, h("h2", { tabindex: -1, id: "reading" }, "Not in this graph"), h("p", { class: "missing" }, state.concept || state.section || state.needs)), "Not in this graph");
    else this.put(startPage(app), "");
    document.title = any ? `${words} · ${model.data.title}` : model.data.title;
    if (had && before !== key && before !== undefined) this.focus();
  }

  private put(article: HTMLElement, words: string): string {
    fill(this.page, article);
    this.page.scrollTop = 0;
    return words;
  }

  focus(): void {
    document.getElementById("reading")?.focus({ preventScroll: true });
  }

  /** Make what is read anew the next time. */
  forget(): void {
    delete this.page.dataset.key;
  }

  /** Put the cursor into the first or second field for an end of a path. */
  focusEnd(which: 0 | 1): void {
    const fields = this.page.querySelectorAll<HTMLInputElement>(".ends input");
    (fields[which] ?? fields[0])?.focus();
  }
}
