"""The part of SHACL that our shapes use, said in SPARQL: one query per shape, run once over the whole store.

SHACL (W3C 2017): targets (section 2.1.3), property paths (2.3.1), the constraint components in `CONSTRAINTS` (4),
SPARQL constraints (5). A general engine binds one focus node after another; a query over all of them lets the store
plan.
Each query gives `?this` (focus node) and, where there is one, `?value`. Tests hold that pyshacl says the same.
"""

from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_INSTANCE = "a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* "
Node = ox.NamedNode | ox.BlankNode


class Shape(NamedTuple):
    """A shape: what it is called, how bad it is, what it says of a focus node, and the query that finds those."""

    code: str
    severity: str
    message: str
    query: str


def read_shapes(turtle: bytes) -> list[Shape]:
    """Return the shapes of a Turtle file, sorted by address. Raises `ValueError` for one that can't be said."""
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    kinds = ("NodeShape", "PropertyShape")
    named = {q.subject for kind in kinds for q in store.quads_for_pattern(None, _rdf("type"), _sh(kind), None)}
    return [_shape(store, node) for node in sorted(named, key=str) if isinstance(node, ox.NamedNode)]


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)


def _rdf(name: str) -> ox.NamedNode:
    return ox.NamedNode(_RDF + name)


def _values(store: ox.Store, node: Node, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
    found = (quad.object for quad in store.quads_for_pattern(node, predicate, None, None))
    return sorted((o for o in found if not isinstance(o, ox.Triple)), key=str)


def _one(store: ox.Store, node: Node, predicate: ox.NamedNode) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    found = _values(store, node, predicate)
    return found[0] if found else None


def _node(term: object) -> Node:
    if isinstance(term, (ox.NamedNode, ox.BlankNode)):
        return term
    raise ValueError(f"a node is wanted, not {term}")


def _text(term: object) -> str:
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    raise ValueError(f"a value is wanted, not {term}")


def _shape(store: ox.Store, shape: ox.NamedNode) -> Shape:
    code = _text(_one(store, shape, ox.NamedNode("http://purl.org/dc/terms/identifier")))
    severity = _one(store, shape, _sh("severity"))
    warning = severity is not None and _text(severity).endswith("Warning")
    message = _text(_one(store, shape, _sh("message")))
    return Shape(code, "warning" if warning else "error", message, _query(store, shape))


def _query(store: ox.Store, shape: ox.NamedNode) -> str:
    target = " UNION ".join(f"{{ {pattern} }}" for pattern in _targets(store, shape))
    sparql = _one(store, shape, _sh("sparql"))
    if sparql is not None:
        return _own_query(store, _node(sparql), target)
    path = _one(store, shape, _sh("path"))
    said = "" if path is None else path_text(store, _node(path))
    for name, write in CONSTRAINTS.items():
        value = _one(store, shape, _sh(name))
        if value is not None:
            return f"SELECT DISTINCT ?this ?value WHERE {{ {{ {target} }} {write(store, said, value)} }}"
    raise ValueError(f"{shape}: no constraint that is known here; known: sparql, {', '.join(CONSTRAINTS)}")


def _targets(store: ox.Store, shape: ox.NamedNode) -> list[str]:
    classes = [f"?this {_INSTANCE}{term}" for term in _values(store, shape, _sh("targetClass"))]
    subjects = [f"?this {term} []" for term in _values(store, shape, _sh("targetSubjectsOf"))]
    return [*classes, *subjects, *(f"[] {term} ?this" for term in _values(store, shape, _sh("targetObjectsOf")))]


def _own_query(store: ox.Store, constraint: Node, target: str) -> str:
    """Return a SPARQL constraint with its prefixes, asked of all focus nodes at once."""
    prefixes = [
        f"PREFIX {_text(_one(store, _node(declared), _sh('prefix')))}: "
        f"<{_text(_one(store, _node(declared), _sh('namespace')))}>\n"
        for where in _values(store, constraint, _sh("prefixes"))
        for declared in _values(store, _node(where), _sh("declare"))
    ]
    select = _text(_one(store, constraint, _sh("select")))
    return f"{''.join(sorted(prefixes))}SELECT DISTINCT * WHERE {{ {{ {target} }} {{ {select} }} }}"


_STEPS = {"inversePath": "^({})", "oneOrMorePath": "({})+", "zeroOrMorePath": "({})*", "zeroOrOnePath": "({})?"}


def path_text(store: ox.Store, path: Node) -> str:
    """Return a SHACL property path as a SPARQL one."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    for name, written in _STEPS.items():
        step = _one(store, path, _sh(name))
        if step is not None:
            return written.format(path_text(store, _node(step)))
    choice = _one(store, path, _sh("alternativePath"))
    joint, head = ("/", path) if choice is None else ("|", _node(choice))
    return joint.join(f"({path_text(store, _node(step))})" for step in _list(store, head))


def _list(store: ox.Store, head: Node) -> list[object]:
    items: list[object] = []
    while head != _rdf("nil"):
        items.append(_one(store, head, _rdf("first")))
        head = _node(_one(store, head, _rdf("rest")))
    return items


Write = Callable[[ox.Store, str, "ox.NamedNode | ox.BlankNode | ox.Literal"], str]


def _values_that(condition: str) -> Write:
    """Write a constraint on every value of the path (on the focus node itself where there is no path)."""

    def write(_: ox.Store, path: str, limit: object) -> str:
        reach = f"?this {path} ?value" if path else "BIND(?this AS ?value)"
        return f"{reach} {condition.format(limit)}"

    return write


def _disjoint(_: ox.Store, path: str, other: object) -> str:
    return f"?this {other} ?value . ?this {path} ?value"


def _equals(_: ox.Store, path: str, other: object) -> str:
    missing = "{{ ?this {0} ?value FILTER NOT EXISTS {{ ?this {1} ?value }} }}"
    return f"{missing.format(path, other)} UNION {missing.format(other, path)}"


def _unique_language(_: ox.Store, path: str, __: object) -> str:
    return (
        f"?this {path} ?value . ?this {path} ?again "
        "FILTER(lang(?value) != '' && lang(?value) = lang(?again) && STR(?value) < STR(?again))"
    )


def _least(_: ox.Store, path: str, count: object) -> str:
    if _text(count) != "1":
        raise ValueError("sh:minCount is known as 1 only")
    return f"FILTER NOT EXISTS {{ ?this {path} ?any }}"


def _most(_: ox.Store, path: str, count: object) -> str:
    if _text(count) != "0":
        raise ValueError("sh:maxCount is known as 0 only")
    return f"?this {path} ?value"


def _not(store: ox.Store, path: str, inner: object) -> str:
    kind = _one(store, _node(inner), _sh("class"))
    if path or kind is None:
        raise ValueError("sh:not is known for the sh:class of a node only")
    return f"?this {_INSTANCE}{kind}"


def _datatype(_: ox.Store, path: str, kind: object) -> str:
    return f"?this {path} ?value FILTER(!isLiteral(?value) || datatype(?value) != {kind})"


CONSTRAINTS: dict[str, Write] = {
    "disjoint": _disjoint,
    "equals": _equals,
    "uniqueLang": _unique_language,
    "minCount": _least,
    "maxCount": _most,
    "not": _not,
    "datatype": _datatype,
    "pattern": _values_that("FILTER(isBlank(?value) || !REGEX(STR(?value), {}))"),
    "class": _values_that(f"FILTER NOT EXISTS {{{{ ?value {_INSTANCE}{{}} }}}}"),
}
