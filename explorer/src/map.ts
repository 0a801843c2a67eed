// The map on the screen: a canvas, or SVG where there is none, and pictures of it to take away.

import { h } from "./dom";
import type { Filter } from "./filters";
import { Hand } from "./hand";
import type { Model } from "./model";
import { type Camera, drawnRadius, type Emphasis, paint, type Picture } from "./paint";
import { type Node, Scene } from "./scene";
import { CanvasSurface, svgElement, SvgSurface } from "./surface";
import type { Theme } from "./theme";

export interface MapEvents {
  select(concept: number): void;
  expand(concept: number): void;
  announce(words: string): void;
}

const LOW = 0.12;
const HIGH = 6;

export class MapView {
  readonly element: HTMLElement;
  readonly scene: Scene;
  readonly camera: Camera = { x: 0, y: 0, scale: 1 };
  readonly emphasis: Emphasis = { focus: null, selected: null, path: null, community: null, pinned: new Set() };
  /** the concept that the arrow keys stand on */
  cursor: number | null = null;
  filter: Filter;
  /** pixels at the bottom that something else covers */
  foot = 0;
  private readonly canvas = h("canvas", { "aria-hidden": "true" });
  /** null where the browser draws on no canvas: then the map is SVG */
  private readonly context = this.canvas.getContext("2d");
  /** what is drawn on */
  private readonly ground: HTMLElement = this.context ? this.canvas : h("div", { class: "ground", "aria-hidden": "true" });
  private nodes: Node[] = [];
  private drawn = 0;
  private flight = 0;

