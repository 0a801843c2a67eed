// What a reader takes away: a citation, the selection as CSV (RFC 4180) and as Turtle (RDF 1.1).

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

const PREFIXES: [string, string][] = [
  ["skos", "http://www.w3.org/2004/02/skos/core#"],
  ["dcterms", "http://purl.org/dc/terms/"],
  ["kgv", "https://w3id.org/doc-concept-graph/ns#"],
];

function iri(text: string): string {
  const safe = text.replace(/[\x00-\x20<>"{}|\\^`]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
  for (const [prefix, base] of PREFIXES) {
    if (safe.startsWith(base) && /^[A-Za-z][A-Za-z0-9]*$/.test(safe.slice(base.length))) return `${prefix}:${safe.slice(base.length)}`;
  }
  return `<${safe}>`;
}

function literal(text: string, language = ""): string {
  const named: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const safe = text.replace(/["\\\x00-\x1f\x7f-\x9f\ufffe\uffff]|\p{Cs}/gu, (c) => {
    if (c === "\0" || c === "\ufffe" || c === "\uffff" || /\p{Cs}/u.test(c)) return "\ufffd";
    return named[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return `"${safe}"${language ? `@${language}` : ""}`;
}

/** The chosen concepts and the statements among them as a SKOS concept scheme, a part of the build's `graph.ttl`. */
export function toTurtle(model: Model, concepts: readonly number[], accept: (statement: number) => boolean): string {
  const { language, scheme } = model.data;
  const among = new Set(statementsAmong(model, concepts, accept));
  const blocks = PREFIXES.map(([prefix, base]) => `@prefix ${prefix}: <${base}> .`);
  for (const c of concepts) {
    const kind = model.kind(c);
    const lines = ["a skos:Concept", `skos:inScheme ${iri(scheme)}`, `kgv:kind kgv:${kind[0].toUpperCase()}${kind.slice(1)}`, `skos:prefLabel ${literal(model.label(c), language)}`];
    for (const alias of model.aliases(c)) lines.push(`skos:altLabel ${literal(alias, language)}`);
    if (model.definition(c)) lines.push(`skos:definition ${literal(model.definition(c), language)}`);
    const home = model.home(c);
    if (home >= 0) lines.push(`dcterms:source ${iri(model.sectionAddress(home))}`);
    for (const s of model.statementsFrom[c]) {
      const target = model.data.statements.target[s];
      if (among.has(s) && target >= 0) lines.push(`${iri(model.relationOf(s).iri)} ${iri(model.iri(target))}`);
    }
    blocks.push(`${iri(model.iri(c))}\n    ${[...new Set(lines)].join(" ;\n    ")} .`);
  }
  return blocks.slice(0, PREFIXES.length).join("\n") + "\n\n" + blocks.slice(PREFIXES.length).join("\n\n") + "\n";
}
