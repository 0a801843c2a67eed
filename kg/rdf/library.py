"""The library of named queries: `.rq` files with a comment, typed parameters, and nothing but standard SPARQL.

    # What must be known before a concept: ...
    # @param concept concept  The concept: label, alias or IRI.
    # @param below number 0.5  A confidence from 0 to 1.
    SELECT ... WHERE { $concept kgv:requires+ ?prerequisite ... }

A parameter has a name, a type and, where it may be left out, a default. In the query it is written `$name`; a value is
checked against the type and put in as one term of SPARQL, so it can't change the query around it. The files run as
they are in any SPARQL tool, with `$name` as a variable.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError, NotFoundError, SettingError
from kg.rdf.concepts import find_iri
from kg.rdf.sparql import bind, form, tokens
from kg.vocab import RELATION


class Parameter(NamedTuple):
    """A parameter of a query: `default` is empty where a value must be given."""

    name: str
    type: str
    default: str
    comment: str


class Query(NamedTuple):
    """A named query: what it answers, its parameters, its text with `$name` for each of them."""

    name: str
    comment: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return form(self.text)


_PARAMETER = re.compile(r"@param (\w+) (\w+)(?: ([^ ].*?))?  (\S.*)|@param (\w+) (\w+)(?: (\S+))?$")


def parse_query(name: str, text: str) -> Query:
    """Return a query with what its header says. Raises `InputError` for a header that can't be read."""
    comment, parameters = [], []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        said = line.lstrip("#").strip()
        if said.startswith("@"):
            parameters.append(_parameter(name, said))
        else:
            comment.append(said)
    return Query(name, " ".join(comment), tuple(parameters), text)


def _parameter(name: str, said: str) -> Parameter:
    found = _PARAMETER.fullmatch(said)
    if found is None:
        raise InputError(name, f"{said!r} is no parameter", "# @param NAME TYPE [DEFAULT]  COMMENT")
    parameter = Parameter(found[1] or found[5], found[2] or found[6], found[3] or found[7] or "", found[4] or "")
    if parameter.type not in TYPES:
        raise InputError(name, f"no type {parameter.type!r} of parameters", f"allowed: {', '.join(TYPES)}")
    return parameter


@lru_cache(maxsize=1)
def library() -> dict[str, Query]:
    """Return the queries that this package ships, by name."""
    folder = files("kg") / "queries"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name[:-3]: parse_query(f.name[:-3], f.read_text("utf-8")) for f in found}


def named(name: str) -> Query:
    """Return a query of the library. Raises `NotFoundError` with all names."""
    if name not in library():
        raise NotFoundError(name, "no query of that name", f"allowed: {', '.join(library())}")
    return library()[name]


def read_query(path: str) -> Query:
    """Return the query of a file. Raises `InputError` where it can't be read."""
    try:
        return parse_query(Path(path).name, Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, getattr(error, "strerror", "") or "not UTF-8", "a file with a SPARQL query") from None


def fill(query: Query, values: Mapping[str, str], store: ox.Store) -> str:
    """Return the text of a query with its parameters bound; names of concepts are looked up in the store.

    Raises `SettingError` for a missing, unknown or ill-typed value, `NotFoundError` for an unknown concept.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise SettingError(query.name, f"no parameter {name!r}", f"allowed: {', '.join(known) or 'none'}")
    terms = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if not value:
            raise SettingError(query.name, f"--{parameter.name} is wanted", parameter.comment)
        terms[parameter.name] = str(TYPES[parameter.type](store, parameter.name, value))
    return bind(query.text, terms)


def variables(query: Query) -> set[str]:
    """Return the names that a query writes with a dollar sign."""
    return {token.text[1:] for token in tokens(query.text) if token.kind == "variable" and token.text[0] == "$"}


Term = ox.NamedNode | ox.Literal


def _concept(store: ox.Store, _: str, value: str) -> Term:
    return ox.NamedNode(find_iri(store, value))


def _iri(_: ox.Store, name: str, value: str) -> Term:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise SettingError(f"--{name}", f"{value!r} is no IRI: {error}") from None


def _text(_: ox.Store, __: str, value: str) -> Term:
    return ox.Literal(value.encode("utf-8", "replace").decode())


def _number(_: ox.Store, name: str, value: str) -> Term:
    if not re.fullmatch(r"[+-]?\d{1,30}(\.\d{1,30})?", value, re.ASCII):
        raise SettingError(f"--{name}", f"{value!r} is no number", "example: 0.5")
    kind = "decimal" if "." in value else "integer"
    return ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))


def _relation(_: ox.Store, name: str, value: str) -> Term:
    if value not in RELATION:
        raise SettingError(f"--{name}", f"no relation {value!r}", f"allowed: {', '.join(RELATION)}")
    return ox.NamedNode(RELATION[value].iri)


TYPES: dict[str, Callable[[ox.Store, str, str], Term]] = {
    "concept": _concept,
    "iri": _iri,
    "text": _text,
    "number": _number,
    "relation": _relation,
}
