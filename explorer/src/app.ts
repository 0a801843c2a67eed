// What the parts of the page know of each other.

import type { Filter } from "./filters";
import type { MapView } from "./map";
import type { Model } from "./model";
import type { Search } from "./search";
import { h } from "./dom";
import { formatHash, START, type State } from "./state";
import type { Theme } from "./theme";

export interface App {
  readonly model: Model;
  readonly search: Search;
  readonly map: MapView;
  state: State;
  filter: Filter;
  theme: Theme;
  /** change what the address says, and show it */
  go(change: Partial<State>): void;
  /** say something to a screen reader, and for a moment to everybody */
  announce(words: string, seen?: boolean): void;
}

/** Nothing is read: the start of every change to what is read. */
export const NOTHING = { concept: "", section: "", from: "", to: "", needs: "" } as const;

export const KIND_NAMES: Record<string, string> = { glossary: "Glossary entry", topic: "Topic", symbol: "Symbol", term: "Term" };

const KINDS: Record<string, string> = { glossary: "Glossary entries", topic: "Topics", symbol: "Symbols", term: "Terms" };

export function kindName(kind: string, count: number): string {
  return (count === 1 ? KIND_NAMES[kind] : KINDS[kind]) ?? kind;
}

/** A link that walks the graph. */
export function walk(app: App, change: Partial<State>, words: string, props: Record<string, string> = {}): HTMLAnchorElement {
  const go = (event: Event) => {
    const click = event as MouseEvent;
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    event.preventDefault();
    app.go({ ...NOTHING, ...change });
  };
  return h("a", { href: formatHash({ ...START, ...change }), onclick: go, ...props }, words);
}

export function conceptLink(app: App, concept: number, props: Record<string, string> = {}): HTMLAnchorElement {
  const link = walk(app, { concept: app.model.id(concept) }, app.model.label(concept), { class: "concept", "data-iri": app.model.iri(concept), ...props });
  link.addEventListener("pointerenter", () => app.map.focusOn(concept));
  link.addEventListener("pointerleave", () => app.map.focusOn(null));
  return link;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
