// Names in a quote: where the two ends of a statement stand in the sentence that proves it.

export interface Part {
  text: string;
  /** 0: plain; 1: the concept that is read; 2: the other end */
  mark: 0 | 1 | 2;
}

const WORD = /[\p{L}\p{N}]/u;

function pattern(name: string): string {
  const words = name.normalize("NFC").split(/[\s\-‐‑‒–—_/]+/).filter(Boolean);
  return words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s\\-‐‑‒–—_/]+");
}

/** Acronyms keep their case ("IT" is not "it"); other names are found in any case and in the plural. */
function matcher(names: string[], shout: boolean): RegExp | null {
  const chosen = names.filter((name) => (name.length <= 5 && name === name.toUpperCase()) === shout);
  const sources = chosen.sort((a, b) => b.length - a.length).map(pattern).filter(Boolean);
  return sources.length ? new RegExp(`(?:${sources.join("|")})(?:s|es)?`, shout ? "gu" : "giu") : null;
}

function ranges(quote: string, names: string[]): [number, number][] {
  const found: [number, number][] = [];
  for (const shout of [false, true]) {
    const expression = matcher(names, shout);
    if (!expression) continue;
    for (const match of quote.matchAll(expression)) {
      const end = match.index + match[0].length;
      const before = quote.slice(0, match.index).at(-1) ?? "";
      const after = quote[end] ?? "";
      if (match[0] && !WORD.test(before) && !WORD.test(after)) found.push([match.index, end]);
    }
  }
  return found;
}

/** Cut a quote into plain and marked parts; a longer name wins over a shorter one inside it. */
export function markNames(quote: string, own: string[], other: string[]): Part[] {
  const spans = [
    ...ranges(quote, own).map(([start, end]) => ({ start, end, mark: 1 as const })),
    ...ranges(quote, other).map(([start, end]) => ({ start, end, mark: 2 as const })),
  ].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || a.mark - b.mark);
  const kept: typeof spans = [];
  for (const span of spans) if (kept.every((k) => span.end <= k.start || span.start >= k.end)) kept.push(span);
  kept.sort((a, b) => a.start - b.start);
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end, mark } of kept) {
    if (start > at) parts.push({ text: quote.slice(at, start), mark: 0 });
    parts.push({ text: quote.slice(start, end), mark });
    at = end;
  }
  if (at < quote.length) parts.push({ text: quote.slice(at), mark: 0 });
  return parts;
}
