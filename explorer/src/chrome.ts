// The frame around map and page: filters, the legend, menus, help.

import { type App, KIND_NAMES, plural } from "./app";
import { button, fill, h, icon } from "./dom";
import { compare } from "./records";
import type { MapView } from "./map";
import { shapeOf } from "./paint";
import { swatch } from "./concept_page";
import { START } from "./state";

/** A button that opens a box below it; Escape and a press elsewhere close it. */
export function popup(label: string, picture: Parameters<typeof icon>[0], content: () => HTMLElement[], key = ""): { element: HTMLElement; toggle(open?: boolean): void } {
  const box = h("div", { class: "popup", hidden: true, role: "group", "aria-label": label });
  const opener = button(icon(picture), () => toggle(), { "aria-label": label, title: key ? `${label} (${key})` : label, "aria-expanded": "false", class: "tool" });
  const element = h("div", { class: "popper" }, opener, box);
  const toggle = (open = box.hidden) => {
    if (open) fill(box, content());
    box.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) box.querySelector<HTMLElement>("button, input, select, a")?.focus();
  };
  element.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || box.hidden) return;
    e.stopPropagation();
    toggle(false);
    opener.focus();
  });
  document.addEventListener("pointerdown", (e) => !element.contains(e.target as globalThis.Node) && !box.hidden && toggle(false));
  return { element, toggle };
}

function checks(legend: string, names: readonly string[], words: (name: string) => string, chosen: readonly string[], change: (chosen: string[]) => void): HTMLElement {
  const boxes = names.map((name) => {
    const box = h("input", { type: "checkbox", value: name, checked: !chosen.length || chosen.includes(name), onchange: () => {
      const on = boxes.filter((b) => b.checked).map((b) => b.value);
      change(on.length === names.length || !on.length ? [] : on);
      if (!on.length) for (const b of boxes) b.checked = true;
    } });
    return box;
  });
  return h("fieldset", {}, h("legend", {}, legend), boxes.map((box, i) => h("label", {}, box, " ", words(names[i]))));
}

