import { describe, expect, it } from "vitest";
import { makeFilter } from "../src/filters";
import { findNeeds, findPath, neighbours, surroundings } from "../src/paths";
import { START } from "../src/state";
import { makeModel } from "./graph";

const kind = (source: number, target: number, confidence = 0.9) => ({ source, relation: "broader", target, confidence });
const need = (source: number, target: number, confidence = 0.9) => ({ source, relation: "requires", target, confidence });
const chain = makeModel(["a", "b", "c", "d", "e", "far"], [kind(0, 1), kind(2, 1), kind(2, 3), need(0, 3, 0.1), need(3, 4), need(4, 3), need(4, 0)]);
const all = makeFilter(chain, { ...START });

describe("path", () => {
  it("goes along and against statements", () => {
    expect(findPath(chain, all, 0, 2)).toEqual([
      { from: 0, to: 1, statement: 0, outward: true },
      { from: 1, to: 2, statement: 1, outward: false },
    ]);
  });
  it("is empty from a concept to itself and null where nothing leads", () => {
    expect(findPath(chain, all, 1, 1)).toEqual([]);
    expect(findPath(chain, all, 0, 5)).toBeNull();
  });
  it("keeps to the statements that the filters leave", () => {
    const sure = makeFilter(chain, { ...START, min: 50, relations: ["broader"] });
    expect(findPath(chain, sure, 0, 3)?.map((step) => step.to)).toEqual([1, 2, 3]);
    expect(findPath(chain, all, 0, 3)?.map((step) => step.to)).toEqual([3]);
    expect(findPath(chain, makeFilter(chain, { ...START, relations: ["contrast"] }), 0, 3)).toBeNull();
  });
  it("prefers the sure way of two that are equally long", () => {
    const model = makeModel(["a", "b", "c", "d"], [kind(0, 1, 0.3), kind(1, 3, 0.3), kind(0, 2, 0.9), kind(2, 3, 0.9)]);
    expect(findPath(model, makeFilter(model, { ...START }), 0, 3)?.map((step) => step.to)).toEqual([2, 3]);
  });
  it("every step joins the one before, on any of many graphs", () => {
    for (let seed = 1; seed < 40; seed++) {
      let dice = seed;
      const roll = (n: number) => (dice = (dice * 48271) % 2147483647) % n;
      const said = Array.from({ length: 30 }, () => kind(roll(15), roll(15), (1 + roll(9)) / 10)).filter((s) => s.source !== s.target);
      const model = makeModel(Array.from({ length: 15 }, (_, i) => `c${i}`), said);
      const filter = makeFilter(model, { ...START });
      const path = findPath(model, filter, 0, 14);
      const reached = surroundings(model, filter, 0, 20, 1000).has(14);
      expect(path !== null).toBe(reached);
      let at = 0;
      for (const step of path ?? []) {
        expect(step.from).toBe(at);
        const { source, target } = model.data.statements;
        expect([source[step.statement], target[step.statement]].sort()).toEqual([step.from, step.to].sort());
        expect(source[step.statement] === step.from).toBe(step.outward);
        at = step.to;
      }
      if (path) expect(at).toBe(14);
    }
  });
});

describe("needs", () => {
  it("go down level by level and end in a cycle", () => {
    expect(findNeeds(chain, all, 0).map(({ concept, depth }) => [concept, depth])).toEqual([[3, 1], [4, 2]]);
  });
  it("stop at the depth asked for", () => expect(findNeeds(chain, all, 0, 1).map((n) => n.concept)).toEqual([3]));
});

describe("surroundings", () => {
  it("hold what is near, with its distance", () => expect([...surroundings(chain, all, 0, 1, 50)]).toEqual([[0, 0], [1, 1], [4, 1], [3, 1]]));
  it("are never more than asked for", () => expect(surroundings(chain, all, 0, 3, 3).size).toBe(3));
  it("put the surest neighbour first", () => expect(neighbours(chain, all, 0).at(-1)).toBe(3));
});
