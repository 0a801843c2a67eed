// The same graph without a picture: an alphabetical index, the broader/narrower tree, a sortable table.

import { type App, conceptLink, KIND_NAMES, plural } from "./app";
import { button, fill, h } from "./dom";
import { compare } from "./records";
import { fold } from "./search";

const AT_ONCE = 1500;
const TABLE_ROWS = 100;

/** Concepts that pass the filters, in alphabetical order. */
export function filtered(app: App): number[] {
  const { relations, min } = app.state;
  const picky = relations.length > 0 || min > 0;
  const { target, source } = app.model.data.statements;
  const tied = (c: number) =>
    app.model.statementsFrom[c].some((s) => app.filter.statement(s) && (target[s] < 0 || app.filter.concept(target[s]))) ||
    app.model.statementsTo[c].some((s) => app.filter.statement(s) && (source[s] < 0 || app.filter.concept(source[s])));
  const found: number[] = [];
  for (const c of alphabet(app)) if (app.filter.concept(c) && (!picky || tied(c))) found.push(c);
  return found;
}

const ordered = new WeakMap<object, number[]>();

function alphabet(app: App): number[] {
  let order = ordered.get(app.model);
  if (!order) {
    order = Array.from({ length: app.model.count }, (_, c) => c).sort((a, b) => compare(app.model.label(a), app.model.label(b)));
    ordered.set(app.model, order);
  }
  return order;
}

function letterOf(label: string): string {
  const first = fold(label).match(/[\p{L}\p{N}]/u)?.[0].toUpperCase() ?? "#";
  return /\p{L}/u.test(first) ? first : "#";
}

function countLine(app: App, count: number): HTMLElement {
  return h("p", { class: "count-line", role: "status" }, count === app.model.count ? plural(count, "concept") : `${count.toLocaleString("en")} of ${plural(app.model.count, "concept")}`);
}

/** All concepts by letter; of a large graph one letter at a time. */
export function indexView(app: App): HTMLElement {
  const concepts = filtered(app);
  const letters = new Map<string, number[]>();
  for (const c of concepts) {
    const letter = letterOf(app.model.label(c));
    const list = letters.get(letter);
    if (list) list.push(c);
    else letters.set(letter, [c]);
  }
  const names = [...letters.keys()].sort((a, b) => compare(a, b));
  const body = h("div", { class: "letters" });
  const section = (letter: string) => h(
    "section", { id: `letter-${letter}`, "aria-labelledby": `title-${letter}` },
    h("h3", { id: `title-${letter}`, tabindex: -1 }, letter),
    h("ul", {}, letters.get(letter)!.map((c) => indexItem(app, c))),
  );
  const all = concepts.length <= AT_ONCE;
  const show = (letter: string, focus: boolean) => {
    if (!all) fill(body, section(letter));
    const title = body.querySelector<HTMLElement>(`[id="title-${letter}"]`);
    if (focus) title?.focus();
    title?.scrollIntoView();
  };
  const nav = h("nav", { class: "alphabet", "aria-label": "Letters" }, names.map((letter) => button(letter, () => show(letter, true), { "aria-label": `Concepts with ${letter}` })));
  if (all) fill(body, names.map(section));
  else {
    const read = app.model.at(app.state.concept);
    const wanted = read === undefined ? "" : letterOf(app.model.label(read));
    fill(body, section(letters.has(wanted) ? wanted : names.find((name) => /\p{L}/u.test(name)) ?? names[0]));
  }
  return h("div", { class: "view index" }, countLine(app, concepts.length), nav, body);
}

function indexItem(app: App, concept: number): HTMLElement {
  return h(
    "li", {},
    conceptLink(app, concept, app.model.id(concept) === app.state.concept ? { "aria-current": "true" } : {}),
    app.model.aliases(concept).length ? h("span", { class: "via" }, app.model.aliases(concept).slice(0, 2).join(", ")) : null,
  );
}

/** The hierarchy: concepts with kinds below them and nothing above, their kinds behind a button. */
export function treeView(app: App): HTMLElement {
  const { model } = app;
  const shown = new Set(filtered(app));
  const roots = [...shown].filter((c) => model.hierarchy(c, "narrower").length && !model.hierarchy(c, "broader").some((up) => shown.has(up)));
  const size = new Map(roots.map((c) => [c, model.hierarchy(c, "narrower").length]));
  roots.sort((a, b) => size.get(b)! - size.get(a)! || compare(model.label(a), model.label(b)));
  const open = new Set(model.at(app.state.concept) !== undefined ? model.breadcrumbs(model.at(app.state.concept)!) : []);
  const loose = shown.size - countBelow(app, roots, shown);
  return h(
    "div", { class: "view tree" },
    h("p", { class: "count-line", role: "status" }, `${plural(roots.length, "hierarchy", "hierarchies")}; ${plural(loose, "concept")} outside of any`),
    h("ul", { "aria-label": "Hierarchy of concepts" }, roots.map((c) => branch(app, c, new Set(), shown, open))),
  );
}

