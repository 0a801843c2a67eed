"""A sample for a person to judge: so many of each stratum, with the words and a link to where they stand.

    relation/genus      one row per witness: a statement, its quote
    mention/glossary    one row per place: the words and which concept they name
    concept/topic       one row per node: is this what a reader would call a concept of these docs?

Strata are the methods of relations, the kinds of concepts for mentions and concepts. What is drawn depends on the seed
and on the graph alone; a stratum's sample does not change when another stratum does.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple
from urllib.parse import quote as percent

from kg.graph import Graph
from kg.ids import SectionKey
from kg.records import Concept, Mention, Relation
from kg.vocab import RELATION

_AROUND = 80
_FRAGMENT_WORDS = 8


class SampleRow(NamedTuple):
    """One thing to judge. `verdict` is empty: a person writes `right`, `wrong` or `unsure` there."""

    stratum: str
    statement: str
    quote: str
    url: str
    source: str
    relation: str
    target: str
    verdict: str = ""


def draw_sample(graph: Graph, size: int, *, seed: int | None = None) -> list[SampleRow]:
    """Return up to `size` rows of every stratum, strata in order, rows of one stratum in the order of the graph.

    `seed` is the build's where none is given.
    """
    strata: dict[str, list[SampleRow]] = defaultdict(list)
    for row in (*_relations(graph), *_mentions(graph), *_concepts(graph)):
        strata[row.stratum].append(row)
    drawn: list[SampleRow] = []
    for stratum in sorted(strata):
        rows = strata[stratum]
        random = Random(f"{graph.seed if seed is None else seed} {stratum}")
        drawn += (rows[i] for i in sorted(random.sample(range(len(rows)), min(size, len(rows)))))
    return drawn


def format_sample(rows: Iterable[SampleRow]) -> str:
    """Return rows as CSV with a header. A cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SampleRow._fields)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _relations(graph: Graph) -> Iterator[SampleRow]:
    for relation in graph.relations:
        for witness in relation.evidence:
            url = _url(graph, witness.section, witness.quote)
            yield SampleRow(
                f"relation/{witness.method}", _statement(relation), _one_line(witness.quote), url,
                relation.source_label, relation.relation, relation.target_label,
            )  # fmt: skip


def _statement(relation: Relation) -> str:
    reading = RELATION[relation.relation].reading
    return f"“{relation.source_label}” {reading} “{relation.target_label}”."


def _mentions(graph: Graph) -> Iterator[SampleRow]:
    for mention in graph.mentions:
        concept = graph.concept[mention.concept]
        surface = _one_line(mention.surface)
        yield SampleRow(
            f"mention/{concept.kind}", f"“{surface}” names the concept “{concept.label}” here.",
            _in_context(graph, mention), _url(graph, mention.section, mention.surface), surface, "names", concept.label,
        )  # fmt: skip


def _in_context(graph: Graph, mention: Mention) -> str:
    text = graph.section[mention.section].text
    before, after = text[max(0, mention.start - _AROUND) : mention.start], text[mention.end : mention.end + _AROUND]
    return _one_line(f"{before}⟦{mention.surface}⟧{after}")


def _concepts(graph: Graph) -> Iterator[SampleRow]:
    for concept in graph.concepts:
        first = graph.mentions_of.get(concept.iri, ())[:1]
        quote = _one_line(concept.definition or "") or "".join(_in_context(graph, mention) for mention in first)
        url = graph.section[concept.defined_in].iri if concept.defined_in else _first_url(graph, first)
        yield SampleRow(
            f"concept/{concept.kind}", f"“{concept.label}” is a concept of this documentation.",
            quote, url, concept.label, "is", _called(concept),
        )  # fmt: skip


def _called(concept: Concept) -> str:
    return ", ".join((concept.kind, *concept.aliases))


def _first_url(graph: Graph, mentions: Iterable[Mention]) -> str:
    return next((_url(graph, mention.section, mention.surface) for mention in mentions), "")


def _url(graph: Graph, section: SectionKey, words: str) -> str:
    """Return the address of a section, with a text fragment that makes a browser show the words."""
    iri = graph.section[section].iri
    shown = " ".join(words.split()[:_FRAGMENT_WORDS])
    return f"{iri}{'' if '#' in iri else '#'}:~:text={percent(shown, safe='').replace('-', '%2D')}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
