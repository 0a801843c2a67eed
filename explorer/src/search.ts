// One box for everything: names first (labels, aliases, acronyms), then section titles, then definitions.
//
// MiniSearch does the matching: prefixes always, misspellings where few names match as typed. Names that are equal to
// what was typed come first, then those that begin with it, then the rest by score and centrality.

import MiniSearch from "minisearch";
import type { Model } from "./model";

export type Hit = { concept: number; via: string } | { section: number };

/** Lower case, no accents, hyphens as spaces: "Self-Supervised" and "self supervised" are one. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[`"'“”‘’*]/g, "").replace(/[\s\-‐‑‒–—_/]+/g, " ").trim().toLowerCase();
}

function words(text: string): string[] {
  return fold(text).split(/[^\p{L}\p{N}+#]+/u).filter(Boolean);
}

/** Words as they are and, where a name is written in one, its parts: BertTokenizer is also bert and tokenizer. */
export function tokens(text: string): string[] {
  const parts = text.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}{2,}|\p{N}+/gu) ?? [];
  return [...new Set([...words(text), ...parts.flatMap(words)])];
}

/** "bulk indexing" written in one: people do, and forget the space. */
function joined(name: string): string {
  const parts = words(name);
  return parts.length === 2 || parts.length === 3 ? parts.join("") : "";
}

const OPTIONS = { processTerm: (term: string) => term, tokenize: tokens, storeFields: [] };
const MATCH = { tokenize: words, prefix: true, combineWith: "AND" as const };

export class Search {
  private readonly names = new MiniSearch<{ id: number; label: string; other: string }>({ ...OPTIONS, fields: ["label", "other"] });
  private readonly titles = new MiniSearch<{ id: number; title: string }>({ ...OPTIONS, fields: ["title"] });
  private readonly texts = new MiniSearch<{ id: number; text: string }>({ ...OPTIONS, fields: ["text"], tokenize: words });
  private readonly exact = new Map<string, number[]>();
  private readonly most: number;
  private unread = 0;
  private ranked: number[] | null = null;

  constructor(private readonly model: Model) {
    const { label, aliases, hidden } = model.data.concepts;
    this.most = model.data.concepts.rank.reduce((a, b) => Math.max(a, b), 1);
    this.names.addAll(label.map((name, id) => ({ id, label: name, other: [...aliases[id], ...hidden[id], joined(name)].join(" ") })));
    label.forEach((name, id) => {
      for (const key of new Set([name, ...aliases[id], ...hidden[id]].map(fold))) {
        const known = this.exact.get(key);
        if (known) known.push(id);
        else this.exact.set(key, [id]);
      }
    });
    this.addTitles();
  }

  private addTitles(): void {
    const { title } = this.model.data.sections;
    const seen = new Set<string>();
    const rows: { id: number; title: string }[] = [];
    title.forEach((words, id) => {
      const key = `${this.model.page(id)} ${fold(words)}`;
      if (!words || this.exact.has(fold(words)) || seen.has(key)) return;
      seen.add(key);
      rows.push({ id, title: words });
    });
    this.titles.addAll(rows);
  }

  /** Read more definitions into the index; true when all have been read. Call it when there is nothing else to do. */
  readDefinitions(count: number): boolean {
    const rows: { id: number; text: string }[] = [];
    for (; this.unread < this.model.count && rows.length < count; this.unread++) {
      const text = this.model.definition(this.unread);
      if (text) rows.push({ id: this.unread, text });
    }
    this.texts.addAll(rows);
    return this.unread >= this.model.count;
  }

  /** Concepts with a name equal to the text. */
  named(text: string): number[] {
    return (this.exact.get(fold(text)) ?? []).slice().sort((a, b) => this.model.rank(b) - this.model.rank(a));
  }

  find(query: string, limit = 12): Hit[] {
    if (!words(query).length) return [];
    if (fold(query).length === 1) return this.initials(fold(query), limit);
    const concepts = this.concepts(query, limit);
    const hits: Hit[] = concepts.map((concept) => ({ concept, via: this.via(query, concept) }));
    const room = Math.max(3, limit - hits.length);
    for (const { id } of this.titles.search(query, { ...MATCH, fuzzy: false }).slice(0, Math.min(4, room))) hits.push({ section: id as number });
    if (hits.length < limit) {
      const known = new Set(concepts);
      for (const { id } of this.texts.search(query, { ...MATCH, prefix: (term) => term.length > 3 })) {
        if (hits.length >= limit) break;
        if (!known.has(id as number)) hits.push({ concept: id as number, via: "" });
      }
    }
    return hits;
  }

  /** The most central concepts with a name that begins so: one letter fits too many to be scored. */
  private initials(letter: string, limit: number): Hit[] {
    this.ranked ??= this.model.data.concepts.label.map((_, id) => id).sort((a, b) => this.model.rank(b) - this.model.rank(a) || a - b);
    const hits: Hit[] = this.named(letter).map((concept) => ({ concept, via: "" }));
    for (const id of this.ranked) {
      if (hits.length >= limit) break;
      if (fold(this.model.label(id)).startsWith(letter) && !hits.some((hit) => "concept" in hit && hit.concept === id)) hits.push({ concept: id, via: "" });
    }
    return hits;
  }

  /** Concepts by name, best first. */
  concepts(query: string, limit = 12): number[] {
    const scores = new Map<number, number>();
    const boost = { boost: { label: 2 } };
    const prefix = (term: string) => term.length > 1;
    for (const { id, score } of this.names.search(query, { ...MATCH, ...boost, prefix })) scores.set(id as number, score);
    if (scores.size < 4) {
      const fuzzy = (term: string) => (term.length >= 5 ? 2 : term.length >= 3 ? 1 : false);
      const typed = words(query).filter((word) => word.length > 1).join(" ");
      for (const { id, score } of this.names.search(typed, { ...MATCH, ...boost, fuzzy, maxFuzzy: 2 })) {
        if (!scores.has(id as number)) scores.set(id as number, score / 4);
      }
    }
    for (const id of this.named(query)) scores.set(id, scores.get(id) ?? 1);
    const key = fold(query);
    const worth = (id: number) => scores.get(id)! * (1 + 2 * Math.sqrt(this.model.rank(id) / this.most)) + this.bonus(key, id);
    return [...scores.keys()].map((id) => [worth(id), id]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, limit).map(([, id]) => id);
  }

  private bonus(key: string, id: number): number {
    const label = fold(this.model.label(id));
    if (label === key) return 1e4;
    if (this.exact.get(key)?.includes(id)) return 5e3;
    return label.startsWith(key) ? 40 : 0;
  }

  /** The other name by which a concept was found, if its label does not show why. */
  private via(query: string, concept: number): string {
    const key = fold(query);
    if (fold(this.model.label(concept)).includes(key)) return "";
    return this.model.aliases(concept).find((alias) => fold(alias).startsWith(key)) ?? "";
  }
}
