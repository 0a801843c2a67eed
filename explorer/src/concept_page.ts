// A concept's page: what it is, how it hangs together, where the text says so.

import { type App, conceptLink, KIND_NAMES, plural, walk } from "./app";
import { button, h } from "./dom";
import { outLink, rowItem, shortList, whereWords } from "./evidence";
import { documentedAt, groupsOf } from "./groups";
import type { Group, Naming } from "./records";
import { colourOf } from "./theme";

const ROWS = 5;
const PAGES = 6;

export interface Actions {
  expand(concept: number): void;
  hide(concept: number): void;
  pin(concept: number): void;
  copy(words: string, what: string): void;
}

export function swatch(app: App, community: number): HTMLElement {
  const mark = h("span", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = colourOf(app.theme, community);
  return mark;
}

function heading(app: App, concept: number): HTMLElement {
  const { model } = app;
  const community = model.community(concept);
  const way = model.breadcrumbs(concept);
  const aliases = model.aliases(concept);
  return h(
    "header", {},
    way.length ? h("nav", { class: "crumbs", "aria-label": "Broader concepts" }, h("ol", {}, way.map((c) => h("li", {}, conceptLink(app, c))))) : null,
    h("h2", { tabindex: -1, id: "reading" }, model.label(concept)),
    h(
      "p", { class: "facts" },
      h("span", { class: "kind" }, KIND_NAMES[model.kind(concept)] ?? model.kind(concept)),
      community >= 0 ? h("span", { class: "community" }, swatch(app, community), model.data.communities[community]) : null,
    ),
    aliases.length ? h("p", { class: "aliases" }, h("span", { class: "lead" }, "Also "), aliases.map((alias, i) => [i ? ", " : "", h("span", { class: "alias" }, alias)])) : null,
  );
}

function definition(app: App, concept: number): HTMLElement {
  const { model } = app;
  const text = model.definition(concept);
  const home = model.home(concept);
  const told = model.data.concepts.told[concept];
  const where = told >= 0 ? told : home;
  return h(
    "div", { class: "definition" },
    text ? h("p", { class: "text" }, text) : h("p", { class: "missing" }, "These pages never say what this is."),
    where >= 0 ? h("p", { class: "source" }, outLink(model.sectionAddress(where), text, whereWords(app, where))) : null,
  );
}

function actions(app: App, concept: number, on: Actions): HTMLElement {
  const { model } = app;
  const id = model.id(concept);
  const onMap = app.state.view === "map";
  const node = app.map.scene.nodes.get(concept);
  const needs = model.statementsFrom[concept].some((s) => model.relationOf(s).name === "requires" && model.data.statements.target[s] >= 0);
  return h(
    "div", { class: "actions", role: "group", "aria-label": "What to do with it" },
    onMap ? button("Expand", () => on.expand(concept), { title: "put its neighbours on the map (e)" }) : null,
    onMap ? button(node?.pinned ? "Unpin" : "Pin", () => on.pin(concept), { title: "keep it on the map (p)", "aria-pressed": String(!!node?.pinned) }) : null,
    onMap ? button("Hide", () => on.hide(concept), { title: "take it off the map (h)" }) : null,
    depthChoice(app),
    walk(app, { from: id }, "Path from here", { class: "button" }),
    needs ? walk(app, { needs: id }, "What to know first", { class: "button" }) : null,
  );
}

/** Whole map, or the surroundings one to three steps far. */
function depthChoice(app: App): HTMLElement | null {
  if (app.state.view !== "map") return null;
  const names = ["whole map", "1 step", "2 steps", "3 steps"];
  const select = h("select", { "aria-label": "Show on the map", onchange: () => app.go({ depth: Number(select.value) }) });
  names.forEach((name, depth) => select.append(h("option", { value: depth, selected: depth === app.state.depth }, depth ? `Around it: ${name}` : "On the whole map")));
  return select;
}

function groupSection(app: App, concept: number, group: Group): HTMLElement {
  const id = `group-${group.reading.replace(/\W+/g, "-")}`;
  return h(
    "section", { class: "group", "data-reading": group.reading, "data-relation": group.relation, "aria-labelledby": id },
    h("h3", { id }, h("span", {}, group.reading), h("span", { class: "count" }, group.rows.length)),
    ...shortList(group.rows, ROWS, (row) => rowItem(app, concept, row), { class: "rows" }, group.reading),
  );
}

/** What the page documents whose subject the concept is: its classes and functions. */
function documented(app: App, concept: number): HTMLElement | null {
  const rows = documentedAt(app.model, concept);
  if (!rows.length) return null;
  return h(
    "section", { class: "group documented", "aria-labelledby": "documented-here" },
    h("h3", { id: "documented-here" }, h("span", {}, "its page documents"), h("span", { class: "count" }, rows.length)),
    ...shortList(rows, ROWS, (row) => rowItem(app, concept, row), { class: "rows" }, "symbols that its page documents"),
  );
}

interface PageNamings {
  page: number;
  count: number;
  namings: Naming[];
}

/** Namings by page, the page that names it most often first. */
export function byPage(app: App, concept: number): PageNamings[] {
  const pages = new Map<number, PageNamings>();
  for (const naming of app.model.namings(concept)) {
    const page = app.model.page(naming.section);
    const known = pages.get(page);
    if (known) {
      known.count += naming.count;
      known.namings.push(naming);
    } else pages.set(page, { page, count: naming.count, namings: [naming] });
  }
  return [...pages.values()].sort((a, b) => b.count - a.count || a.page - b.page);
}

function pageItem(app: App, { page, count, namings }: PageNamings): HTMLElement {
  const { model } = app;
  const lines = () => namings.map((n) => h(
    "li", {},
    outLink(model.sectionAddress(n.section), n.surface, model.sectionTitle(n.section)),
    n.count > 1 ? h("span", { class: "count" }, `×${n.count}`) : null,
  ));
  const details = h("details", { "data-page": model.data.documents.address[page], "data-count": count },
    h("summary", {}, h("span", { class: "title" }, model.pageTitle(page)), h("span", { class: "count" }, count)));
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && details.append(h("ul", {}, lines())));
  return h("li", {}, details);
}

function named(app: App, concept: number): HTMLElement | null {
  const pages = byPage(app, concept);
  if (!pages.length) return null;
  const times = plural(app.model.mentions[concept], "time");
  return h(
    "section", { class: "group named", "aria-labelledby": "named-in" },
    h("h3", { id: "named-in" }, h("span", {}, "named in"), h("span", { class: "count" }, `${plural(pages.length, "page")}, ${times}`)),
    ...shortList(pages, PAGES, (entry) => pageItem(app, entry), { class: "pages" }, "pages that name it"),
  );
}

export function conceptPage(app: App, concept: number, on: Actions): HTMLElement {
  const groups = groupsOf(app.model, concept);
  return h(
    "article", { "aria-labelledby": "reading", "data-iri": app.model.iri(concept) },
    heading(app, concept),
    definition(app, concept),
    actions(app, concept, on),
    groups.map((group) => groupSection(app, concept, group)),
    groups.length ? null : h("p", { class: "missing" }, "No statement ties it to anything else."),
    documented(app, concept),
    named(app, concept),
  );
}
