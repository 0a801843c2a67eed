// A graph small enough to hold in the head, as a payload: what stands in the tests of the explorer.

import { Model } from "../src/model";
import type { Payload } from "../src/payload";

const RELATIONS: Payload["relations"] = [
  ["alias", "http://www.w3.org/2004/02/skos/core#altLabel", "is also called", "is another name of", 0],
  ["broader", "http://www.w3.org/2004/02/skos/core#broader", "is a kind of", "has the kind", 0],
  ["narrower", "http://www.w3.org/2004/02/skos/core#narrower", "has the kind", "is a kind of", 0],
  ["contrast", "https://w3id.org/doc-concept-graph/ns#contrastsWith", "contrasts with", "contrasts with", 1],
  ["requires", "https://w3id.org/doc-concept-graph/ns#requires", "needs first", "is needed for", 0],
];

export interface Said {
  source: number;
  relation: string;
  target: number | string;
  confidence?: number;
  quote?: string;
}

/** `names` are labels, or a label with its aliases; statements speak of them by number. */
export function makeModel(names: (string | string[])[], said: Said[], more: Partial<Payload["concepts"]> = {}): Model {
  const all = names.map((name) => (Array.isArray(name) ? name : [name]));
  const texts: string[] = [];
  const words: string[] = [];
  const text = (value: string) => (texts.includes(value) ? texts.indexOf(value) : texts.push(value) - 1);
  const statements: Payload["statements"] = { source: [], target: [], relation: [], confidence: [], evidence: [] };
  for (const { source, relation, target, confidence = 0.9, quote = "So it is." } of said) {
    statements.source.push(source);
    statements.target.push(typeof target === "number" ? target : -words.push(target));
    statements.relation.push(RELATIONS.findIndex(([name]) => name === relation));
    statements.confidence.push(Math.round(1e4 * confidence));
    statements.evidence.push([text(quote), 0, 0, Math.round(1e4 * confidence)]);
  }
  const fill = <T>(value: T): T[] => all.map(() => value);
  return new Model({
    title: "Test", base: "https://example.org/id/", language: "en", scheme: "https://example.org/id/scheme",
    kinds: ["glossary", "topic", "symbol", "term"], methods: ["test"], communities: ["first", "second"], relations: RELATIONS,
    documents: { address: ["https://docs.example.org/a", "https://docs.example.org/b"], title: ["Page A", "Page B"] },
    sections: { document: [0, 0, 1], address: ["/#one", "/#two", "/#three"], title: ["One", "Setting up", "Three"], path: [[0], [0], []], titles: ["Page A"] },
    concepts: {
      iri: all.map(([label]) => `concept/${label.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`),
      label: all.map(([label]) => label), aliases: all.map(([, ...aliases]) => aliases), hidden: fill<string[]>([]),
      kind: fill(0), definition: fill(-1), defined: fill(-1), told: fill(-1), size: fill(50), rank: all.map((_, i) => 1000 - i), community: fill(-1), ...more,
    },
    texts, raw: {}, words, statements,
    mentions: all.map(() => []), surfaces: [], overview: { concept: all.map((_, i) => i), x: all.map((_, i) => 50 * i), y: fill(0) },
    between: 0,
    skos: {
      labels: {}, definitions: {}, apart: [], words: { broader: "https://w3id.org/doc-concept-graph/ns#genus" },
      inverse: { broader: "http://www.w3.org/2004/02/skos/core#narrower", contrast: "https://w3id.org/doc-concept-graph/ns#contrastsWith" },
    },
  });
}
