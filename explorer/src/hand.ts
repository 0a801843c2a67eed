// What the pointer and the keys do to the map.

import type { MapEvents, MapView } from "./map";
import type { Node } from "./scene";

export class Hand {
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private drag: { node: Node | null; x: number; y: number; far: boolean } | null = null;
  private tapped = { id: -1, at: 0 };

  constructor(private readonly map: MapView, private readonly ground: HTMLElement, private readonly events: MapEvents) {
    this.listen();
  }

  private listen(): void {
    const { ground, map } = this;
    ground.addEventListener("pointerdown", (e) => this.down(e));
    ground.addEventListener("pointermove", (e) => this.move(e));
    ground.addEventListener("pointerup", (e) => this.up(e));
    ground.addEventListener("pointercancel", (e) => this.up(e));
    ground.addEventListener("pointerleave", () => this.map.focusOn(null));
    ground.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    map.element.addEventListener("keydown", (e) => this.key(e));
    map.element.addEventListener("blur", () => this.map.focusOn(null));
  }

  private down(e: PointerEvent): void {
    this.map.stop();
    this.ground.setPointerCapture(e.pointerId);
    this.pointers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    const node = this.pointers.size === 1 ? this.map.pick(e.offsetX, e.offsetY) : null;
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
      this.drag.node.x += dx / this.map.camera.scale;
      this.drag.node.y += dy / this.map.camera.scale;
    } else {
      this.map.camera.x -= dx / this.map.camera.scale;
      this.map.camera.y -= dy / this.map.camera.scale;
    }
    this.map.draw();
  }

  private point(x: number, y: number): void {
    const node = this.map.pick(x, y);
    this.ground.style.cursor = node ? "pointer" : "grab";
    this.map.focusOn(node ? node.id : null);
  }

  private pinch(e: PointerEvent, before: { x: number; y: number }): void {
    const other = [...this.pointers].find(([id]) => id !== e.pointerId)?.[1];
    if (!other) return;
    const factor = Math.hypot(e.offsetX - other.x, e.offsetY - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    this.map.zoomAt((e.offsetX + other.x) / 2, (e.offsetY + other.y) / 2, factor);
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
        this.map.refresh();
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
    this.map.stop();
    const lines = e.deltaMode === 1 ? 18 : 1;
    this.map.zoomAt(e.offsetX, e.offsetY, Math.exp(-e.deltaY * lines * (e.ctrlKey ? 0.01 : 0.0016)));
  }

  private key(e: KeyboardEvent): void {
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrow) {
      e.preventDefault();
      if (e.shiftKey) this.map.fly(this.map.camera.x + (arrow[0] * 120) / this.map.camera.scale, this.map.camera.y + (arrow[1] * 120) / this.map.camera.scale, this.map.camera.scale);
      else this.walk(arrow);
    } else if (e.key === "Enter" && this.map.cursor !== null) {
      e.preventDefault();
      this.events.select(this.map.cursor);
    }
  }

  /** Step to the nearest concept in a direction and say its name. */
  private walk([dx, dy]: [number, number]): void {
    const start = this.map.scene.nodes.get(this.map.cursor ?? this.map.emphasis.selected ?? -1);
    let best: Node | null = null;
    let least = Infinity;
    for (const node of this.map.shown) {
      if (node === start) continue;
      const [x, y] = [node.x - (start ?? this.map.camera).x, node.y - (start ?? this.map.camera).y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (start && along <= aside * 0.4) continue;
      const far = start ? along + 2.5 * aside : Math.hypot(x, y);
      if (far < least) [best, least] = [node, far];
    }
    if (!best) return;
    this.map.cursor = best.id;
    this.map.focusOn(best.id);
    this.map.keepInSight(best.id);
    const tied = this.map.scene.edges.filter((edge) => edge.a === best!.id || edge.b === best!.id).length;
    this.events.announce(`${this.map.model.label(best.id)}, ${this.map.model.kind(best.id)}, ${tied} neighbours on the map`);
  }
}
