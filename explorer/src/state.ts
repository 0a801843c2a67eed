// What the address says: the concept, the view and the filters, so that a link brings another reader to the same place.

export const VIEWS = ["map", "index", "tree", "table"] as const;
export type View = (typeof VIEWS)[number];

export interface State {
  view: View;
  /** id of the concept that is read: its IRI after the base */
  concept: string;
  /** address of the section that is read */
  section: string;
  /** ids of the two ends of a path */
  from: string;
  to: string;
  /** id of the concept whose prerequisites are read */
  needs: string;
  /** 0: the overview; 1 to 3: the surroundings of the concept, that many steps far */
  depth: number;
  /** shown kinds and relations; empty: all */
  kinds: string[];
  relations: string[];
  community: string;
  /** least confidence, in percent */
  min: number;
  /** address of the page that concepts must be named on */
  page: string;
}

export const START: Readonly<State> = {
  view: "map", concept: "", section: "", from: "", to: "", needs: "", depth: 0,
  kinds: [], relations: [], community: "", min: 0, page: "",
};

function whole(text: string | null, low: number, high: number): number {
  const value = Number(text ?? "");
  return Number.isInteger(value) && value >= low && value <= high ? value : low;
}

function list(text: string | null): string[] {
  return text ? text.split(",").filter(Boolean) : [];
}

/** Read a `#…` part; what is unknown or out of range is left at its start value. */
export function parseHash(hash: string): State {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const view = given.get("view") as View;
  return {
    view: VIEWS.includes(view) ? view : "map",
    concept: given.get("concept") ?? "",
    section: given.get("section") ?? "",
    from: given.get("from") ?? "",
    to: given.get("to") ?? "",
    needs: given.get("needs") ?? "",
    depth: whole(given.get("depth"), 0, 3),
    kinds: list(given.get("kinds")),
    relations: list(given.get("relations")),
    community: given.get("community") ?? "",
    min: whole(given.get("min"), 0, 100),
    page: given.get("page") ?? "",
  };
}

/** Write the `#…` part; start values are left out. `/`, `:` and `,` stay readable. */
export function formatHash(state: State): string {
  const parts: string[] = [];
  for (const key of ["concept", "section", "from", "to", "needs", "view", "depth", "kinds", "relations", "community", "min", "page"] as const) {
    const value = state[key];
    const text = Array.isArray(value) ? value.join(",") : String(value);
    if (text === String(START[key])) continue;
    parts.push(`${key}=${encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%20/g, "+")}`);
  }
  return parts.length ? `#${parts.join("&")}` : "#";
}

/** Whether two states differ in what is read (a step of the history) or only in how it is shown. */
export function isStep(a: State, b: State): boolean {
  return (["concept", "section", "from", "to", "needs", "view", "depth"] as const).some((key) => a[key] !== b[key]);
}
