// The page: unpack the graph, build the frame, then follow the address.

import { NOTHING, walk } from "./app";
import { filterFields, filterNote, helpDialog, legend, popup, zoomTools } from "./chrome";
import { Combo } from "./combo";
import { button, fill, h, icon, isTyping } from "./dom";
import { makeFilter } from "./filters";
import { currentNeeds, currentPath } from "./journeys";
import { type Desk, keyTable } from "./keys";
import { MapView } from "./map";
import { Model } from "./model";
import { unpack } from "./payload";
import { Reading } from "./reading";
import { Search } from "./search";
import { copy, shareItems } from "./share";
import { formatHash, isStep, parseHash, START, type State, type View, VIEWS } from "./state";
import { type Choice, DARK, isDark, keepChoice, LIGHT, readChoice } from "./theme";
import { indexView, tableView, treeView } from "./views";

class Explorer implements Desk {
  readonly search: Search;
  readonly map: MapView;
  state: State = parseHash(location.hash);
  filter;
  theme = LIGHT;
  private choice: Choice = readChoice();
  private shownScene = "";
  private shownFilters = "";
  private readonly stage = h("main", { id: "stage", tabindex: -1 });
  private readonly reading = new Reading(() => this.go({ ...NOTHING }));
  private readonly tabs = h("nav", { class: "tabs", "aria-label": "Views" });
  private readonly live = h("div", { class: "live", role: "status", "aria-live": "polite" });
  private readonly overlay = h("div", { class: "overlay" });
  readonly find: Combo;
  readonly filters = popup("Filters", "filter", () => filterFields(this), "f");
  readonly share = popup("Share and export", "share", () => shareItems(this, () => this.share.toggle(false)), "s");
  private readonly help: HTMLDialogElement;
  private quiet = 0;

