// What a reader takes away: the link, a citation, the picture, the concepts in view.

import { type App } from "./app";
import { button, h } from "./dom";
import { citation, toCsv } from "./export";
import { toTurtle } from "./turtle";
import { filtered } from "./views";

export function copy(app: App, words: string, what: string): void {
  const done = () => app.announce(`${what} copied`, true);
  const byHand = () => {
    const field = h("textarea", { class: "sr", "aria-hidden": "true" });
    field.value = words;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    done();
  };
  if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(words).then(done, byHand);
  else byHand();
}

/** What is exported: the concepts on the map, or those in the list. */
function selection(app: App): number[] {
  return app.state.view === "map" ? app.map.shown.map((node) => node.id).sort((a, b) => a - b) : filtered(app).slice().sort((a, b) => a - b);
}

export function shareItems(app: App, close: () => void): HTMLElement[] {
  const { model, state, map } = app;
  const concept = model.at(state.concept);
  const name = (concept === undefined ? model.data.title : model.label(concept)).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph";
  const chosen = selection(app);
  const count = chosen.length;
  const accept = (s: number) => app.filter.statement(s);
  const item = (words: string, act: () => void, disabled = false) => button(words, () => { close(); act(); }, { disabled });
  return [
    item("Copy link", () => copy(app, location.href, "Link")),
    item("Copy citation", () => copy(app, citation(model, concept!), "Citation"), concept === undefined),
    item("Save picture as PNG", () => void map.toPng().then((blob) => (blob ? save(app, blob, `${name}.png`) : app.announce("This browser draws no PNG: save the picture as SVG", true))), state.view !== "map"),
    item("Save picture as SVG", () => save(app, new Blob([map.toSvg(model.data.title)], { type: "image/svg+xml" }), `${name}.svg`), state.view !== "map"),
    item(`Save ${count} concepts as CSV`, () => save(app, new Blob(["\ufeff", toCsv(model, chosen, accept)], { type: "text/csv" }), `${name}.csv`)),
    item(`Save ${count} concepts as Turtle`, () => save(app, new Blob([toTurtle(model, chosen, accept)], { type: "text/turtle" }), `${name}.ttl`)),
    item("Print what is read", () => print()),
  ];
}

function save(app: App, blob: Blob, name: string): void {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  app.announce(`${name} saved`, true);
}
