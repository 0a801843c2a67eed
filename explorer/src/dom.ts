// Elements without markup: whatever comes out of a document becomes a text node and nothing else.

export type Child = Node | string | number | null | undefined | false | Child[];
type Props = Record<string, string | number | boolean | EventListener | undefined | null>;

/** Make an element; `on…` properties are listeners, `false`, null and undefined leave an attribute out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== null && child !== undefined && child !== false) parent.appendChild(document.createTextNode(String(child)));
  }
}

export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** A button with words. */
export function button(words: Child, onclick: () => void, props: Props = {}): HTMLButtonElement {
  return h("button", { type: "button", onclick: () => onclick(), ...props }, words);
}

const ICONS: Record<string, string> = {
  search: "M11 11l4 4M7 12A5 5 0 1 1 7 2a5 5 0 0 1 0 10z",
  close: "M3 3l10 10M13 3L3 13",
  back: "M10 3L5 8l5 5",
  forward: "M6 3l5 5-5 5",
  filter: "M2 4h12M4.5 8h7M7 12h2",
  share: "M8 10V2M5 4.5L8 2l3 2.500M3 8v6h10V8",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
  help: "M6 6a2 2 0 1 1 2.600 2c-.4.2-.6.5-.6 1v.6M8 12.300v.2",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  out: "M6 3H3v10h10v-3M9 3h4v4M13 3L7 9",
  swap: "M5 2L2 5l3 3M2 5h11M11 8l3 3-3 3M14 11H3",
  path: "M4 13a2 2 0 1 1 0-4 2 2 0 0 1 0 4zM12 7a2 2 0 1 1 0-4 2 2 0 0 1 0 4zM5.500 9.500l5-3.500",
};

/** A drawing that says nothing to a screen reader. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.appendChild(path);
  return svg;
}

/** True where a key press is meant for a field and not for the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
