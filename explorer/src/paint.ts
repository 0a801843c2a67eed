// One picture of the map: lines, concepts, labels where there is room.

import type { Model } from "./model";
import type { Edge, Node } from "./scene";
import { FONT, type Shape, type Stroke, type Surface } from "./surface";
import { colourOf, type Theme } from "./theme";

export interface Camera {
  /** the place that is in the middle of the picture */
  x: number;
  y: number;
  scale: number;
}

export interface Emphasis {
  /** the concept that is pointed at: all but its neighbours are dimmed */
  focus: number | null;
  /** the concept that is read */
  selected: number | null;
  /** a path: its concepts, and its statements */
  path: { nodes: Set<number>; statements: Set<number> } | null;
  community: number | null;
  pinned: Set<number>;
}

export interface Picture {
  model: Model;
  nodes: Node[];
  edges: Edge[];
  camera: Camera;
  width: number;
  height: number;
  theme: Theme;
  emphasis: Emphasis;
}

const SHAPES: Record<string, Shape> = { glossary: "disc", topic: "square", symbol: "diamond", term: "ring" };
const DIM = 0.13;

export function shapeOf(kind: string): Shape {
  return SHAPES[kind] ?? "disc";
}

export function drawnRadius(r: number, scale: number): number {
  return r * Math.min(2.2, Math.max(0.55, scale ** 0.6));
}

const widths = new Map<string, number>();
let ruler: CanvasRenderingContext2D | null = null;

