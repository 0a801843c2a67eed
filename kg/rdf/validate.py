"""Check a SKOS concept scheme, ours or anyone's: what breaks SKOS, and what its users stumble over.

The checks are the shapes of `shapes.ttl`; codes are stable: S-codes are conditions of the SKOS Reference, K-codes
conventions of the field.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import pyoxigraph as ox

from kg.rdf.shacl import Shape, read_shapes


class Violation(NamedTuple):
    """One finding: its code, `error` or `warning`, the node it is about, what is wrong, and with which value."""

    code: str
    severity: str
    node: str
    message: str
    value: str

    def __str__(self) -> str:
        return f"{self.code} {self.severity}: {self.node} {self.message}" + (f": {self.value}" if self.value else "")


def shapes() -> list[Shape]:
    """Return the shapes that this package ships."""
    return read_shapes((files("kg.rdf") / "shapes.ttl").read_bytes())


def validate(store: ox.Store) -> list[Violation]:
    """Return everything that is wrong with the SKOS in a store's default graph, sorted by code and node."""
    found = {violation for shape in shapes() for violation in _violations(store, shape)}
    return sorted(found, key=lambda v: (v.code[0] != "S", int(v.code[1:]), v.node, v.message, v.value))


def _violations(store: ox.Store, shape: Shape) -> Iterator[Violation]:
    solutions = store.query(shape.query)
    assert isinstance(solutions, ox.QuerySolutions)
    has_value = any(variable.value == "value" for variable in solutions.variables)
    for row in solutions:
        value = row["value"] if has_value else None
        yield Violation(
            shape.code, shape.severity, _plain(row["this"]), shape.message, "" if value is None else _plain(value)
        )


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
