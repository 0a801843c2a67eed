// Other people's readers: node read.mjs READER FILE prints what it read as JSON.
import { readFileSync } from "node:fs";
import { DOMParser } from "@xmldom/xmldom";

const [reader, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

async function graph(module) {
  globalThis.DOMParser = DOMParser;
  const { parse } = (await import(module)).default;
  const { MultiDirectedGraph } = (await import("graphology")).default;
  const found = parse(MultiDirectedGraph, text);
  return {
    nodes: found.mapNodes((node, attributes) => ({ id: node, ...attributes })),
    edges: found.mapEdges((_, attributes, source, target) => ({ source, target, ...attributes })),
  };
}

const readers = {
  n3: async () => {
    const { Parser } = await import("n3");
    const format = file.endsWith(".trig") ? "TriG" : file.endsWith(".nt") ? "N-Triples" : "Turtle";
    const quads = new Parser({ format }).parse(text);
    return { triples: quads.length, graphs: [...new Set(quads.map((q) => q.graph.value))].sort() };
  },
  jsonld: async () => (await import("jsonld")).default.toRDF(JSON.parse(text), { format: "application/n-quads" }),
  cytoscape: async () => {
    const cytoscape = (await import("cytoscape")).default;
    const { elements } = JSON.parse(text);
    const found = cytoscape({ headless: true, elements });
    return { nodes: found.nodes().map((n) => n.data()), edges: found.edges().map((e) => e.data()) };
  },
  graphml: () => graph("graphology-graphml"),
  gexf: () => graph("graphology-gexf"),
};
process.stdout.write(JSON.stringify(await readers[reader]()));
