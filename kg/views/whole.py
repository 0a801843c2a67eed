"""What the views write down: the core of a graph, and what its documents made of themselves.

    core --+--> survey (step 1) --> spans, leads --> render (step 2) --> Whole --> files
    shelf -+                                            rows of documents --> straight into tables/

Bounded by concepts and statements: rows go to their files as documents come, blocks of Turtle wait in `Runs`, the words
of quotes and the places of mentions are kept only as far as the explorer shows them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.core import Core, InvariantError
from kg.graph import Graph
from kg.ids import Iri
from kg.steps import List, Shelf
from kg.views.evidence_blocks import Tongue
from kg.views.explorer_overview import Picture
from kg.views.explorer_part import Part, find_part
from kg.views.packing import Packed
from kg.views.render import ALL, RENDER, STATEMENTS, Made, Naming, Wanted, address_end
from kg.views.runs import Runs
from kg.views.spans import Spans, find_spans, home_sections, named_sections
from kg.views.survey import SURVEY, Asked, Survey, take_survey
from kg.views.terms import iri, readable, text
from kg.views.thesaurus import Hierarchy, Labels, find_hierarchy, find_labels
from kg.views.turtle_sections import Subject, join_subjects, subject_block

Place = tuple[Iri, str, int, int]
Rows = Callable[[Sequence[tuple[int, Sequence[Packed]]]], None]
SUGGESTED = 20  # links that lead nowhere for which the report looks for what was meant


@dataclass
class Whole:
    """A graph as the views see it.

    `places` are address, chunk and offsets of each span by number; `words` what the explorer shows of a span, where
    that is not its quote; `namings` are by document, in order, with the number of its first section. `subjects`,
    `evidence` and `mentions` are blocks of Turtle, `picture` is the explorer's first picture where it is known already.
    """

    core: Core
    survey: Survey
    spans: Spans
    part: Part
    places: list[Place]
    words: dict[int, tuple[str, str]] = field(default_factory=dict)
    namings: list[tuple[int, list[Naming]]] = field(default_factory=list)
    subjects: Runs = field(default_factory=Runs)
    evidence: Runs = field(default_factory=Runs)
    mentions: Runs = field(default_factory=Runs)
    led: set[Iri] = field(default_factory=set)
    anchors: dict[str, dict[str, Iri]] = field(default_factory=dict)
    picture: Picture | None = None

    @cached_property
    def labels(self) -> dict[Iri, Labels]:
        """Labels of concepts in the scheme."""
        return find_labels(self.core, self.survey.home)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """What is broader and related in the scheme."""
        return find_hierarchy(self.core)

    @property
    def title(self) -> str:
        """Title of the graph."""
        return self.core.title

    def close(self) -> None:
        """Remove what lies on disk."""
        for runs in (self.subjects, self.evidence, self.mentions):
            runs.close()


def as_whole(source: Graph | Whole, *parts: str) -> Whole:
    """Return the whole of a graph, with these parts of `render.ALL`; one that is whole already stays as it is."""
    if isinstance(source, Whole):
        return source
    return gather_whole(source.core, List(source.read_documents()), parts=parts)


def gather_whole(
    core: Core, shelf: Shelf, *, parts: Sequence[str] = ALL, rows: Rows | None = None, folder: Path | None = None
) -> Whole:
    """Run the steps of the views over the documents.

    `rows` is called with each document's rows of the `read` tables, in order; runs of Turtle lie in `folder`.
    """
    told = shelf.run(SURVEY, None)  # other processes begin while this one thinks of what to ask
    part = find_part(core)
    sources = {r.source for r in core.relations if r.relation == "documents"}
    asked = Asked(core.concept.keys(), named_sections(core), home_sections(core), sources, part.sections)
    survey = take_survey(told, asked)
    spans = find_spans(core, survey.page, part)
    whole = Whole(core, survey, spans, part, [("", "", 0, 0)] * len(spans.asked))  # type: ignore[list-item]
    whole.subjects, whole.evidence, whole.mentions = Runs(folder), Runs(folder), Runs(folder)
    wanted = _wanted(whole, parts)
    _take(whole, shelf.run(RENDER, wanted), rows)
    return whole


def _wanted(whole: Whole, parts: Sequence[str]) -> Wanted:
    core, survey = whole.core, whole.survey
    return Wanted(
        tuple(parts),
        Tongue(core.base_iri, core.language),
        core.leads(survey.address, survey.entry),
        frozenset(document.iri for document in core.documents),
        frozenset(survey.shared),
        whole.spans.spots,
        _documented(whole) if STATEMENTS in parts else {},
        frozenset(suggestion_ends(survey)),
        whole.part.sections,
    )


def suggestion_ends(survey: Survey) -> set[str]:
    """Return the ends of the pages' addresses that links lead to which the report looks at and which lead nowhere."""
    found = set()
    for broken in survey.most_broken(SUGGESTED):
        page, _, anchor = broken.href.partition("#")
        if anchor:
            found.add(address_end(page) if page else address_end(broken.home.document))
    return found


def _documented(whole: Whole) -> dict[Iri, tuple[tuple[Iri, str, str], ...]]:
    """Return what statements say of sections, by document; of these only `documents` is in the scheme."""
    core, owner = whole.core, whole.survey.owner
    found: dict[Iri, list[tuple[Iri, str, str]]] = {}
    for r in core.relations:
        if r.relation == "documents" and r.source not in core.concept and r.source in owner:
            term = text(readable(r.target_label), core.language) if r.target is None else iri(r.target)
            predicate = "kgv:documents" if r.target else "kgv:documentsLabel"
            found.setdefault(owner[r.source], []).append((r.source, predicate, term))
    return {document: tuple(said) for document, said in found.items()}


def _take(whole: Whole, facts: Iterable[Made], rows: Rows | None) -> None:
    shared: dict[Iri, list[Subject]] = {}
    first = 0
    located = 0
    for (document, count), made in zip(whole.survey.documents, facts, strict=True):
        located += _take_places(whole, document, made)
        if rows is not None:
            rows(made.rows)
        whole.namings.append((first, made.namings))
        first += count
        whole.subjects.add(*made.subjects)
        whole.evidence.add(*made.evidence)
        whole.mentions.add(*made.mentions)
        whole.led.update(made.led)
        for anchor, address in made.anchors:
            whole.anchors.setdefault(address_end(document), {}).setdefault(anchor, address)
        for subject in made.shared:
            shared.setdefault(subject.address, []).append(subject)
    if located != len(whole.spans.asked):
        raise InvariantError(f"{len(whole.spans.asked) - located} spans stand in no document")
    pages = whole.core.document.keys()
    joined = [join_subjects(subjects) for subjects in shared.values()]
    whole.subjects.add([s.address for s in joined], [subject_block(s, pages).encode() for s in joined])


def _take_places(whole: Whole, document: Iri, made: Made) -> int:
    """Put places and words of a document's spans where their numbers say; return how many there are."""
    numbers = whole.spans.numbers.get(document, ())
    places = whole.places
    for number, place in zip(numbers, made.places, strict=True):
        places[number] = place
    if made.words:
        asked = (number for number in numbers if whole.spans.asked[number])
        whole.words.update((n, words) for n, words in zip(asked, made.words, strict=True) if words is not None)
    return len(numbers)
