// What each key does.

import { type App, NOTHING } from "./app";
import type { Combo } from "./combo";
import type { Actions } from "./concept_page";
import type { View } from "./state";

/** What the keys reach beyond the graph itself. */
export interface Desk extends App, Actions {
  readonly find: Combo;
  readonly filters: { toggle(): void };
  readonly share: { toggle(): void };
  setView(view: View): void;
  openHelp(): void;
  openPath(): void;
  turnTheme(): void;
}

/** The keys that do something at the moment. */
export function keyTable(desk: Desk, concept: number | undefined, onMap: boolean): Record<string, (() => void) | undefined> {
  const on = (act: (c: number) => void, need = true) => (concept === undefined || (need && !onMap) ? undefined : () => act(concept));
  return {
    "/": () => { desk.find.input.focus(); desk.find.input.select(); },
    "?": () => desk.openHelp(),
    "1": () => desk.setView("map"), "2": () => desk.setView("index"), "3": () => desk.setView("tree"), "4": () => desk.setView("table"),
    "[": () => history.back(), "]": () => history.forward(),
    e: on((c) => desk.expand(c)), h: on((c) => desk.hide(c)), p: on((c) => desk.pin(c)),
    l: on((c) => desk.go({ ...NOTHING, concept: desk.model.id(c), depth: (desk.state.depth + 1) % 4 })),
    w: on((c) => desk.go({ ...NOTHING, needs: desk.model.id(c) }), false),
    g: () => desk.openPath(),
    "+": onMap ? () => desk.map.zoom(1.4) : undefined, "=": onMap ? () => desk.map.zoom(1.4) : undefined,
    "-": onMap ? () => desk.map.zoom(1 / 1.4) : undefined, "0": onMap ? () => desk.map.fit() : undefined,
    f: () => desk.filters.toggle(), s: () => desk.share.toggle(), c: () => desk.copy(location.href, "Link"), t: () => desk.turnTheme(),
  };
}
