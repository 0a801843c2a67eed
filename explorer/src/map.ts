// The map on the screen: a canvas, what the pointer and the keys do to it, and pictures of it to take away.

import { h } from "./dom";
import type { Filter } from "./filters";
import type { Model } from "./model";
import { type Camera, drawnRadius, type Emphasis, paint, type Picture } from "./paint";
import { type Node, Scene } from "./scene";
import { CanvasSurface, SvgSurface } from "./surface";
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
  private nodes: Node[] = [];
  private drawn = 0;
  private flight = 0;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private drag: { node: Node | null; x: number; y: number; far: boolean } | null = null;
  private tapped = { id: -1, at: 0 };

  constructor(private readonly model: Model, filter: Filter, private theme: Theme, private readonly events: MapEvents) {
    this.filter = filter;
    this.scene = new Scene(model);
    this.element = h(
      "div",
      { class: "map", id: "map", tabindex: 0, role: "application", "aria-label": "Map of concepts", "aria-describedby": "map-keys" },
      this.canvas,
    );
    this.listen();
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
    const context = this.canvas.getContext("2d");
    if (!context || !this.width) return;
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

  /** Fly so that all that is shown fits. */
  fit(at = false): void {
    if (!this.nodes.length || !this.width) return;
    const xs = this.nodes.map((n) => n.x);
    const ys = this.nodes.map((n) => n.y);
    const [x0, x1, y0, y1] = [Math.min(...xs) - 70, Math.max(...xs) + 70, Math.min(...ys) - 40, Math.max(...ys) + 40];
    const room = Math.max(120, this.height - this.foot);
    const scale = Math.min(1.6, HIGH, Math.max(LOW, Math.min(this.width / (x1 - x0), room / (y1 - y0))));
    this.fly((x0 + x1) / 2, (y0 + y1) / 2 + this.foot / 2 / scale, scale, at);
  }

  center(concept: number, at = false): void {
    const node = this.scene.nodes.get(concept);
    if (node) this.fly(node.x, node.y, Math.max(this.camera.scale, 0.8), at);
  }

  zoom(factor: number): void {
    this.fly(this.camera.x, this.camera.y, Math.min(HIGH, Math.max(LOW, this.camera.scale * factor)));
  }

  private fly(x: number, y: number, scale: number, at = false): void {
    const from = { ...this.camera };
    const began = performance.now();
    cancelAnimationFrame(this.flight);
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

  private listen(): void {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (e) => this.down(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    canvas.addEventListener("pointerup", (e) => this.up(e));
    canvas.addEventListener("pointercancel", (e) => this.up(e));
    canvas.addEventListener("pointerleave", () => this.focusOn(null));
    canvas.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    this.element.addEventListener("keydown", (e) => this.key(e));
    this.element.addEventListener("blur", () => this.focusOn(null));
  }

  private down(e: PointerEvent): void {
    cancelAnimationFrame(this.flight);
    this.canvas.setPointerCapture(e.pointerId);
    this.pointers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    const node = this.pointers.size === 1 ? this.pick(e.offsetX, e.offsetY) : null;
    this.drag = { node, x: e.offsetX, y: e.offsetY, far: this.pointers.size > 1 };
  }

  private move(e: PointerEvent): void {
    const before = this.pointers.get(e.pointerId);
    if (!before || !this.drag) {
      if (e.pointerType !== "touch") this.point(e.offsetX, e.offsetY);
      return;
    }
    const [dx, dy] = [e.offsetX - before.x, e.offsetY - before.y];
    if (this.pointers.size === 2) this.pinch(e, before);
    before.x = e.offsetX;
    before.y = e.offsetY;
    if (Math.hypot(e.offsetX - this.drag.x, e.offsetY - this.drag.y) > 4) this.drag.far = true;
    if (this.pointers.size > 1 || !this.drag.far) return;
    if (this.drag.node) {
      this.drag.node.x += dx / this.camera.scale;
      this.drag.node.y += dy / this.camera.scale;
    } else {
      this.camera.x -= dx / this.camera.scale;
      this.camera.y -= dy / this.camera.scale;
    }
    this.draw();
  }

  private point(x: number, y: number): void {
    const node = this.pick(x, y);
    this.canvas.style.cursor = node ? "pointer" : "grab";
    this.focusOn(node ? node.id : null);
  }

  private pinch(e: PointerEvent, before: { x: number; y: number }): void {
    const other = [...this.pointers].find(([id]) => id !== e.pointerId)?.[1];
    if (!other) return;
    const factor = Math.hypot(e.offsetX - other.x, e.offsetY - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    this.zoomAt((e.offsetX + other.x) / 2, (e.offsetY + other.y) / 2, factor);
  }

  private up(e: PointerEvent): void {
    const { drag } = this;
    this.pointers.delete(e.pointerId);
    if (this.pointers.size) return;
    this.drag = null;
    if (!drag || e.type === "pointercancel") return;
    if (drag.far) {
      if (drag.node) {
        drag.node.pinned = true;
        this.refresh();
      }
      return;
    }
    const id = drag.node?.id ?? -1;
    const again = id >= 0 && this.tapped.id === id && e.timeStamp - this.tapped.at < 350;
    this.tapped = { id, at: e.timeStamp };
    if (again) this.events.expand(id);
    else if (id >= 0) this.events.select(id);
  }

  private wheel(e: WheelEvent): void {
    e.preventDefault();
    cancelAnimationFrame(this.flight);
    const lines = e.deltaMode === 1 ? 18 : 1;
    this.zoomAt(e.offsetX, e.offsetY, Math.exp(-e.deltaY * lines * (e.ctrlKey ? 0.01 : 0.0016)));
  }

  private zoomAt(px: number, py: number, factor: number): void {
    const scale = Math.min(HIGH, Math.max(LOW, this.camera.scale * factor));
    const [ox, oy] = [px - this.width / 2, py - this.height / 2];
    this.camera.x += ox / this.camera.scale - ox / scale;
    this.camera.y += oy / this.camera.scale - oy / scale;
    this.camera.scale = scale;
    this.draw();
  }

  private key(e: KeyboardEvent): void {
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrow) {
      e.preventDefault();
      if (e.shiftKey) this.fly(this.camera.x + (arrow[0] * 120) / this.camera.scale, this.camera.y + (arrow[1] * 120) / this.camera.scale, this.camera.scale);
      else this.walk(arrow);
    } else if (e.key === "Enter" && this.cursor !== null) {
      e.preventDefault();
      this.events.select(this.cursor);
    }
  }

  /** Step to the nearest concept in a direction and say its name. */
  private walk([dx, dy]: [number, number]): void {
    const start = this.scene.nodes.get(this.cursor ?? this.emphasis.selected ?? -1);
    let best: Node | null = null;
    let least = Infinity;
    for (const node of this.nodes) {
      if (node === start) continue;
      const [x, y] = [node.x - (start ?? this.camera).x, node.y - (start ?? this.camera).y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (start && along <= aside * 0.4) continue;
      const far = start ? along + 2.5 * aside : Math.hypot(x, y);
      if (far < least) [best, least] = [node, far];
    }
    if (!best) return;
    this.cursor = best.id;
    this.focusOn(best.id);
    this.keepInSight(best.id);
    const tied = this.scene.edges.filter((edge) => edge.a === best!.id || edge.b === best!.id).length;
    this.events.announce(`${this.model.label(best.id)}, ${this.model.kind(best.id)}, ${tied} neighbours on the map`);
  }

  /** Fly to a concept only if it is out of sight or at the rim. */
  keepInSight(concept: number, at = false): void {
    const place = this.placeOf(concept);
    if (!place) return;
    const inside = place.x > 70 && place.y > 50 && place.x < this.width - 70 && place.y < this.height - 60 - this.foot;
    if (!inside) this.center(concept, at);
  }
}
