// The payload as kg/views/explorer_payload.py writes it, and how it is unpacked.

export interface Payload {
  title: string;
  base: string;
  language: string;
  scheme: string;
  kinds: string[];
  methods: string[];
  communities: string[];
  relations: [name: string, iri: string, reading: string, inverse: string, symmetric: number][];
  documents: { address: string[]; title: string[] };
  sections: { document: number[]; address: string[]; title: string[]; path: number[][]; titles: string[] };
  concepts: {
    iri: string[];
    label: string[];
    aliases: string[][];
    hidden: string[][];
    kind: number[];
    definition: number[];
    defined: number[];
    told: number[];
    size: number[];
    rank: number[];
    community: number[];
  };
  texts: string[];
  raw: Record<string, string>;
  words: string[];
  statements: { source: number[]; target: number[]; relation: number[]; confidence: number[]; evidence: number[][] };
  mentions: number[][];
  surfaces: string[];
  overview: { concept: number[]; x: number[]; y: number[] };
  between: number;
  skos: {
    labels: Record<number, [preferred: string, alternative: string[], hidden: string[], shared: string[]]>;
    definitions: Record<number, string>;
    apart: number[];
    words: Record<string, string>;
    inverse: Record<string, string>;
  };
}

/** Unpack base64 of gzip of JSON. */
export async function unpack(text: string): Promise<Payload> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as Payload;
}
