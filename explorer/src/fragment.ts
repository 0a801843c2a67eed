// Links into the live page, down to the very words (URL fragment text directives, WICG "Scroll to text fragment").

/** The address if a browser may follow it, else the empty string: `javascript:` and its kin are never linked. */
export function safeAddress(address: string): string {
  if (!/^https?:\/\//i.test(address)) return "";
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/-/g, "%2D");
}

/** The directive that finds a quote: all of a short one, the first and last words of a long one. */
export function textDirective(quote: string): string {
  const words = quote.replace(/\s+/g, " ").trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").split(" ").filter(Boolean);
  if (!words.length) return "";
  if (words.length <= 8) return encode(words.join(" "));
  return `${encode(words.slice(0, 4).join(" "))},${encode(words.slice(-4).join(" "))}`;
}

/** The link that opens a page at the quote; the empty string where the address can't be linked. */
export function linkTo(address: string, quote: string): string {
  const safe = safeAddress(address);
  const directive = textDirective(quote);
  if (!safe || !directive) return safe;
  return `${safe}${safe.includes("#") ? "" : "#"}:~:text=${directive}`;
}
