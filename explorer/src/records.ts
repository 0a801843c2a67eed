// What the model speaks of, and the order of names.

export interface Relation {
  name: string;
  iri: string;
  reading: string;
  inverse: string;
  symmetric: boolean;
}

/** One witness of a statement. */
export interface Evidence {
  quote: string;
  method: string;
  section: number;
  weight: number;
}

/** What stands at the other end of a statement: a concept, a section, or words that are no concept. */
export type End = { concept: number } | { section: number } | { words: string };

/** One line of a concept's page: all statements with one reading and one other end. */
export interface Row {
  end: End;
  statements: number[];
  confidence: number;
}

/** The statements of a concept that read alike ("is a kind of"), most certain first. */
export interface Group {
  reading: string;
  relation: string;
  rows: Row[];
}

export interface Naming {
  section: number;
  count: number;
  surface: string;
}

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

export function compare(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