function textWidth(words: string, size: number, bold: boolean): number {
  const key = `${bold ? "b" : ""}${size} ${words}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (ruler) ruler.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
    widths.set(key, (width = ruler ? ruler.measureText(words).width : words.length * size * 0.55));
  }
  return width;
}

type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** Boxes that are taken. */
class Room {
  private readonly cells = new Map<number, Box[]>();

  private static *keys([x0, y0, x1, y1]: Box): Generator<number> {
    for (let i = Math.floor(x0 / 80); i <= Math.floor(x1 / 80); i++) {
      for (let j = Math.floor(y0 / 40); j <= Math.floor(y1 / 40); j++) yield i * 10007 + j;
    }
  }

  isFree(box: Box): boolean {
    for (const key of Room.keys(box)) {
      for (const [x0, y0, x1, y1] of this.cells.get(key) ?? []) if (box[0] < x1 && box[2] > x0 && box[1] < y1 && box[3] > y0) return false;
    }
    return true;
  }

  take(box: Box): void {
    for (const key of Room.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

interface Spot {
  node: Node;
  x: number;
  y: number;
  r: number;
  lit: boolean;
}

/** Concepts that stay bright; null where nothing is singled out and all do. */
function litNodes(picture: Picture): Set<number> | null {
  const { focus, path, community } = picture.emphasis;
  if (focus !== null) {
    const lit = new Set([focus]);
    for (const edge of picture.edges) {
      if (edge.a === focus) lit.add(edge.b);
      if (edge.b === focus) lit.add(edge.a);
    }
    return lit;
  }
  if (path) return path.nodes;
  if (community === null) return null;
  return new Set(picture.nodes.filter((node) => picture.model.community(node.id) === community).map((node) => node.id));
}

export function paint(surface: Surface, picture: Picture): void {
  const { camera, width, height, theme } = picture;
  surface.ground(theme.ground, width, height);
  const lit = litNodes(picture);
  const spots = new Map<number, Spot>();
  for (const node of picture.nodes) {
    const x = (node.x - camera.x) * camera.scale + width / 2;
    const y = (node.y - camera.y) * camera.scale + height / 2;
    spots.set(node.id, { node, x, y, r: drawnRadius(node.r, camera.scale), lit: !lit || lit.has(node.id) });
  }
  const told = paintEdges(surface, picture, spots, lit !== null);
  const inside = [...spots.values()].filter((s) => s.x > -60 && s.y > -40 && s.x < width + 60 && s.y < height + 40);
  paintNodes(surface, picture, inside);
  paintLabels(surface, picture, inside, told);
}

function isEmphasised(edge: Edge, emphasis: Emphasis): boolean {
  const { focus, selected, path } = emphasis;
  if (focus !== null) return edge.a === focus || edge.b === focus;
  if (path) return edge.statements.some((s) => path.statements.has(s));
  return selected !== null && (edge.a === selected || edge.b === selected);
}

/** Draw the lines in a few strokes, by look; returns those whose reading is written beside them. */
function paintEdges(surface: Surface, picture: Picture, spots: Map<number, Spot>, dimming: boolean): [Edge, Spot, Spot][] {
  const { theme, emphasis, model } = picture;
  const looks = new Map<string, { stroke: Stroke; coordinates: number[] }>();
  const strong: [Edge, Spot, Spot][] = [];
  const quiet = picture.edges.length > 500 ? 0.34 : 0.5;
  for (const edge of picture.edges) {
    const a = spots.get(edge.a);
    const b = spots.get(edge.b);
    if (!a || !b) continue;
    if (isEmphasised(edge, emphasis)) {
      strong.push([edge, a, b]);
      continue;
    }
    if (!edge.backbone) continue;
    const relation = model.relationOf(edge.main).name;
    const faded = dimming && !(a.lit && b.lit && emphasis.focus === null && !emphasis.path);
    const key = `${relation === "contrast" ? "c" : relation === "related" || relation === "requires" ? "r" : "s"}${faded}`;
    let look = looks.get(key);
    if (!look) {
      const alpha = faded ? 0.08 : key.startsWith("s") ? quiet + 0.15 : quiet;
      const stroke: Stroke = { colour: theme.line, width: key.startsWith("s") ? 1.2 : 0.8, alpha };
      if (key.startsWith("c")) stroke.dash = [5, 4];
      looks.set(key, (look = { stroke, coordinates: [] }));
    }
    look.coordinates.push(a.x, a.y, b.x, b.y);
  }
  for (const { stroke, coordinates } of looks.values()) surface.lines(coordinates, stroke);
  for (const [edge, a, b] of strong) paintStrong(surface, picture, edge, a, b);
  return strong;
}

function paintStrong(surface: Surface, picture: Picture, edge: Edge, a: Spot, b: Spot): void {
  const { theme, model } = picture;
  const relation = model.relationOf(edge.main);
  const stroke: Stroke = { colour: theme.accent, width: 1.6, alpha: 0.75 };
  if (relation.name === "contrast") stroke.dash = [5, 4];
  surface.lines([a.x, a.y, b.x, b.y], stroke);
  if (relation.symmetric) return;
  const [from, to] = model.data.statements.source[edge.main] === edge.a ? [a, b] : [b, a];
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  surface.arrow(to.x - (to.r + 2) * Math.cos(angle), to.y - (to.r + 2) * Math.sin(angle), angle, 8, theme.accent, 0.9);
}

function paintNodes(surface: Surface, picture: Picture, spots: Spot[]): void {
  const { theme, model, emphasis } = picture;
  for (const { node, x, y, r, lit } of spots) {
    const colour = colourOf(theme, model.community(node.id));
    const shape = shapeOf(model.kind(node.id));
    const alpha = lit ? 1 : DIM;
    const singled = node.id === emphasis.selected || node.id === emphasis.focus;
    if (singled) surface.shape("ring", x, y, r + 5, theme.ground, theme.accent, 2.5, 1);
    else if (emphasis.pinned.has(node.id)) surface.shape("ring", x, y, r + 3.5, theme.ground, theme.faint, 1, alpha);
    if (shape === "ring") surface.shape(shape, x, y, r - 0.5, theme.ground, colour, 2, alpha);
    else surface.shape(shape, x, y, r, colour, theme.ground, 1.2, alpha);
  }
}

/** Below, above, right, left of a concept: middle of the label's base line. */
function placesAround({ x, y, r }: Spot, half: number, size: number): [number, number][] {
  return [[x, y + r + size + 1], [x, y - r - 5], [x + r + half + 3, y + size * 0.35], [x - r - half - 3, y + size * 0.35]];
}

function paintLabels(surface: Surface, picture: Picture, spots: Spot[], told: [Edge, Spot, Spot][]): void {
  const { theme, model, emphasis, camera } = picture;
  const words = new Room();
  const discs = new Room();
  const first = new Set([emphasis.selected, emphasis.focus]);
  const near = new Set(told.flatMap(([edge]) => [edge.a, edge.b]));
  const worth = ({ node, lit }: Spot) => (first.has(node.id) ? 1e4 : 0) + (near.has(node.id) ? 200 : 0) + (lit ? 100 : 0) + node.r;
  for (const { x, y, r } of spots) discs.take([x - r, y - r, x + r, y + r]);
  for (const spot of [...spots].sort((a, b) => worth(b) - worth(a) || a.node.id - b.node.id)) {
    if (!spot.lit) continue;
    const must = first.has(spot.node.id);
    const full = model.label(spot.node.id);
    const label = must || full.length <= 34 ? full : `${full.slice(0, 32).trimEnd()}…`;
    const bold = must || spot.node.r > 13;
    const size = Math.round(10.5 + Math.min(4.5, spot.node.r * 0.28) + Math.min(1.5, Math.max(0, camera.scale - 1)));
    const half = textWidth(label, size, bold) / 2 + 2;
    const box = ([x, y]: [number, number]): Box => [x - half, y - size + 2, x + half, y + 3];
    const places = placesAround(spot, half, size).filter(([x, y]) => x > half && x < picture.width - half && y > size && words.isFree(box([x, y])));
    // the label of a large concept may cover a small one's disc; others find room or wait until the reader comes nearer
    const place = places.find((at) => discs.isFree(box(at))) ?? (must || spot.node.r > 9 ? places[0] : undefined) ?? (must ? placesAround(spot, half, size)[0] : undefined);
    if (!place) continue;
    words.take(box(place));
    surface.text(label, place[0], place[1], size, theme.ink, theme.ground, 1, bold);
  }
  paintReadings(surface, picture, words, discs, told);
}

/** Say beside a strong line how it is read, where there is room. */
function paintReadings(surface: Surface, picture: Picture, words: Room, discs: Room, told: [Edge, Spot, Spot][]): void {
  for (const [edge, a, b] of told) {
    const reading = picture.model.relationOf(edge.main).reading;
    const half = textWidth(reading, 10, false) / 2 + 3;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2 + 3];
    const box: Box = [x - half, y - 9, x + half, y + 3];
    if (Math.hypot(a.x - b.x, a.y - b.y) < 2 * half + a.r + b.r || !words.isFree(box) || !discs.isFree(box)) continue;
    words.take(box);
    surface.text(reading, x, y, 10, picture.theme.accent, picture.theme.ground, 0.95, false, true);
  }
}
