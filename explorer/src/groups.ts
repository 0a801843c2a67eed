// A concept's statements as its page shows them: by reading, the most certain first.

import type { Model } from "./model";
import { compare, type End, type Group, type Row } from "./records";

/** The order in which a reader wants to know: what it is, its kinds, its parts, what it is not, what it is for. */
const ORDER = ["broader", "narrower", "part_of", "contrast", "used_for", "requires", "related", "documents", "links_to", "alias"];

/** A concept's statements as its page shows them. */
export function groupsOf(model: Model, concept: number): Group[] {
  const groups = new Map<string, { group: Group; rows: Map<string, Row> }>();
  const add = (statement: number, outward: boolean) => {
    const { source, target } = model.data.statements;
    const end = outward ? model.end(target[statement], "target") : model.end(source[statement], "source");
    const relation = model.relationOf(statement);
    const reading = outward ? relation.reading : relation.inverse;
    let entry = groups.get(reading);
    if (!entry) groups.set(reading, (entry = { group: { reading, relation: relation.name, rows: [] }, rows: new Map() }));
    addTo(model, entry.rows, end, statement);
  };
  for (const s of model.statementsFrom[concept]) add(s, true);
  for (const s of model.statementsTo[concept]) add(s, false);
  return [...groups.values()]
    .map(({ group, rows }) => ({ ...group, rows: ordered(model, rows) }))
    .sort((a, b) => place(model, a.reading) - place(model, b.reading));
}

/** The symbols that the page or the section documents whose subject a concept is, the most central first. */
export function documentedAt(model: Model, concept: number): Row[] {
  const home = model.data.concepts.defined[concept];
  const rows = new Map<string, Row>();
  if (home < 0 || model.kind(concept) === "symbol") return [];
  const title = model.sectionTitle(home);
  const whole = title === model.pageTitle(model.page(home));
  for (const statement of model.documentedOn(model.page(home))) {
    const section = -1 - model.data.statements.source[statement];
    if (!whole && section !== home && !model.sectionPath(section).includes(title)) continue;
    addTo(model, rows, model.end(model.data.statements.target[statement], "target"), statement);
  }
  return ordered(model, rows);
}

function addTo(model: Model, rows: Map<string, Row>, end: End, statement: number): void {
  const key = JSON.stringify(end);
  let row = rows.get(key);
  if (!row) rows.set(key, (row = { end, statements: [], confidence: 0 }));
  if (row.statements.includes(statement)) return;
  row.statements.push(statement);
  row.confidence = Math.max(row.confidence, model.confidence(statement));
}

function ordered(model: Model, rows: Map<string, Row>): Row[] {
  const weight = (end: End) => ("concept" in end ? model.rank(end.concept) : 0);
  return [...rows.values()].sort(
    (a, b) => b.confidence - a.confidence || weight(b.end) - weight(a.end) || compare(model.endLabel(a.end), model.endLabel(b.end)),
  );
}

function place(model: Model, reading: string): number {
  const forward = model.relations.find((r) => r.reading === reading);
  if (forward) return ORDER.indexOf(forward.name);
  const backward = model.relations.find((r) => r.inverse === reading);
  return backward ? ORDER.indexOf(backward.name) + 0.5 : ORDER.length;
}
