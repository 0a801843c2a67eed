// Ways through the graph: between two concepts, around one, and down to what it needs first.

import type { Filter } from "./filters";
import type { Model } from "./model";

/** One step of a path: from a concept over a statement (in its direction or against it) to the next. */
export interface Step {
  from: number;
  to: number;
  statement: number;
  outward: boolean;
}

export interface Need {
  concept: number;
  depth: number;
  /** the statements by which concepts nearer to the start need this one */
  statements: number[];
}

/** Call back for every statement that joins a concept to another one and passes the filter. */
export function eachNeighbour(model: Model, filter: Filter, concept: number, visit: (other: number, statement: number, outward: boolean) => void): void {
  const { source, target } = model.data.statements;
  for (const s of model.statementsFrom[concept]) if (target[s] >= 0 && target[s] !== concept && filter.statement(s)) visit(target[s], s, true);
  for (const s of model.statementsTo[concept]) if (source[s] >= 0 && source[s] !== concept && filter.statement(s)) visit(source[s], s, false);
}

/** Neighbours with the best statement to each, most certain and central first. */
export function neighbours(model: Model, filter: Filter, concept: number): number[] {
  const best = new Map<number, number>();
  eachNeighbour(model, filter, concept, (other, s) => {
    if (filter.concept(other)) best.set(other, Math.max(best.get(other) ?? 0, model.confidence(s)));
  });
  return [...best.keys()].sort((a, b) => best.get(b)! - best.get(a)! || model.rank(b) - model.rank(a) || a - b);
}

class Heap {
  private readonly slots: [cost: number, concept: number][] = [];
  get size(): number {
    return this.slots.length;
  }
  push(cost: number, concept: number): void {
    const slots = this.slots;
    let i = slots.push([cost, concept]) - 1;
    for (let up = (i - 1) >> 1; i > 0 && less(slots[i], slots[up]); i = up, up = (i - 1) >> 1) [slots[i], slots[up]] = [slots[up], slots[i]];
  }
  pop(): [number, number] {
    const slots = this.slots;
    const top = slots[0];
    const last = slots.pop()!;
    if (slots.length) slots[0] = last;
    for (let i = 0, down = 1; down < slots.length; i = down, down = 2 * i + 1) {
      if (down + 1 < slots.length && less(slots[down + 1], slots[down])) down++;
      if (!less(slots[down], slots[i])) break;
      [slots[i], slots[down]] = [slots[down], slots[i]];
    }
    return top;
  }
}

function less(a: [number, number], b: [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** What a step costs: one, more if doubtful, and more if it leads through a concept that everything is tied to. */
function cost(model: Model, statement: number, to: number, goal: number): number {
  return 1 + (1 - model.confidence(statement)) + (to === goal ? 0 : Math.log2(1 + model.degree[to]) / 12);
}

/** The most telling way between two concepts (Dijkstra 1959); null where there is none. */
export function findPath(model: Model, filter: Filter, from: number, to: number): Step[] | null {
  if (from === to) return [];
  const best = new Map<number, number>([[from, 0]]);
  const came = new Map<number, Step>();
  const done = new Set<number>();
  const heap = new Heap();
  heap.push(0, from);
  while (heap.size) {
    const [spent, at] = heap.pop();
    if (at === to) return trace(came, from, to);
    if (done.has(at)) continue;
    done.add(at);
    eachNeighbour(model, filter, at, (other, statement, outward) => {
      const total = spent + cost(model, statement, other, to);
      if (!filter.concept(other) && other !== to) return;
      if (total < (best.get(other) ?? Infinity)) {
        best.set(other, total);
        came.set(other, { from: at, to: other, statement, outward });
        heap.push(total, other);
      }
    });
  }
  return null;
}

function trace(came: Map<number, Step>, from: number, to: number): Step[] {
  const steps: Step[] = [];
  for (let at = to; at !== from; at = steps[0].from) steps.unshift(came.get(at)!);
  return steps;
}

/** What a concept needs first, and what that needs, up to `depth` steps down; nearest first, most certain first. */
export function findNeeds(model: Model, filter: Filter, concept: number, depth = 3): Need[] {
  const needs = new Map<number, Need>();
  let layer = [concept];
  for (let level = 1; level <= depth && layer.length; level++) {
    const next: number[] = [];
    for (const at of layer) {
      for (const s of model.statementsFrom[at]) {
        const other = model.data.statements.target[s];
        if (model.relationOf(s).name !== "requires" || other < 0 || other === concept || !filter.statement(s)) continue;
        const known = needs.get(other);
        if (!known) {
          needs.set(other, { concept: other, depth: level, statements: [s] });
          next.push(other);
        } else if (known.depth === level) known.statements.push(s);
      }
    }
    layer = next;
  }
  const sure = (need: Need) => Math.max(...need.statements.map((s) => model.confidence(s)));
  return [...needs.values()].sort((a, b) => a.depth - b.depth || sure(b) - sure(a) || model.rank(b.concept) - model.rank(a.concept));
}

/** Concepts around one, at most `depth` steps away and at most `most` in all; nearest and most certain first. */
export function surroundings(model: Model, filter: Filter, concept: number, depth: number, most: number): Map<number, number> {
  const found = new Map<number, number>([[concept, 0]]);
  let layer = [concept];
  for (let level = 1; level <= depth; level++) {
    const next: number[] = [];
    const share = Math.max(3, Math.floor((most - found.size) / Math.max(1, layer.length)));
    for (const at of layer) {
      const fresh = neighbours(model, filter, at).filter((other) => !found.has(other));
      for (const other of fresh.slice(0, share)) {
        if (found.size >= most) return found;
        found.set(other, level);
        next.push(other);
      }
    }
    layer = next;
  }
  return found;
}
