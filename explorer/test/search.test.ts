import { describe, expect, it } from "vitest";
import { Search, fold, tokens } from "../src/search";
import { makeModel } from "./graph";

const model = makeModel(
  ["tokenizer", "token", ["masked language modeling", "MLM"], ["BertTokenizerFast"], ["self-supervised learning", "SSL"], "language model", "modèle"],
  [],
  { definition: [0, -1, -1, -1, -1, -1, -1] },
);
model.data.texts.push("Cuts text into pieces with a vocabulary.");
const search = new Search(model);
while (!search.readDefinitions(2));
const labels = (query: string) => search.find(query).map((hit) => ("concept" in hit ? model.label(hit.concept) : `§ ${model.sectionTitle(hit.section)}`));

describe("search", () => {
  it("puts a name that is equal to the query first", () => {
    expect(labels("token")[0]).toBe("token");
    expect(labels("tokenizer")[0]).toBe("tokenizer");
  });
  it("finds by acronym, in any case", () => {
    expect(labels("MLM")).toEqual(["masked language modeling"]);
    expect(labels("ssl")[0]).toBe("self-supervised learning");
  });
  it("says by which other name it was found", () => expect(search.find("mlm")[0]).toEqual({ concept: 2, via: "MLM" }));
  it.each(["tokenzier", "tokeniser", "tokenizr", "tokeinzer"])("forgives the typo %s", (typo) => expect(labels(typo)).toContain("tokenizer"));
  it("forgives a typo in one of several words", () => expect(labels("maskd languge")[0]).toBe("masked language modeling"));
  it("forgives a missing space", () => expect(labels("languagemodel")[0]).toBe("language model"));
  it("finds while the word is being typed", () => expect(labels("mask")[0]).toBe("masked language modeling"));
  it("does not care for hyphens and accents", () => {
    expect(labels("self supervised")[0]).toBe("self-supervised learning");
    expect(labels("modele")).toContain("modèle");
  });
  it("finds parts of a name written in one", () => expect(labels("fast")).toContain("BertTokenizerFast"));
  it("finds section titles", () => expect(labels("setting up")).toContain("§ Setting up"));
  it("finds words of definitions, after names", () => expect(labels("vocabulary")).toEqual(["tokenizer"]));
  it("finds nothing for nothing and for marks alone", () => {
    expect(labels("")).toEqual([]);
    expect(labels("  ()[] ")).toEqual([]);
  });
  it("folds case, hyphens, quotes and accents", () => expect(fold("The “Encoder–Decoder”  é")).toBe("the encoder decoder e"));
  it("cuts camel case", () => expect(tokens("TFBertModel")).toEqual(["tfbertmodel", "tf", "bert", "model"]));
});
