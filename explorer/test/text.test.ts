import { describe, expect, it } from "vitest";
import { linkTo, safeAddress, textDirective } from "../src/fragment";
import { markNames } from "../src/marks";

describe("links", () => {
  it("point at all words of a short quote", () => {
    expect(linkTo("https://x.example/glossary/#token", "A part of a sentence.")).toBe("https://x.example/glossary/#token:~:text=A%20part%20of%20a%20sentence");
  });
  it("point at both ends of a long quote", () => {
    expect(textDirective("One two three four five six seven eight nine ten.")).toBe("One%20two%20three%20four,seven%20eight%20nine%20ten");
  });
  it("encode what means something in a directive", () => expect(textDirective("self-supervised, a & b")).toBe("self%2Dsupervised%2C%20a%20%26%20b"));
  it("work without an anchor and without words", () => {
    expect(linkTo("https://x.example/p", "token")).toBe("https://x.example/p#:~:text=token");
    expect(linkTo("https://x.example/p", " — ")).toBe("https://x.example/p");
  });
  it.each(["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "file:///etc/passwd", "//x.example", "x", "https://", "vbscript:x", "java\nscript:x"])(
    "never are made of %s", (address) => expect(safeAddress(address)).toBe(""));
});

const marked = (quote: string, own: string[], other: string[]) =>
  markNames(quote, own, other).map(({ text, mark }) => (mark ? `[${mark}:${text}]` : text)).join("");

describe("marks", () => {
  it("mark both names", () => expect(marked("Unlike TF-IDF, BM25 saturates.", ["BM25"], ["TF-IDF"])).toBe("Unlike [2:TF-IDF], [1:BM25] saturates."));
  it("find other case, plural and hyphens", () => expect(marked("Decoder-only Models.", ["decoder only model"], [])).toBe("[1:Decoder-only Models]."));
  it("prefer the longer name", () => expect(marked("a masked language model", ["language model"], ["masked language model"])).toBe("a [2:masked language model]"));
  it("keep to whole words", () => expect(marked("tokenization of a token", ["token"], [])).toBe("tokenization of a [1:token]"));
  it("keep acronyms in capitals", () => expect(marked("it is IT", ["IT"], [])).toBe("it is [1:IT]"));
  it("take names for words, not for patterns", () => expect(marked("C++ (and a.b)", ["C++"], ["a.b"])).toBe("[1:C++] (and [2:a.b])"));
  it("lose no character", () => {
    const quote = "x <b>y</b> & BM25 ​😀 bm25s";
    expect(markNames(quote, ["BM25"], ["y", ""]).map((p) => p.text).join("")).toBe(quote);
  });
});
