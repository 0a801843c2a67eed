// Pages that lead through several concepts: a path, what must be known first, a section, the start.

import { type App, conceptLink, kindName, NOTHING, plural, walk } from "./app";
import { Combo } from "./combo";
import { swatch } from "./concept_page";
import { button, h, icon } from "./dom";
import { outLink, quoteBlock, shortList } from "./evidence";
import { findNeeds, findPath, type Need, type Step } from "./paths";

/** The path that the address asks for; null where an end is missing or nothing leads from one to the other. */
export function currentPath(app: App): Step[] | null {
  const [from, to] = [app.model.at(app.state.from), app.model.at(app.state.to)];
  return from === undefined || to === undefined ? null : findPath(app.model, app.filter, from, to);
}

export function currentNeeds(app: App): Need[] {
  const concept = app.model.at(app.state.needs);
  return concept === undefined ? [] : findNeeds(app.model, app.filter, concept);
}

function endField(app: App, label: string, id: string, choose: (id: string) => void): HTMLElement {
  const combo = new Combo(app.model, app.search, {
    label, placeholder: "a concept", conceptsOnly: true,
    choose: (hit) => "concept" in hit && choose(app.model.id(hit.concept)),
  });
  const concept = app.model.at(id);
  if (concept !== undefined) combo.value = app.model.label(concept);
  return h("div", { class: "field" }, h("span", { class: "lead", "aria-hidden": "true" }, label), combo.element);
}

export function pathPage(app: App): HTMLElement {
  const { from, to } = app.state;
  const steps = currentPath(app);
  return h(
    "article", { "aria-labelledby": "reading", class: "journey" },
    h("header", {}, h("h2", { tabindex: -1, id: "reading" }, "Path between two concepts")),
    h(
      "div", { class: "ends" },
      endField(app, "From", from, (id) => app.go({ ...NOTHING, from: id, to })),
      button(icon("swap"), () => app.go({ ...NOTHING, from: to, to: from }), { class: "swap", "aria-label": "Swap the two ends", title: "swap" }),
      endField(app, "To", to, (id) => app.go({ ...NOTHING, from, to: id })),
    ),
    pathBody(app, steps),
  );
}

function pathBody(app: App, steps: Step[] | null): HTMLElement {
  const { model, state } = app;
  if (model.at(state.from) === undefined || model.at(state.to) === undefined) return h("p", { class: "missing" }, "Choose both ends.");
  if (!steps) return h("p", { class: "missing" }, app.filter.active ? "No way leads there with these filters." : "No statements lead from one to the other.");
  if (!steps.length) return h("p", { class: "missing" }, "That is one and the same concept.");
  return h("ol", { class: "steps" }, steps.map((step) => stepItem(app, step)));
}

function stepItem(app: App, step: Step): HTMLElement {
  const { model } = app;
  const relation = model.relationOf(step.statement);
  const [evidence] = model.evidence(step.statement);
  return h(
    "li", { "data-from": model.iri(step.from), "data-to": model.iri(step.to), "data-relation": relation.name },
    h("p", { class: "claim" }, conceptLink(app, step.from), " ", h("em", {}, step.outward ? relation.reading : relation.inverse), " ", conceptLink(app, step.to)),
    evidence ? quoteBlock(app, evidence, model.names({ concept: step.from }), model.names({ concept: step.to })) : null,
  );
}

const LEVELS = ["", "First, what it leans on", "Before that", "And before that"];

export function needsPage(app: App, concept: number): HTMLElement {
  const needs = currentNeeds(app);
  const levels = [1, 2, 3].map((depth) => needs.filter((need) => need.depth === depth)).filter((level) => level.length);
  return h(
    "article", { "aria-labelledby": "reading", class: "journey" },
    h("header", {}, h("h2", { tabindex: -1, id: "reading" }, "What to know before ", conceptLink(app, concept))),
    needs.length ? null : h("p", { class: "missing" }, "Its definition leans on no other concept."),
    levels.map((level) => h(
      "section", { class: "group" },
      h("h3", {}, h("span", {}, LEVELS[level[0].depth]), h("span", { class: "count" }, level.length)),
      ...shortList(level, 8, (need) => needItem(app, need), { class: "rows" }, LEVELS[level[0].depth]),
    )),
  );
}