function countBelow(app: App, roots: number[], shown: Set<number>): number {
  const seen = new Set<number>();
  const stack = [...roots];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    stack.push(...app.model.hierarchy(at, "narrower").filter((c) => shown.has(c)));
  }
  return seen.size;
}

function branch(app: App, concept: number, above: Set<number>, shown: Set<number>, open: Set<number>): HTMLElement {
  const { model } = app;
  const below = model.hierarchy(concept, "narrower").filter((c) => shown.has(c) && !above.has(c) && c !== concept);
  below.sort((a, b) => compare(model.label(a), model.label(b)));
  const link = conceptLink(app, concept, model.id(concept) === app.state.concept ? { "aria-current": "true" } : {});
  if (!below.length) return h("li", {}, h("span", { class: "leaf", "aria-hidden": "true" }), link);
  const list = h("ul", { hidden: true });
  const name = `Kinds of ${model.label(concept)}`;
  const toggle = button("", () => set(list.hidden === true), { class: "toggle", "aria-expanded": "false", "aria-label": name });
  const set = (opened: boolean) => {
    if (opened && !list.childElementCount) fill(list, below.map((c) => branch(app, c, new Set([...above, concept]), shown, open)));
    list.hidden = !opened;
    toggle.setAttribute("aria-expanded", String(opened));
  };
  if (above.size === 0 || open.has(concept)) set(above.size === 0 ? below.length <= 40 || open.has(concept) : true);
  return h("li", {}, toggle, link, h("span", { class: "count" }, below.length), list);
}

interface Column {
  name: string;
  value(app: App, concept: number): string | number;
}

const COLUMNS: Column[] = [
  { name: "Concept", value: (app, c) => app.model.label(c) },
  { name: "Kind", value: (app, c) => KIND_NAMES[app.model.kind(c)] ?? app.model.kind(c) },
  { name: "Definition", value: (app, c) => app.model.definition(c) },
  { name: "Statements", value: (app, c) => app.model.statementsFrom[c].length + app.model.statementsTo[c].length },
  { name: "Mentions", value: (app, c) => app.model.mentions[c] },
  { name: "Pages", value: (app, c) => app.model.pages[c] },
  { name: "Centrality", value: (app, c) => app.model.rank(c) },
  { name: "Community", value: (app, c) => app.model.data.communities[app.model.community(c)] ?? "" },
];

const sorting = { column: 6, down: true, page: 0 };

/** All columns sort both ways; a hundred rows at a time. */
export function tableView(app: App): HTMLElement {
  const concepts = filtered(app);
  const most = app.model.data.concepts.rank.reduce((a, b) => Math.max(a, b), 1);
  const body = h("tbody");
  const pager = h("nav", { class: "pager", "aria-label": "Pages of the table" });
  const heads = COLUMNS.map((column, i) => h("th", { scope: "col" }, button(column.name, () => {
    Object.assign(sorting, { down: sorting.column === i ? !sorting.down : typeof COLUMNS[i].value(app, 0) === "number", column: i, page: 0 });
    render();
  })));
  const render = () => {
    const { column, down } = sorting;
    const rows = concepts.map((c) => ({ c, key: COLUMNS[column].value(app, c) }));
    rows.sort((a, b) => (down ? -1 : 1) * (typeof a.key === "number" ? a.key - (b.key as number) : compare(a.key, String(b.key))));
    const pages = Math.max(1, Math.ceil(rows.length / TABLE_ROWS));
    sorting.page = Math.min(sorting.page, pages - 1);
    fill(body, rows.slice(sorting.page * TABLE_ROWS, (sorting.page + 1) * TABLE_ROWS).map(({ c }) => tableRow(app, c, most)));
    heads.forEach((head, i) => {
      if (i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const turn = (step: number) => () => {
      sorting.page += step;
      render();
      body.closest(".view")?.scrollTo({ top: 0 });
    };
    fill(
      pager,
      button("Previous", turn(-1), { disabled: sorting.page === 0 }),
      h("span", { role: "status" }, `page ${sorting.page + 1} of ${pages}`),
      button("Next", turn(1), { disabled: sorting.page === pages - 1 }),
    );
  };
  render();
  return h(
    "div", { class: "view table" }, countLine(app, concepts.length),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of concepts" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), body)),
    pager,
  );
}

function tableRow(app: App, concept: number, most: number): HTMLElement {
  const cells = COLUMNS.slice(1).map(({ name, value }) => {
    const found = value(app, concept);
    if (name === "Centrality") return h("td", { class: "number" }, ((100 * Number(found)) / most).toFixed(1));
    return h("td", { class: typeof found === "number" ? "number" : name.toLowerCase() }, typeof found === "number" ? found.toLocaleString("en") : found);
  });
  return h("tr", {}, h("th", { scope: "row" }, conceptLink(app, concept)), cells);
}
