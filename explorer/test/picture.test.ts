import { describe, expect, it } from "vitest";
import { makeFilter } from "../src/filters";
import { part } from "../src/layout";
import { Scene } from "../src/scene";
import { SvgSurface } from "../src/surface";
import { DARK, LIGHT } from "../src/theme";
import { START } from "../src/state";
import { makeModel } from "./graph";

const star = makeModel(["hub", ...Array.from({ length: 30 }, (_, i) => `leaf ${i}`)], Array.from({ length: 30 }, (_, i) => ({ source: i + 1, relation: "broader", target: 0 })));
const all = makeFilter(star, { ...START });

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe("colours", () => {
  it.each([["light", LIGHT], ["dark", DARK]])("are told from the ground, %s", (_, theme) => {
    for (const colour of [...theme.communities, theme.other, theme.line]) expect(contrast(colour, theme.ground)).toBeGreaterThanOrEqual(3);
    for (const colour of [theme.ink, theme.faint, theme.accent]) expect(contrast(colour, theme.ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("scene", () => {
  it("adds neighbours, a screenful at a time, the same every time", () => {
    const make = () => {
      const scene = new Scene(star);
      scene.ensure(0, all);
      return [scene.expand(0, all), scene.expand(0, all), scene.expand(0, all), [...scene.nodes.values()]];
    };
    expect(make().slice(0, 3)).toEqual([14, 14, 2]);
    expect(make()).toEqual(make());
  });
  it("leaves what is pinned where it is", () => {
    const scene = new Scene(star);
    scene.showOverview(false);
    const node = scene.nodes.get(5)!;
    Object.assign(node, { x: -700, y: 333, pinned: true });
    scene.showOverview(false);
    expect(scene.nodes.get(5)).toMatchObject({ x: -700, y: 333 });
  });
  it("hides and filters", () => {
    const scene = new Scene(star);
    scene.showOverview(false);
    scene.hidden.add(3);
    expect(scene.visible(all).length).toBe(30);
    expect(scene.visible(makeFilter(star, { ...START, kinds: ["term"] })).length).toBe(0);
  });
  it("shows the local graph with its centre in the middle", () => {
    const scene = new Scene(star);
    scene.showLocal(0, 1, all);
    expect(scene.nodes.size).toBe(31);
    expect(scene.nodes.get(0)).toMatchObject({ x: 0, y: 0 });
    expect(scene.edges.length).toBe(30);
  });
});

describe("layout", () => {
  it("parts boxes that overlap", () => {
    const places = Array.from({ length: 12 }, (_, i) => ({ x: i * 3, y: i, r: 5 }));
    part(places, places.map(() => 60), places.map(() => false), 300);
    for (const [i, a] of places.entries()) for (const b of places.slice(i + 1)) expect(Math.abs(a.x - b.x) >= 59 || Math.abs(a.y - b.y) >= 29).toBe(true);
  });
});

describe("SVG", () => {
  it("takes words for text", () => {
    const surface = new SvgSurface("<T>");
    surface.ground("#fff", 10, 10);
    surface.text('</text><script>alert("1")</script>\u0007', 1, 2, 12, "#000", "#fff", 1, false);
    expect(surface.toString()).toContain("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</text>");
    expect(surface.toString()).not.toContain("\u0007");
  });
});