function needItem(app: App, need: Need): HTMLElement {
  const { model } = app;
  const statement = need.statements[0];
  const user = model.data.statements.source[statement];
  const [evidence] = model.evidence(statement);
  return h(
    "li", { class: "row", "data-iri": model.iri(need.concept) },
    h("div", { class: "head" }, conceptLink(app, need.concept), h("span", { class: "by" }, "for ", conceptLink(app, user))),
    model.definition(need.concept) ? h("p", { class: "gist" }, model.definition(need.concept)) : null,
    evidence ? quoteBlock(app, evidence, model.names({ concept: user }), model.names({ concept: need.concept })) : null,
  );
}

export function sectionPage(app: App, section: number): HTMLElement {
  const { model } = app;
  const concepts = model.namedInSection(section);
  const counts = new Map(concepts.map((c) => [c, model.namings(c).find((n) => n.section === section)?.count ?? 0]));
  const path = model.sectionPath(section).filter((title) => title !== model.sectionTitle(section));
  return h(
    "article", { "aria-labelledby": "reading" },
    h(
      "header", {},
      path.length ? h("p", { class: "crumbs" }, path.join(" › ")) : null,
      h("h2", { tabindex: -1, id: "reading" }, model.sectionTitle(section)),
      h("p", { class: "facts" }, h("span", { class: "kind" }, "Section"), outLink(model.sectionAddress(section), "", "open the page")),
    ),
    h(
      "section", { class: "group" },
      h("h3", {}, h("span", {}, "concepts named here"), h("span", { class: "count" }, concepts.length)),
      ...shortList(concepts, 30, (c) => h("li", { class: "row" }, h("div", { class: "head" }, conceptLink(app, c), h("span", { class: "count" }, `×${counts.get(c)}`))), { class: "rows plain" }, "concepts named here"),
    ),
  );
}

/** What the tables and graph.ttl hold beyond what concepts' pages show. */
function between(links: number): string {
  return links ? ` (${plural(links, "link")} from one section to another ${links === 1 ? "is" : "are"} in graph.ttl and the tables only.)` : "";
}

export function startPage(app: App): HTMLElement {
  const { model } = app;
  const members = model.data.communities.map((): number[] => []);
  for (let c = 0; c < model.count; c++) if (model.community(c) >= 0) members[model.community(c)].push(c);
  for (const list of members) list.sort((a, b) => model.rank(b) - model.rank(a));
  const central = model.data.overview.concept.slice().sort((a, b) => model.rank(b) - model.rank(a)).slice(0, 12);
  const kinds = model.data.kinds.map((kind, k) => [kind, model.data.concepts.kind.filter((other) => other === k).length] as const);
  return h(
    "article", { "aria-labelledby": "reading", class: "start" },
    h("header", {}, h("h2", { tabindex: -1, id: "reading" }, model.data.title)),
    h("p", { class: "gist" }, `${plural(model.count, "concept")}, ${plural(model.data.statements.source.length, "statement")} about them and the words that prove each, read out of ${plural(model.data.documents.title.length, "page")}.${between(model.data.between)}`),
    h("dl", { class: "numbers" }, kinds.filter(([, count]) => count).map(([kind, count]) => h("div", {}, h("dt", {}, kindName(kind, count)), h("dd", {}, count.toLocaleString("en"))))),
    central.length ? h("section", { class: "group" }, h("h3", {}, h("span", {}, "most central")), h("p", { class: "inline" }, central.map((c, i) => [i ? " · " : "", conceptLink(app, c)]))) : null,
    members.length ? h(
      "section", { class: "group" },
      h("h3", {}, h("span", {}, "what belongs together")),
      ...shortList(members.map((list, i) => ({ list, i })), 10, ({ list, i }) => h(
        "li", { class: "row" },
        h("div", { class: "head" }, swatch(app, i), walk(app, { community: model.data.communities[i] }, model.data.communities[i], { class: "concept" }), h("span", { class: "count" }, list.length)),
        h("p", { class: "inline" }, list.slice(2, 7).map((c, k) => [k ? " · " : "", conceptLink(app, c)])),
      ), { class: "rows plain" }, "communities"),
    ) : null,
  );
}
