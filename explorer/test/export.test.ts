import { describe, expect, it } from "vitest";
import { citation, statementsAmong, toCsv } from "../src/export";
import { toTurtle } from "../src/turtle";
import { Model } from "../src/model";
import { makeModel } from "./graph";

const yes = () => true;
const model = makeModel(
  [["BM25", "Okapi BM25"], "TF-IDF", "ranking function", '=cmd|"x"\n<a>'],
  [
    { source: 0, relation: "broader", target: 2, quote: 'A "ranking function", that\nscores.' },
    { source: 0, relation: "contrast", target: 1 },
    { source: 1, relation: "broader", target: "weighting scheme" },
    { source: 3, relation: "broader", target: 2 },
  ],
  { definition: [0, -1, -1, -1], defined: [1, -1, -1, -1] },
);

describe("selection", () => {
  it("holds statements with both ends in it, and words", () => expect(statementsAmong(model, [0, 1], yes)).toEqual([1, 2]));
});

describe("CSV", () => {
  const csv = toCsv(model, [0, 1, 2, 3], yes);
  it("has a row per witness, quoted as RFC 4180 wants", () => {
    expect(csv.split("\r\n")[0]).toBe("source,source_label,relation,target,target_label,confidence,method,section,quote");
    expect(csv).toContain('"A ""ranking function"", that\nscores."');
  });
  it("runs no formula in a spreadsheet", () => expect(csv).toContain(`"'=cmd|""x""\n<a>"`));
});

describe("Turtle", () => {
  it("says label, alias, definition, source and statements", () => {
    expect(toTurtle(model, [0, 2], yes)).toContain(
      '<https://example.org/id/concept/bm25>\n    a skos:Concept ;\n    skos:inScheme <https://example.org/id/scheme> ;\n    kgv:kind kgv:Glossary ;\n' +
        '    skos:prefLabel "BM25"@en ;\n    skos:altLabel "Okapi BM25"@en ;\n    skos:definition "A \\"ranking function\\", that\\nscores."@en ;\n' +
        "    dcterms:source <https://docs.example.org/a/#two> ;\n    skos:broader <https://example.org/id/concept/ranking-function> .",
    );
  });
  it("says what leads back, and words that are no concept", () => {
    const found = toTurtle(model, [0, 1, 2], yes);
    expect(found).toContain("skos:narrower <https://example.org/id/concept/bm25>");
    expect(found).toContain("kgv:contrastsWith <https://example.org/id/concept/bm25>");
    expect(found).toContain('kgv:genus "weighting scheme"@en');
  });
  it("leaves out what SKOS can't carry, and takes its labels", () => {
    const { data } = model;
    data.skos.apart.push(0);
    data.skos.labels[0] = ["BM25 (function)", [], [], ["BM25"]];
    const found = toTurtle(new Model(data), [0, 2], yes);
    expect(found).not.toContain("skos:broader");
    expect(found).toContain('skos:prefLabel "BM25 (function)"@en ;\n    kgv:sharedLabel "BM25"@en');
    data.skos.apart.length = 0;
    delete data.skos.labels[0];
  });
  it("speaks of nothing outside the selection", () => expect(toTurtle(model, [0, 2], yes)).not.toContain("tf-idf"));
});

describe("citation", () => {
  it("has label, definition and source", () => {
    expect(citation(model, 0)).toBe('BM25: “A "ranking function", that\nscores.” — Setting up, Page A. https://docs.example.org/a/#two');
  });
  it("names the concept itself where no page does", () => expect(citation(model, 1)).toBe("TF-IDF — Test. https://example.org/id/concept/tf-idf"));
});
