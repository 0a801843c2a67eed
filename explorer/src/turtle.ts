// The selection as Turtle (RDF 1.1): nothing but what the build's `graph.ttl` says too, and so as sound as that.

import { statementsAmong } from "./export";
import type { Model } from "./model";

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
  const facts = new Map(concepts.map((c): [number, string[]] => [c, identity(model, c)]));
  for (const s of statementsAmong(model, concepts, accept)) addStatement(model, facts, s);
  const prefixes = PREFIXES.map(([prefix, base]) => `@prefix ${prefix}: <${base}> .\n`);
  const blocks = [...facts].map(([c, lines]) => `\n${iri(model.iri(c))}\n    ${[...new Set(lines)].join(" ;\n    ")} .\n`);
  return prefixes.join("") + blocks.join("");
}

function identity(model: Model, c: number): string[] {
  const { language, scheme, skos, concepts, texts } = model.data;
  const kind = model.kind(c);
  const [preferred, alternative, hidden, shared] = skos.labels[c] ?? [model.label(c), model.aliases(c), concepts.hidden[c], []];
  const shown = concepts.definition[c] < 0 ? "" : texts[concepts.definition[c]];
  const definition = skos.definitions[c] ?? shown;
  const said = (property: string, words: readonly string[]) => words.map((text) => `${property} ${literal(text, language)}`);
  return [
    "a skos:Concept", `skos:inScheme ${iri(scheme)}`, `kgv:kind kgv:${kind[0].toUpperCase()}${kind.slice(1)}`,
    ...said("skos:prefLabel", [preferred]), ...said("skos:altLabel", alternative), ...said("skos:hiddenLabel", hidden), ...said("kgv:sharedLabel", shared),
    ...said("skos:definition", definition ? [definition] : []),
    ...(concepts.defined[c] < 0 ? [] : [`dcterms:source ${iri(model.sectionAddress(concepts.defined[c]))}`]),
  ];
}

function addStatement(model: Model, facts: Map<number, string[]>, s: number): void {
  const { statements, words, language } = model.data;
  const { iri: property, name } = model.relationOf(s);
  const [source, target] = [statements.source[s], statements.target[s]];
  const { inverse, words: inWords } = model.data.skos;
  if (target < 0) {
    const said = plain(words[-1 - target]);
    if (inWords[name] && said) facts.get(source)!.push(`${iri(inWords[name])} ${literal(said, language)}`);
  } else if (!model.isApart(s)) {
    facts.get(source)!.push(`${iri(property)} ${iri(model.iri(target))}`);
    if (inverse[name]) facts.get(target)!.push(`${iri(inverse[name])} ${iri(model.iri(source))}`);
  }
}

/** What a person reads of some words: no control or zero-width character, one space for many. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (/\s/.test(c) ? " " : "")).replace(/\s+/g, " ").trim();
}
