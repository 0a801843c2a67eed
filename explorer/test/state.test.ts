import { describe, expect, it } from "vitest";
import { formatHash, isStep, parseHash, START, type State } from "../src/state";

describe("address", () => {
  it("leaves out what is as at the start", () => expect(formatHash({ ...START })).toBe("#"));
  it("reads like what it means", () => {
    expect(formatHash({ ...START, concept: "masked-language-modeling", view: "tree" })).toBe("#concept=masked-language-modeling&view=tree");
  });
  it("comes back as it went, whatever the names", () => {
    const state: State = {
      view: "table", concept: "a&b=c#d+e f", section: "https://x.example/?q=1#s%20t", from: "é", to: "😀", needs: "\"<script>", depth: 2,
      kinds: ["glossary", "term"], relations: ["broader"], community: "BERT, a + b & c", min: 60, page: "https://x.example/p",
    };
    expect(parseHash(formatHash(state))).toEqual(state);
  });
  it.each(["", "#", "#nonsense", "#view=hologram&depth=9&min=-3", "#%E0%A4%A", "#depth=1.5&min=abc"])("takes %s for the start", (hash) => {
    expect(parseHash(hash)).toEqual(START);
  });
  it("tells a step from a change of filters", () => {
    expect(isStep(START, { ...START, concept: "x" })).toBe(true);
    expect(isStep(START, { ...START, min: 50 })).toBe(false);
  });
});