  constructor(readonly model: Model, filter: Filter, private theme: Theme, events: MapEvents) {
    this.filter = filter;
    this.scene = new Scene(model);
    this.element = h(
      "div",
      { class: "map", id: "map", tabindex: 0, role: "application", "aria-label": "Map of concepts", "aria-describedby": "map-keys" },
      this.ground,
    );
    new Hand(this, this.ground, events);
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  get width(): number {
    return this.element.clientWidth;
  }

  get height(): number {
    return this.element.clientHeight;
  }

  get upright(): boolean {
    return this.height > 1.15 * this.width;
  }

  get shown(): Node[] {
    return this.nodes;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.draw();
  }

  /** Take over what the scene holds now. */
  refresh(): void {
    this.scene.connect(this.filter);
    this.nodes = this.scene.visible(this.filter);
    this.emphasis.pinned = new Set(this.nodes.filter((n) => n.pinned).map((n) => n.id));
    if (this.emphasis.focus !== null && !this.nodes.some((n) => n.id === this.emphasis.focus)) this.emphasis.focus = null;
    this.draw();
  }

  draw(): void {
    if (!this.drawn) this.drawn = requestAnimationFrame(() => this.drawNow());
  }

  private drawNow(): void {
    this.drawn = 0;
    const { context } = this;
    if (!this.width) return;
    if (!context) {
      this.ground.replaceChildren(svgElement(this.toSvg("")));
      return;
    }
    const ratio = this.canvas.width / this.width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(new CanvasSurface(context), this.picture());
  }

  private picture(): Picture {
    const { model, nodes, camera, theme, emphasis, width, height } = this;
    return { model, nodes, edges: this.scene.edges, camera, theme, emphasis, width, height };
  }

  toSvg(title: string): string {
    const surface = new SvgSurface(title);
    paint(surface, this.picture());
    return surface.toString();
  }

  /** The picture at twice the size of the screen's, as PNG. */
  toPng(): Promise<Blob | null> {
    const canvas = h("canvas", { width: 2 * this.width, height: 2 * this.height });
    const context = canvas.getContext("2d");
    if (!context) return Promise.resolve(null);
    context.scale(2, 2);
    paint(new CanvasSurface(context), this.picture());
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  private resize(): void {
    const ratio = window.devicePixelRatio || 1;
    if (!this.width || !this.height) return;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    cancelAnimationFrame(this.drawn);
    this.drawNow(); // at once: a resized canvas is empty
  }

  /** The camera under which all that is shown fits. */
  private whole(): Camera {
    const xs = this.nodes.map((n) => n.x);
    const ys = this.nodes.map((n) => n.y);
    const [x0, x1, y0, y1] = [Math.min(...xs) - 70, Math.max(...xs) + 70, Math.min(...ys) - 40, Math.max(...ys) + 40];
    const room = Math.max(120, this.height - this.foot);
    const scale = Math.min(1.6, HIGH, Math.max(LOW, Math.min(this.width / (x1 - x0), room / (y1 - y0))));
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + this.foot / 2 / scale, scale };
  }

  /** Fly so that all that is shown fits. */
  fit(at = false): void {
    if (!this.nodes.length || !this.width) return;
    const { x, y, scale } = this.whole();
    this.fly(x, y, scale, at);
  }

  center(concept: number, at = false): void {
    const node = this.scene.nodes.get(concept);
    if (node) this.fly(node.x, node.y, Math.max(this.camera.scale, 0.8), at);
  }

  zoom(factor: number): void {
    this.fly(this.camera.x, this.camera.y, Math.min(HIGH, Math.max(LOW, this.camera.scale * factor)));
  }

  fly(x: number, y: number, scale: number, at = false): void {
    const from = { ...this.camera };
    const began = performance.now();
    this.stop();
    const still = at || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = (now: number) => {
      const t = still ? 1 : Math.min(1, Math.max(0, (now - began) / 320));
      const ease = 1 - (1 - t) ** 3;
      this.camera.x = from.x + (x - from.x) * ease;
      this.camera.y = from.y + (y - from.y) * ease;
      this.camera.scale = from.scale * (scale / from.scale) ** ease;
      cancelAnimationFrame(this.drawn);
      this.drawNow();
      if (t < 1) this.flight = requestAnimationFrame(step);
    };
    step(began);
  }

  /** End a flight where it is. */
  stop(): void {
    cancelAnimationFrame(this.flight);
  }

  /** The concept at a point of the screen, if any; the nearest wins. */
  pick(px: number, py: number): Node | null {
    let best: Node | null = null;
    let least = Infinity;
    for (const node of this.nodes) {
      const x = (node.x - this.camera.x) * this.camera.scale + this.width / 2;
      const y = (node.y - this.camera.y) * this.camera.scale + this.height / 2;
      const far = Math.hypot(px - x, py - y) - drawnRadius(node.r, this.camera.scale);
      if (far < 7 && far < least) [best, least] = [node, far];
    }
    return best;
  }

  /** Where a concept is drawn, in pixels of the map. */
  placeOf(concept: number): { x: number; y: number } | null {
    const node = this.scene.nodes.get(concept);
    if (!node) return null;
    return { x: (node.x - this.camera.x) * this.camera.scale + this.width / 2, y: (node.y - this.camera.y) * this.camera.scale + this.height / 2 };
  }

  focusOn(concept: number | null): void {
    if (this.emphasis.focus === concept) return;
    this.emphasis.focus = concept;
    this.draw();
  }

  /** Zoom so that what is under a point of the screen stays there. */
  zoomAt(px: number, py: number, factor: number): void {
    const scale = Math.min(HIGH, Math.max(LOW, this.camera.scale * factor));
    const [ox, oy] = [px - this.width / 2, py - this.height / 2];
    this.camera.x += ox / this.camera.scale - ox / scale;
    this.camera.y += oy / this.camera.scale - oy / scale;
    this.camera.scale = scale;
    this.draw();
  }

  /** Fly to a concept only if it is out of sight or at the rim; who saw the whole map goes on seeing it. */
  keepInSight(concept: number, at = false): void {
    const place = this.placeOf(concept);
    if (!place) return;
    const inside = place.x > 70 && place.y > 50 && place.x < this.width - 70 && place.y < this.height - 60 - this.foot;
    if (inside) return;
    if (this.camera.scale <= 1.3 * this.whole().scale) this.fit(at);
    else this.center(concept, at);
  }
}
