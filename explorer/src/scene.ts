// What is on the map: concepts with their places, and the lines between them.

import type { Filter } from "./filters";
import { part, settle } from "./layout";
import type { Model } from "./model";
import { eachNeighbour, neighbours, surroundings } from "./paths";

export interface Node {
  id: number;
  x: number;
  y: number;
  r: number;
  pinned: boolean;
}

/** All statements between two concepts of the map; `main` is the most telling one. */
export interface Edge {
  a: number;
  b: number;
  statements: number[];
  main: number;
  weight: number;
  /** drawn also when nothing is pointed at: the strongest few of each concept, so that the picture stays readable */
  backbone: boolean;
}

const TELLING: Record<string, number> = { broader: 3, narrower: 3, part_of: 3, contrast: 2.5, used_for: 2, related: 1, requires: 0.6 };
const BACKBONE = 3;
const EXPAND = 14;

export class Scene {
  readonly nodes = new Map<number, Node>();
  readonly hidden = new Set<number>();
  edges: Edge[] = [];

  constructor(private readonly model: Model) {}

  /** The first picture, as it was laid out when the page was written; turned upright on an upright screen. */
  showOverview(upright: boolean): void {
    const { concept, x, y } = this.model.data.overview;
    const kept = [...this.nodes.values()].filter((node) => node.pinned);
    this.nodes.clear();
    concept.forEach((id, i) => this.put(id, upright ? -y[i] : x[i], upright ? x[i] : y[i]));
    for (const node of kept) this.nodes.set(node.id, node);
  }

  /** A concept in the middle and what is around it. */
  showLocal(center: number, depth: number, filter: Filter): void {
    const found = surroundings(this.model, filter, center, depth, depth === 1 ? 60 : depth === 2 ? 90 : 140);
    this.nodes.clear();
    const ring = [...found.entries()].sort((a, b) => a[1] - b[1] || this.model.community(a[0]) - this.model.community(b[0]) || a[0] - b[0]);
    ring.forEach(([id, level], i) => {
      const angle = (2 * Math.PI * i) / Math.max(1, ring.length - 1);
      this.put(id, level * 150 * Math.cos(angle), level * 110 * Math.sin(angle));
    });
    this.arrange(new Set([center]), filter);
  }

  /** A path as a line from left to right (or top to bottom), and nothing else. */
  showOnly(concepts: number[], upright: boolean): void {
    this.nodes.clear();
    concepts.forEach((id, i) => {
      const along = (i - (concepts.length - 1) / 2) * (upright ? 110 : 190);
      const aside = (i % 2 ? 1 : -1) * (concepts.length > 2 ? 26 : 0);
      this.put(id, upright ? aside : along, upright ? along : aside);
    });
  }

  /** Layers side by side, the first at the right (or top): what stands farther away must be known earlier. */
  showLayers(layers: number[][], upright: boolean): void {
    this.nodes.clear();
    layers.forEach((layer, depth) => {
      layer.forEach((id, i) => {
        const aside = (i - (layer.length - 1) / 2) * (upright ? 120 : 52);
        const along = depth * (upright ? 130 : 250);
        if (upright) this.put(id, aside, along + (i % 2) * 46);
        else this.put(id, -along, aside);
      });
    });
  }

  /** Add a concept's neighbours near to it; returns how many are new. */
  expand(concept: number, filter: Filter): number {
    const center = this.nodes.get(concept) ?? this.put(concept, 0, 0);
    const fresh = neighbours(this.model, filter, concept).filter((id) => !this.nodes.has(id)).slice(0, EXPAND);
    for (const id of fresh) this.hidden.delete(id);
    const fixed = new Set(this.nodes.keys());
    const away = Math.atan2(center.y, center.x || 1e-6);
    fresh.forEach((id, i) => {
      const angle = away + ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * 2 * Math.PI) / Math.max(10, fresh.length);
      this.put(id, center.x + 120 * Math.cos(angle), center.y + 120 * Math.sin(angle));
    });
    this.arrange(fixed, filter);
    return fresh.length;
  }

  /** Make sure that a concept is on the map: near its neighbours there, or in the middle. */
  ensure(concept: number, filter: Filter): Node {
    this.hidden.delete(concept);
    const known = this.nodes.get(concept);
    if (known) return known;
    const near = neighbours(this.model, filter, concept).map((id) => this.nodes.get(id)).filter((n): n is Node => !!n).slice(0, 3);
    const mean = (axis: "x" | "y") => near.reduce((sum, node) => sum + node[axis], 0) / Math.max(1, near.length);
    const fixed = new Set(this.nodes.keys());
    const node = this.put(concept, mean("x") + 60, mean("y") + 60);
    this.arrange(fixed, filter);
    return node;
  }

  private put(id: number, x: number, y: number): Node {
    const node = { id, x, y, r: this.model.radius(id), pinned: false };
    this.nodes.set(id, node);
    return node;
  }

  private arrange(fixed: Set<number>, filter: Filter): void {
    this.connect(filter);
    const nodes = [...this.nodes.values()];
    const index = new Map(nodes.map((node, i) => [node.id, i]));
    const still = nodes.map((node) => fixed.has(node.id) || node.pinned);
    const pairs = this.edges.map((edge): [number, number] => [index.get(edge.a)!, index.get(edge.b)!]);
    settle(nodes, pairs, still, nodes.length > 250 ? 12 : 90);
    part(nodes, nodes.map((node) => Math.min(150, this.model.label(node.id).length * 6.6 + 8)), still, nodes.length > 250 ? 15 : 60);
  }

  visible(filter: Filter): Node[] {
    return [...this.nodes.values()].filter((node) => !this.hidden.has(node.id) && (filter.concept(node.id) || node.pinned));
  }

  /** Find the lines between the concepts of the map anew. */
  connect(filter: Filter): void {
    const pairs = new Map<string, Edge>();
    for (const id of this.nodes.keys()) {
      eachNeighbour(this.model, filter, id, (other, statement, outward) => {
        if (!outward || !this.nodes.has(other)) return;
        const [a, b] = id < other ? [id, other] : [other, id];
        const key = `${a} ${b}`;
        let edge = pairs.get(key);
        if (!edge) pairs.set(key, (edge = { a, b, statements: [], main: statement, weight: 0, backbone: false }));
        edge.statements.push(statement);
        const weight = (TELLING[this.model.relationOf(statement).name] ?? 0.5) * this.model.confidence(statement);
        if (weight > (TELLING[this.model.relationOf(edge.main).name] ?? 0.5) * this.model.confidence(edge.main)) edge.main = statement;
        edge.weight += weight;
      });
    }
    this.edges = [...pairs.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
    const used = new Map<number, number>();
    for (const edge of this.edges) {
      const a = used.get(edge.a) ?? 0;
      const b = used.get(edge.b) ?? 0;
      edge.backbone = a < BACKBONE || b < BACKBONE;
      if (edge.backbone) used.set(edge.a, a + 1).set(edge.b, b + 1);
    }
  }
}
