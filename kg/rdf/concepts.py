"""A concept of a store by what a person types: IRI, label, other name, or nearly so."""

from collections import defaultdict
from difflib import get_close_matches
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.text import fold
from kg.vocab import KGV, SKOS

# in this order a name is taken for a concept
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", KGV + "sharedLabel", SKOS + "hiddenLabel")


def find_iri(store: ox.Store, name: str) -> str:
    """Return the IRI of the concept that goes by a name; the most central one where several do.

    A near miss (0.8 similarity, one candidate) is taken too. Raises `NotFoundError` with the nearest names.
    """
    if name.startswith(("http://", "https://")) and _is_subject(store, name):
        return name
    names = names_of(store)
    for asked in (name, name.casefold(), fold(name)):
        if asked in names:
            return names[asked]
    near = get_close_matches(fold(name), names, n=5, cutoff=0.6)
    close = {names[other] for other in get_close_matches(fold(name), near, n=5, cutoff=0.8)}
    if len(close) == 1:
        return close.pop()
    raise NotFoundError(
        name, "no concept of that name", f"nearest: {', '.join(near)}" if near else "see --name findable"
    )


def _is_subject(store: ox.Store, iri: str) -> bool:
    try:
        return any(True for _ in store.quads_for_pattern(ox.NamedNode(iri), None, None))
    except ValueError:
        return False


def names_of(store: ox.Store) -> dict[str, str]:
    """Return concepts by name: as written, in lower case, folded; the better claim wins. Kept for the next time."""
    return _names(store, len(store))


@lru_cache(maxsize=2)
def _names(store: ox.Store, _: int) -> dict[str, str]:
    rank = {
        q.subject: float(q.object.value) for q in _quads(store, KGV + "pageRank") if isinstance(q.object, ox.Literal)
    }
    claims: dict[str, list[tuple[int, int, float, str]]] = defaultdict(list)
    for order, predicate in enumerate(_NAMES):
        for quad in _quads(store, predicate):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                written = quad.object.value
                central = -rank.get(quad.subject, 0.0)
                for looseness, name in enumerate((written, written.casefold(), fold(written))):
                    claims[name].append((looseness, order, central, quad.subject.value))
    return {name: min(found)[3] for name, found in sorted(claims.items())}


def _quads(store: ox.Store, predicate: str) -> list[ox.Quad]:
    return list(store.quads_for_pattern(None, ox.NamedNode(predicate), None, None))
