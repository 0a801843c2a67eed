// What a reader takes away: a citation, the selection as CSV (RFC 4180).

import type { Model } from "./model";

/** Statements whose two ends are in the selection, and those that say something about one of it in words. */
export function statementsAmong(model: Model, concepts: readonly number[], accept: (statement: number) => boolean): number[] {
  const chosen = new Set(concepts);
  const { target } = model.data.statements;
  return concepts.flatMap((c) => model.statementsFrom[c].filter((s) => (target[s] < 0 || chosen.has(target[s])) && accept(s)));
}

/** "label: definition (section, page). address" */
export function citation(model: Model, concept: number): string {
  const home = model.home(concept);
  const definition = model.definition(concept);
  const words = definition ? `${model.label(concept)}: “${definition}”` : model.label(concept);
  if (home < 0) return `${words} — ${model.data.title}. ${model.iri(concept)}`;
  const page = model.pageTitle(model.page(home));
  const title = model.sectionTitle(home);
  return `${words} — ${title === page ? page : `${title}, ${page}`}. ${model.sectionAddress(home)}`;
}

function cell(value: string | number): string {
  const text = String(value);
  // a spreadsheet runs what begins with one of these as a formula
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** One row per witness of each statement; columns as in the table `evidence` of a build. */
export function toCsv(model: Model, concepts: readonly number[], accept: (statement: number) => boolean): string {
  const rows: (string | number)[][] = [["source", "source_label", "relation", "target", "target_label", "confidence", "method", "section", "quote"]];
  for (const s of statementsAmong(model, concepts, accept)) {
    const { source, target } = model.data.statements;
    const ends = [model.iri(source[s]), model.label(source[s]), model.relationOf(s).name, target[s] < 0 ? "" : model.iri(target[s])];
    const label = model.endLabel(model.end(target[s], "target"));
    for (const e of model.evidence(s)) rows.push([...ends, label, model.confidence(s), e.method, model.sectionAddress(e.section), e.quote]);
  }
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
