// Which concepts and statements are shown: kind, relation, community, confidence, page.

import type { Model } from "./model";
import type { State } from "./state";

export interface Filter {
  active: number;
  concept(concept: number): boolean;
  statement(statement: number): boolean;
}

/** Make the two questions of the current filters; `active` counts those that leave something out. */
export function makeFilter(model: Model, state: State): Filter {
  const kinds = state.kinds.length ? new Set(state.kinds) : null;
  const relations = state.relations.length ? new Set(state.relations) : null;
  const community = state.community ? model.data.communities.indexOf(state.community) : -1;
  const page = state.page ? model.data.documents.address.indexOf(state.page) : -1;
  const onPage = page < 0 ? null : Array.from({ length: model.count }, (_, c) => model.isOnPage(c, page));
  const least = state.min / 100;
  return {
    active: [kinds, relations, community >= 0, onPage, least > 0].filter(Boolean).length,
    concept: (c) =>
      (!kinds || kinds.has(model.kind(c))) && (community < 0 || model.community(c) === community) && (!onPage || onPage[c]),
    statement: (s) => (!relations || relations.has(model.relationOf(s).name)) && model.confidence(s) >= least,
  };
}
