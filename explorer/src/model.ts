// The graph in memory: the payload's columns, indexes over them, and what a reader asks of them.

import type { Payload } from "./payload";
import type { End, Evidence, Naming, Relation } from "./records";

export class Model {
  readonly count: number;
  readonly relations: Relation[];
  private readonly byId = new Map<string, number>();
  readonly bySection = new Map<string, number>();
  readonly statementsFrom: number[][];
  readonly statementsTo: number[][];
  readonly mentions: number[];
  readonly pages: number[];
  readonly degree: number[];
  private namedIn: Map<number, number[]> | null = null;
  private apart: Set<number> | null = null;
  private documented: Map<number, number[]> | null = null;

  constructor(readonly data: Payload) {
    const { concepts, statements, sections } = data;
    this.count = concepts.label.length;
    this.relations = data.relations.map(([name, iri, reading, inverse, symmetric]) => ({ name, iri, reading, inverse, symmetric: !!symmetric }));
    concepts.iri.forEach((id, i) => this.byId.set(id, i).set(this.iri(i), i));
    for (let i = 0; i < this.count; i++) if (!this.byId.has(this.id(i))) this.byId.set(this.id(i), i);
    for (let i = sections.title.length - 1; i >= 0; i--) this.bySection.set(this.sectionAddress(i), i);
    this.statementsFrom = Array.from({ length: this.count }, () => []);
    this.statementsTo = Array.from({ length: this.count }, () => []);
    for (let s = 0; s < statements.source.length; s++) {
      if (statements.source[s] >= 0) this.statementsFrom[statements.source[s]].push(s);
      if (statements.target[s] >= 0) this.statementsTo[statements.target[s]].push(s);
    }
    this.degree = this.statementsFrom.map((from, i) => this.inner(from).length + this.inner(this.statementsTo[i]).length);
    this.mentions = data.mentions.map((flat) => flat.reduce((sum, value, i) => (i % 3 === 1 ? sum + value : sum), 0));
    this.pages = data.mentions.map((flat) => this.pagesOf(flat).size);
  }

  private inner(statements: number[]): number[] {
    const { source, target } = this.data.statements;
    return statements.filter((s) => source[s] >= 0 && target[s] >= 0);
  }

  label(concept: number): string {
    return this.data.concepts.label[concept];
  }

  iri(concept: number): string {
    const id = this.data.concepts.iri[concept];
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(id) ? id : this.data.base + id;
  }

