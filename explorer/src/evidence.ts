// The words that prove a statement, with both names marked, and the way to them.

import { type App, conceptLink, walk } from "./app";
import { button, h, icon } from "./dom";
import { linkTo, safeAddress } from "./fragment";
import { markNames } from "./marks";
import type { End, Evidence, Row } from "./records";

/** A link out of the page, at the quoted words; plain text where the address may not be followed. */
export function outLink(address: string, quote: string, words: string): HTMLElement {
  const href = linkTo(address, quote);
  if (!href) return h("span", { class: "unlinked" }, words, address && !safeAddress(address) ? ` (${address})` : "");
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", class: "out" }, words, icon("out"));
}

export function quoteBlock(app: App, evidence: Evidence, own: string[], other: string[]): HTMLElement {
  const { model } = app;
  const parts = markNames(evidence.quote, own, other).map((part) => (part.mark ? h("mark", { class: part.mark === 1 ? "own" : "other" }, part.text) : part.text));
  return h(
    "figure", { class: "evidence" },
    h("blockquote", {}, parts),
    h(
      "figcaption", {},
      outLink(model.sectionAddress(evidence.section), evidence.quote, whereWords(app, evidence.section)),
      h("span", { class: "how", title: "how it was read, and how sure that makes it" }, `${evidence.method.replace(/_/g, " ")} ${evidence.weight.toFixed(2)}`),
    ),
  );
}

/** "Section, Page" */
export function whereWords(app: App, section: number): string {
  const title = app.model.sectionTitle(section);
  const page = app.model.pageTitle(app.model.page(section));
  return title === page ? title : `${title}, ${page}`;
}

export function endLink(app: App, end: End): HTMLElement {
  if ("concept" in end) return conceptLink(app, end.concept);
  if ("section" in end) return walk(app, { section: app.model.sectionAddress(end.section) }, app.model.sectionTitle(end.section), { class: "section" });
  return h("span", { class: "words" }, end.words);
}

/** A bar and a number, so that neither colour nor length alone carries it. */
export function confidenceMark(confidence: number): HTMLElement {
  const level = h("span", { class: "level", "aria-hidden": "true" });
  level.style.setProperty("--part", String(confidence));
  return h("span", { class: "confidence", title: "confidence" }, level, h("span", { class: "sr" }, "confidence "), confidence.toFixed(2));
}

/** One line of a group: the other end, how sure, and the best quote; further quotes on demand. */
export function rowItem(app: App, concept: number, row: Row): HTMLElement {
  const { model } = app;
  const own = model.names({ concept });
  const other = model.names(row.end);
  const witnesses = row.statements.flatMap((s) => model.evidence(s)).sort((a, b) => b.weight - a.weight);
  const item = h("li", { class: "row" }, h("div", { class: "head" }, endLink(app, row.end), confidenceMark(row.confidence)));
  if (witnesses.length) item.append(quoteBlock(app, witnesses[0], own, other));
  if (witnesses.length > 1) {
    const more = button(`${witnesses.length - 1} more`, () => more.replaceWith(...witnesses.slice(1).map((e) => quoteBlock(app, e, own, other))), {
      class: "more", "aria-label": `${witnesses.length - 1} more quotes for ${model.endLabel(row.end)}`,
    });
    item.append(more);
  }
  return item;
}

/** The first few of a list, and a button that shows the rest. */
export function shortList<T>(all: readonly T[], first: number, make: (one: T) => HTMLElement, props: Record<string, string>, what: string): HTMLElement[] {
  const list = h("ul", props, all.slice(0, first).map(make));
  if (all.length <= first) return [list];
  const more = button(`Show all ${all.length}`, () => {
    const rest = all.slice(first).map(make);
    list.append(...rest);
    more.remove();
    (rest[0].querySelector("a, button") as HTMLElement | null)?.focus();
  }, { class: "all", "aria-label": `Show all ${all.length}: ${what}` });
  return [list, more];
}