function choice(label: string, none: string, names: readonly [value: string, words: string][], chosen: string, change: (value: string) => void): HTMLElement {
  const select = h("select", { onchange: () => change(select.value) }, h("option", { value: "" }, none), names.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return h("label", { class: "choice" }, h("span", {}, label), select);
}

export function filterFields(app: App): HTMLElement[] {
  const { model, state } = app;
  const present = new Set(model.data.statements.relation);
  const relations = model.relations.filter((_, i) => present.has(i));
  const slider = h("input", { type: "range", min: 0, max: 100, step: 5, value: state.min, "aria-label": "Least confidence, in percent", oninput: () => {
    shown.textContent = `at least ${slider.value} %`;
    app.go({ min: Number(slider.value) });
  } });
  const shown = h("output", {}, `at least ${state.min} %`);
  const pages = model.data.documents.address.map((address, i): [string, string] => [address, model.pageTitle(i)]).sort((a, b) => compare(a[1], b[1]));
  return [
    checks("Kinds", model.data.kinds, (kind) => KIND_NAMES[kind] ?? kind, state.kinds, (kinds) => app.go({ kinds })),
    checks("Relations", relations.map((r) => r.name), (name) => relations.find((r) => r.name === name)!.reading, state.relations, (chosen) => app.go({ relations: chosen })),
    choice("Community", "all", model.data.communities.map((name): [string, string] => [name, name]), state.community, (community) => app.go({ community })),
    choice("Named on the page", "any", pages, state.page, (page) => app.go({ page })),
    h("div", { class: "choice" }, h("span", {}, "Confidence ", shown), slider),
    button("Clear filters", () => app.go({ kinds: [], relations: [], community: "", min: 0, page: "" }), { class: "clear" }),
  ];
}

/** What is left out at the moment, with a way to get it back. */
export function filterNote(app: App): HTMLElement | null {
  const { state } = app;
  if (!app.filter.active) return null;
  const parts = [
    state.kinds.length ? state.kinds.map((kind) => KIND_NAMES[kind] ?? kind).join(", ") : "",
    state.relations.length ? state.relations.map((name) => app.model.relations.find((r) => r.name === name)?.reading ?? name).join(", ") : "",
    state.community, state.min ? `confidence ≥ ${state.min} %` : "",
    state.page ? `on “${app.model.pageTitle(app.model.data.documents.address.indexOf(state.page))}”` : "",
  ];
  const { kinds, relations, community, min, page } = START;
  return h("p", { class: "filter-note" }, h("span", {}, `Only: ${parts.filter(Boolean).join("; ")}`), button("Clear", () => app.go({ kinds, relations, community, min, page })));
}

/** Shapes are kinds, colours are communities; pointing at one singles it out, pressing it filters. */
export function legend(app: App): HTMLElement {
  const { model } = app;
  const kinds = model.data.kinds.filter((kind) => app.map.shown.some((node) => model.kind(node.id) === kind));
  const counts = new Map<number, number>();
  for (const node of app.map.shown) counts.set(model.community(node.id), (counts.get(model.community(node.id)) ?? 0) + 1);
  const colours = app.theme.communities.length;
  const shown = [...counts].filter(([c, n]) => c >= 0 && c < colours && n > 1).sort((a, b) => b[1] - a[1]).slice(0, 8);
  return h(
    "details", { class: "legend", open: matchMedia("(min-width: 60rem) and (min-height: 40rem)").matches },
    h("summary", {}, "Legend"),
    h("ul", { class: "shapes" }, kinds.map((kind) => h("li", {}, h("span", { class: `shape ${shapeOf(kind)}`, "aria-hidden": "true" }), KIND_NAMES[kind] ?? kind))),
    h("ul", { class: "colours" }, shown.map(([c]) => {
      const name = model.data.communities[c];
      const on = app.state.community === name;
      const press = button([swatch(app, c), h("span", {}, name)], () => app.go({ community: on ? "" : name }), { "aria-pressed": String(on) });
      const point = (to: number | null) => () => {
        app.map.emphasis.community = to;
        app.map.draw();
      };
      press.addEventListener("pointerenter", point(c));
      press.addEventListener("pointerleave", point(null));
      press.addEventListener("focus", point(c));
      press.addEventListener("blur", point(null));
      return h("li", {}, press);
    })),
  );
}

export function zoomTools(map: MapView): HTMLElement {
  const tool = (label: string, picture: Parameters<typeof icon>[0], act: () => void) => button(icon(picture), act, { "aria-label": label, title: label, class: "tool" });
  return h(
    "div", { class: "zoom", role: "group", "aria-label": "Zoom" },
    tool("Nearer", "plus", () => map.zoom(1.4)), tool("Farther", "minus", () => map.zoom(1 / 1.4)), tool("Fit the map", "fit", () => map.fit()),
  );
}

const KEYS: [string, string][] = [
  ["/", "find a concept"],
  ["1 2 3 4", "map, index, tree, table"],
  ["[ and ]", "back and forward"],
  ["Arrow keys", "on the map: step from concept to concept (with Shift: move the map)"],
  ["Enter", "read the concept stepped to"],
  ["e, h, p", "expand, hide, pin it"],
  ["l", "its surroundings: one step, two, three, whole map"],
  ["w", "what to know first"],
  ["g", "path from here to another concept"],
  ["+, −, 0", "nearer, farther, fit the map"],
  ["f", "filters"],
  ["s", "share and export"],
  ["c", "copy the link"],
  ["t", "light, dark, as the system"],
  ["Esc", "close what is open"],
  ["?", "this help"],
];

export function helpDialog(app: App): HTMLDialogElement {
  const dialog = h(
    "dialog", { class: "help", "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, "How to read this"),
    h("p", {}, `Every concept of “${app.model.data.title}” is in this file, with ${plural(app.model.data.statements.source.length, "statement")} about them and the sentence that proves each. The map shows the most central ones; search, or expand a concept, to see others. A quote’s link opens the page at these very words.`),
    h("dl", {}, KEYS.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)))),
    h("p", { class: "small" }, "Pointer: press a concept to read it, press twice to expand it, drag it to pin it; drag the ground to move, turn the wheel to zoom."),
    h("form", { method: "dialog" }, h("button", { type: "submit" }, "Close")),
  );
  return dialog;
}