  constructor(readonly model: Model) {
    this.search = new Search(model);
    this.filter = makeFilter(model, this.state);
    this.setTheme(this.choice);
    this.map = new MapView(model, this.filter, this.theme, {
      select: (c) => this.go({ ...NOTHING, concept: model.id(c) }),
      expand: (c) => this.expand(c),
      announce: (words) => this.announce(words),
    });
    this.find = new Combo(model, this.search, {
      label: "Find a concept", placeholder: "Find a concept, section or definition",
      choose: (hit) => {
        this.go("concept" in hit ? { ...NOTHING, concept: model.id(hit.concept) } : { ...NOTHING, section: model.sectionAddress(hit.section) });
        if ("concept" in hit) this.map.center(hit.concept);
        this.find.value = "";
        this.reading.focus();
      },
    });
    this.help = helpDialog(this);
    this.build();
    addEventListener("hashchange", () => this.follow());
    document.addEventListener("keydown", (e) => this.key(e));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.setTheme(this.choice));
    this.show();
    this.readAhead();
  }

  private build(): void {
    const root = document.getElementById("app")!;
    const tool = (label: string, picture: Parameters<typeof icon>[0], key: string, act: () => void) =>
      button(icon(picture), act, { "aria-label": label, title: `${label} (${key})`, class: "tool" });
    fill(
      root,
      h("a", { class: "skip", href: "#page", onclick: (e: Event) => { e.preventDefault(); this.reading.focus(); } }, "Skip to the reading"),
      h(
        "header", { class: "bar" },
        h("h1", {}, walk(this, { view: "map", depth: 0 }, this.model.data.title, { class: "home" })),
        h("div", { class: "finder", role: "search" }, icon("search"), this.find.element, h("kbd", { "aria-hidden": "true" }, "/")),
        this.tabs,
        h(
          "div", { class: "tools" },
          ...this.steps(),
          tool("Path between two concepts", "path", "g", () => this.openPath()),
          this.filters.element, this.share.element,
          tool("Light or dark", "theme", "t", () => this.turnTheme()),
          tool("Help", "help", "?", () => this.openHelp()),
        ),
      ),
      h("div", { class: "body" }, this.stage, this.reading.element),
      this.live, this.help,
    );
    fill(
      this.overlay,
      h("p", { id: "map-keys", class: "sr" }, "Arrow keys step from concept to concept, Enter reads, e expands, h hides, p pins. The index, the tree and the table hold the same concepts."),
    );
  }

  private steps(): HTMLElement[] {
    const step = (label: string, picture: "back" | "forward", key: string, act: () => void) =>
      button(icon(picture), act, { "aria-label": label, title: `${label} (${key})`, class: "tool", "data-step": picture });
    return [step("Back", "back", "[", () => history.back()), step("Forward", "forward", "]", () => history.forward())];
  }

  go(change: Partial<State>): void {
    const next = { ...this.state, ...change };
    if (!next.concept && "concept" in change) next.depth = change.depth ?? 0;
    const hash = formatHash(next);
    if (formatHash(this.state) === hash) return;
    if (isStep(this.state, next)) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    this.state = next;
    this.show();
  }

  private follow(): void {
    this.state = parseHash(location.hash);
    this.show();
  }

  announce(words: string, seen = false): void {
    this.live.textContent = words;
    this.live.classList.toggle("seen", seen);
    clearTimeout(this.quiet);
    if (seen) this.quiet = window.setTimeout(() => this.live.classList.remove("seen"), 3500);
  }

  private show(): void {
    const { state } = this;
    const filters = formatHash({ ...START, kinds: state.kinds, relations: state.relations, community: state.community, min: state.min, page: state.page });
    const refiltered = filters !== this.shownFilters;
    if (refiltered) {
      this.filter = makeFilter(this.model, state);
      this.shownFilters = filters;
    }
    document.documentElement.dataset.view = state.view;
    this.showTabs();
    this.showStage();
    this.reading.show(this, this, refiltered);
  }

  private showTabs(): void {
    fill(this.tabs, VIEWS.map((view) => button(view[0].toUpperCase() + view.slice(1), () => this.setView(view), { "aria-pressed": String(view === this.state.view), "data-view": view })));
  }

  setView(view: View): void {
    this.go({ view });
  }

  private showStage(): void {
    const { view } = this.state;
    if (view !== "map") {
      const make = { index: indexView, tree: treeView, table: tableView }[view];
      fill(this.stage, h("h2", { class: "sr" }, `${view[0].toUpperCase()}${view.slice(1)} of concepts`), filterNote(this), make(this));
      this.stage.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "center" });
      return;
    }
    if (this.map.element.parentElement !== this.stage) fill(this.stage, this.map.element, this.overlay);
    this.showMap();
  }

  /** Bring the map to what the address says; a scene that is there already stays as the reader left it. */
  private showMap(): void {
    const { model, map, state } = this;
    map.filter = this.filter;
    const concept = model.at(state.concept);
    const path = state.from && state.to ? currentPath(this) : null;
    const needs = state.needs ? currentNeeds(this) : [];
    const scene = path?.length ? `path ${state.from} ${state.to}` : needs.length ? `needs ${state.needs}` : concept !== undefined && state.depth ? `local ${state.depth} ${state.concept} ${this.shownFilters}` : "overview";
    const fresh = scene !== this.shownScene;
    const first = !this.shownScene;
    this.shownScene = scene;
    map.emphasis.path = null;
    map.emphasis.selected = concept ?? null;
    map.cursor = concept ?? map.cursor;
    if (path?.length) this.showPath(fresh, path);
    else if (needs.length) {
      if (fresh) map.scene.showLayers([[model.at(state.needs)!], ...[1, 2, 3].map((d) => needs.filter((n) => n.depth === d).slice(0, 12).map((n) => n.concept))], map.upright);
      map.emphasis.selected = model.at(state.needs) ?? null;
    } else if (scene === "overview") {
      if (fresh) map.scene.showOverview(map.upright);
      if (concept !== undefined) map.scene.ensure(concept, this.filter);
    } else if (fresh) map.scene.showLocal(concept!, state.depth, this.filter);
    map.refresh();
    this.showOverlay();
    if (fresh) map.fit(first);
    if (scene === "overview" && concept !== undefined) map.keepInSight(concept, first);
  }

  private showPath(fresh: boolean, path: { from: number; to: number; statement: number }[]): void {
    const nodes = [path[0].from, ...path.map((step) => step.to)];
    if (fresh) this.map.scene.showOnly(nodes, this.map.upright);
    this.map.emphasis.path = { nodes: new Set(nodes), statements: new Set(path.map((step) => step.statement)) };
  }

  private showOverlay(): void {
    const keys = this.overlay.querySelector("#map-keys")!;
    const hidden = this.map.scene.hidden.size;
    const changed = hidden ? button(`Show ${hidden} hidden`, () => { this.map.scene.hidden.clear(); this.map.refresh(); this.showOverlay(); }, { class: "chip" }) : null;
    fill(this.overlay, keys, filterNote(this), h("div", { class: "chips" }, changed), legend(this), zoomTools(this.map));
    this.map.foot = (this.overlay.querySelector(".legend")?.clientHeight ?? 0) + 8;
  }

  private again(): void {
    this.reading.forget();
    this.map.refresh();
    this.showOverlay();
    this.reading.show(this, this, false);
  }

  copy(words: string, what: string): void {
    copy(this, words, what);
  }

  // what can be done with a concept

  expand(concept: number): void {
    const count = this.map.scene.expand(concept, this.filter);
    this.map.refresh();
    this.showOverlay();
    this.announce(count ? `${count} more around ${this.model.label(concept)}` : `All neighbours of ${this.model.label(concept)} are on the map`, true);
  }

  hide(concept: number): void {
    this.map.scene.hidden.add(concept);
    if (this.map.cursor === concept) this.map.cursor = null;
    this.map.refresh();
    this.showOverlay();
    this.announce(`${this.model.label(concept)} is hidden`, true);
  }

  pin(concept: number): void {
    const node = this.map.scene.ensure(concept, this.filter);
    node.pinned = !node.pinned;
    const label = node.pinned ? "Unpin" : "Pin";
    this.again();
    this.announce(`${this.model.label(concept)}: ${label === "Unpin" ? "pinned" : "not pinned"}`, true);
  }

  // the frame

  openPath(): void {
    this.go({ ...NOTHING, from: this.state.from || this.state.concept || this.map.shown.length ? this.state.from || this.state.concept || this.model.id(this.map.cursor ?? this.model.data.overview.concept[0]) : "", to: this.state.to });
    this.reading.focusEnd(this.state.from ? 1 : 0);
  }

  openHelp(): void {
    if (!this.help.open) this.help.showModal();
  }

  private setTheme(choice: Choice): void {
    this.choice = choice;
    this.theme = isDark(choice) ? DARK : LIGHT;
    document.documentElement.dataset.theme = isDark(choice) ? "dark" : "light";
    if (!this.map) return;
    this.map.setTheme(this.theme);
    this.again();
  }

  turnTheme(): void {
    const next: Record<Choice, Choice> = { system: isDark("system") ? "light" : "dark", light: isDark("system") ? "dark" : "system", dark: isDark("system") ? "system" : "light" };
    this.setTheme(next[this.choice]);
    keepChoice(this.choice);
    this.announce({ system: "As the system", light: "Light", dark: "Dark" }[this.choice], true);
  }

  private key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey || this.help.open) return;
    if (e.key === "Escape" && !isTyping(e.target)) this.go({ ...NOTHING });
    if (isTyping(e.target)) return;
    const concept = this.map.cursor ?? this.model.at(this.state.concept);
    const onMap = this.state.view === "map";
    const act = keyTable(this, concept, onMap)[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  }

  /** Read definitions into the search index while nothing else is to be done. */
  private readAhead(): void {
    const step = () => {
      if (!this.search.readDefinitions(200)) setTimeout(step, 0);
      else document.documentElement.dataset.ready = "all";
    };
    document.documentElement.dataset.ready = "names";
    setTimeout(step, 30);
  }
}

async function open(): Promise<void> {
  const boot = document.querySelector(".boot");
  try {
    const payload = await unpack(document.getElementById("payload")!.textContent ?? "");
    new Explorer(new Model(payload));
  } catch (error) {
    if (boot?.isConnected) boot.textContent = `This browser can't open the graph (${String(error)}). It needs Chrome 80, Firefox 113, Safari 16.4 or newer.`;
    throw error;
  }
}

void open();