  /** What the address calls a concept: its IRI without the base, and without "concept/" where that is no other's. */
  id(concept: number): string {
    const tail = this.data.concepts.iri[concept];
    const short = tail.replace(/^concept\//, "");
    return short && (this.byId.get(short) ?? concept) === concept ? short : tail;
  }

  /** The concept of an id or IRI. */
  at(id: string): number | undefined {
    return this.byId.get(id);
  }

  kind(concept: number): string {
    return this.data.kinds[this.data.concepts.kind[concept]];
  }

  aliases(concept: number): string[] {
    return this.data.concepts.aliases[concept];
  }

  definition(concept: number): string {
    const text = this.data.concepts.definition[concept];
    return text < 0 ? "" : this.data.texts[text];
  }

  rank(concept: number): number {
    return this.data.concepts.rank[concept];
  }

  radius(concept: number): number {
    return this.data.concepts.size[concept] / 10;
  }

  community(concept: number): number {
    return this.data.concepts.community[concept];
  }

  /** The section whose subject the concept is, or else the one that tells its definition; -1 for none. */
  home(concept: number): number {
    const { defined, told } = this.data.concepts;
    return defined[concept] >= 0 ? defined[concept] : told[concept];
  }

  sectionAddress(section: number): string {
    const { document, address } = this.data.sections;
    const tail = address[section];
    return tail.startsWith("=") ? tail.slice(1) : this.data.documents.address[document[section]] + tail;
  }

  sectionTitle(section: number): string {
    return this.data.sections.title[section] || this.pageTitle(this.data.sections.document[section]);
  }

  /** Titles from the page down to the section's parent. */
  sectionPath(section: number): string[] {
    const path = this.data.sections.path[section].map((i) => this.data.sections.titles[i]);
    const page = this.pageTitle(this.page(section));
    return path.includes(page) ? path : [page, ...path];
  }

  page(section: number): number {
    return this.data.sections.document[section];
  }

  pageTitle(page: number): string {
    return this.data.documents.title[page] || this.data.documents.address[page];
  }

  end(number: number, side: "source" | "target"): End {
    if (number >= 0) return { concept: number };
    return side === "source" ? { section: -1 - number } : { words: this.data.words[-1 - number] };
  }

  endLabel(end: End): string {
    return "concept" in end ? this.label(end.concept) : "section" in end ? this.sectionTitle(end.section) : end.words;
  }

  relationOf(statement: number): Relation {
    return this.relations[this.data.statements.relation[statement]];
  }

  /** True for a statement that SKOS can't carry beside the others, and that graph.ttl leaves to evidence.ttl. */
  isApart(statement: number): boolean {
    this.apart ??= new Set(this.data.skos.apart);
    return this.apart.has(statement);
  }

  confidence(statement: number): number {
    return this.data.statements.confidence[statement] / 1e4;
  }

  evidence(statement: number): Evidence[] {
    const flat = this.data.statements.evidence[statement];
    const found: Evidence[] = [];
    for (let i = 0; i < flat.length; i += 4) {
      found.push({ quote: this.data.texts[flat[i]], method: this.data.methods[flat[i + 1]], section: flat[i + 2], weight: flat[i + 3] / 1e4 });
    }
    return found;
  }

  /** What the tables hold as quote: the words with their markup. */
  written(statement: number): string {
    const text = this.data.statements.evidence[statement][0];
    return this.data.raw[text] ?? this.data.texts[text];
  }

  /** Statements that a section of a page documents something. */
  documentedOn(page: number): number[] {
    if (!this.documented) {
      this.documented = new Map();
      this.data.statements.source.forEach((source, s) => {
        if (source >= 0 || this.relationOf(s).name !== "documents") return;
        const at = this.page(-1 - source);
        const list = this.documented!.get(at);
        if (list) list.push(s);
        else this.documented!.set(at, [s]);
      });
    }
    return this.documented.get(page) ?? [];
  }

  /** Where a concept is named, section by section. */
  namings(concept: number): Naming[] {
    const flat = this.data.mentions[concept];
    const found: Naming[] = [];
    for (let i = 0, section = 0; i < flat.length; i += 3) {
      section += flat[i];
      found.push({ section, count: flat[i + 1], surface: this.data.surfaces[flat[i + 2]] });
    }
    return found;
  }

  private pagesOf(flat: number[]): Set<number> {
    const pages = new Set<number>();
    for (let i = 0, section = 0; i < flat.length; i += 3) {
      section += flat[i];
      pages.add(this.page(section));
    }
    return pages;
  }

  isOnPage(concept: number, page: number): boolean {
    const home = this.home(concept);
    return (home >= 0 && this.page(home) === page) || this.pagesOf(this.data.mentions[concept]).has(page);
  }

  /** Concepts named in a section, most often named first. */
  namedInSection(section: number): number[] {
    if (!this.namedIn) {
      this.namedIn = new Map();
      for (let concept = 0; concept < this.count; concept++) {
        for (const naming of this.namings(concept)) {
          const list = this.namedIn.get(naming.section);
          if (list) list.push(concept);
          else this.namedIn.set(naming.section, [concept]);
        }
      }
    }
    return (this.namedIn.get(section) ?? []).slice().sort((a, b) => this.rank(b) - this.rank(a));
  }

  /** All names of an end, for finding it in a quote. */
  names(end: End): string[] {
    if ("concept" in end) {
      const { label, aliases, hidden } = this.data.concepts;
      return [label[end.concept], ...aliases[end.concept], ...hidden[end.concept]];
    }
    return [this.endLabel(end)];
  }

  /** Concepts that stand directly above (`broader`) or below (`narrower`) a concept, most certain first. */
  hierarchy(concept: number, direction: "broader" | "narrower"): number[] {
    const { source, target } = this.data.statements;
    const opposite = direction === "broader" ? "narrower" : "broader";
    const found = new Map<number, number>();
    const note = (other: number, statement: number) => {
      if (other >= 0 && other !== concept) found.set(other, Math.max(found.get(other) ?? 0, this.confidence(statement)));
    };
    for (const s of this.statementsFrom[concept]) if (this.relationOf(s).name === direction) note(target[s], s);
    for (const s of this.statementsTo[concept]) if (this.relationOf(s).name === opposite) note(source[s], s);
    return [...found.entries()].sort((a, b) => b[1] - a[1] || this.rank(b[0]) - this.rank(a[0]) || a[0] - b[0]).map(([other]) => other);
  }

  /** The way down from the most general concept to this one, without itself. */
  breadcrumbs(concept: number): number[] {
    const way: number[] = [];
    const seen = new Set([concept]);
    for (let at = this.hierarchy(concept, "broader")[0]; at !== undefined && !seen.has(at); at = this.hierarchy(at, "broader")[0]) {
      seen.add(at);
      way.unshift(at);
    }
    return way;
  }
}
