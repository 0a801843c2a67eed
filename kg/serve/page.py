"""A page for one thing of the graph: what is said of it, with the words that say so; plain HTML, nothing loaded.

Everything from the documentation is escaped; links lead to what else is served here, and to the live sections.
"""

from collections import defaultdict
from html import escape
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.rdf.sparql import PREFIXES, run
from kg.vocab import KGV, RELATIONS, SKOS

Subject = ox.NamedNode
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "body{background:#fff}"
    "h1{margin-bottom:0}h2{font-size:1.1rem;margin-top:1.6rem}blockquote{margin:.2rem 0 .6rem 1rem;color:#555}"
    "code{overflow-wrap:anywhere}dt{font-weight:600;margin-top:.6rem}dd{margin-left:1rem;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#8cf}blockquote{color:#aaa}}"
)
_READING = {r.iri: r.reading for r in RELATIONS} | {KGV + "hasPart": "has the part"}
_LABELS = tuple(ox.NamedNode(iri) for iri in (SKOS + "prefLabel", PREFIXES["dcterms"] + "title"))
_QUOTES = """SELECT ?relation ?object ?quote ?section ?confidence WHERE {
  ?evidence rdf:subject $subject ; rdf:predicate ?relation ; rdf:object ?object ; kgv:quote ?quote ;
    prov:wasDerivedFrom ?section
  OPTIONAL { ?evidence kgv:confidence ?confidence }
} ORDER BY DESC(?confidence) ?section ?quote"""
_MENTIONS = """SELECT ?section ?title ?times WHERE {
  ?mention kgv:mentionOf $subject ; prov:wasDerivedFrom ?section ; kgv:times ?times
  OPTIONAL { ?section dcterms:title ?title }
} ORDER BY DESC(?times) ?section LIMIT 50"""


def resource_page(store: ox.Store, subject: Subject, *, title: str, base: str) -> str:
    """Return the page of a subject of the store."""
    links = _Links(store, base)
    label = links.label(subject)
    said = _statements(store, subject)
    definition = next((v.value for v in said.get(SKOS + "definition", ()) if isinstance(v, ox.Literal)), "")
    body = [f"<h1>{escape(label)}</h1>", f"<p><code>{escape(subject.value)}</code></p>"]
    body += [f"<p>{escape(definition)}</p>"] if definition else []
    body += ["<dl>", *_properties(said, links), "</dl>"]
    body += _section("In the words of the documentation", _evidence(store, subject, links))
    body += _section("Named in", _mentions(store, subject))
    alternates = "".join(
        f'<link rel="alternate" type="{media}" href="?format={media}">'
        for media in ("text/turtle", "application/ld+json", "application/rdf+xml")
    )
    formats = '<a href="?format=text/turtle">Turtle</a> · <a href="?format=application/ld%2Bjson">JSON-LD</a>'
    return _document(f"{label} – {title}", "\n".join([*body, f"<p>{formats}</p>"]), alternates.replace("+", "%2B"))


def _document(title: str, body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>{head}<style>{STYLE}</style></head><body>"
        f'<nav><a href="/">Explorer</a> · <a href="/query">Query</a></nav><main>\n{body}\n</main></body></html>\n'
    )


class _Links:
    """Labels of things, and links to those that are served here or stand on the web."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self.store, self.base = store, base

    def label(self, term: ox.NamedNode) -> str:
        """Return what a thing is called, or its address."""
        for predicate in _LABELS:
            for quad in self.store.quads_for_pattern(term, predicate, None):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return short(term.value)

    def html(self, term: object) -> str:
        """Return a term as HTML."""
        if not isinstance(term, ox.NamedNode):
            return escape(term.value if isinstance(term, ox.Literal) else str(term))
        return anchor(local(term.value, self.base), self.label(term))


def anchor(address: str, label: str) -> str:
    """Return a link; an address that is not of the web is shown and not linked."""
    if not address.startswith(("http://", "https://", "/")):
        return escape(label)
    return f'<a href="{escape(address)}">{escape(label)}</a>'


def local(address: str, base: str) -> str:
    """Return where something is served here: its path for what begins with the base, else its own address."""
    if not address.startswith(base):
        return address
    parts = urlsplit(address)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return f"/resource?iri={quote(address, safe='')}" if parts.fragment or not path.strip("/") else path


def short(address: str) -> str:
    """Return an address with a prefix where there is one for it.

    >>> short("http://www.w3.org/2004/02/skos/core#broader")
    'skos:broader'
    """
    for prefix, start in PREFIXES.items():
        if address.startswith(start):
            return f"{prefix}:{address[len(start) :]}"
    return address


def _statements(store: ox.Store, subject: Subject) -> dict[str, list[object]]:
    found: dict[str, list[object]] = defaultdict(list)
    for quad in store.quads_for_pattern(subject, None, None, ox.DefaultGraph()):
        found[quad.predicate.value].append(quad.object)
    return {name: sorted(values, key=str) for name, values in sorted(found.items())}


def _properties(said: dict[str, list[object]], links: _Links) -> list[str]:
    lines = []
    for name, values in said.items():
        reading = _READING.get(name, short(name))
        lines += [f'<dt title="{escape(name)}">{escape(reading)}</dt>', *(f"<dd>{links.html(v)}</dd>" for v in values)]
    return lines


def _rows(store: ox.Store, query: str, subject: Subject) -> list[ox.QuerySolution]:
    found = run(store, query.replace("$subject", str(subject)))
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def _evidence(store: ox.Store, subject: Subject, links: _Links) -> list[str]:
    lines = []
    for row in _rows(store, _QUOTES, subject):
        relation, section = row["relation"], row["section"]
        reading = _READING.get(relation.value, short(relation.value))
        where = anchor(section.value, links.label(section))
        quoted = f"<blockquote>{escape(row['quote'].value)} – {where}</blockquote>"
        lines.append(f"<p>{escape(reading)} {links.html(row['object'])}</p>{quoted}")
    return lines


def _mentions(store: ox.Store, subject: Subject) -> list[str]:
    return [
        f"<li>{anchor(row['section'].value, row['title'].value if row['title'] else row['section'].value)}"
        f" ({escape(row['times'].value)})</li>"
        for row in _rows(store, _MENTIONS, subject)
    ]


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    listed = lines[0].startswith("<li>")
    return [f"<h2>{escape(title)}</h2>", *(["<ul>", *lines, "</ul>"] if listed else lines)]
