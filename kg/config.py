"""Every number and name a user may set: unit, range, reason. Read from `kg.toml` by `read_settings`."""

from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one build; the defaults are what the README shows. Ranges are checked by `check_settings`."""

    base_iri: str = "https://w3id.org/doc-concept-graph/id/"
    title: str = "Concept graph"
    language: str = "en"
    columns: tuple[tuple[str, str], ...] = ()
    # concepts: a heading on at least this many pages, or this share of all pages, is furniture (count, >= 2)
    furniture_pages: int = 3
    # concepts: how many `term` concepts at most, as a multiple of the glossary and topic concepts (ratio, >= 0)
    terms_per_concept: float = 1.0
    # concepts: a term that is never defined must be named on at least this many pages (count, >= 1)
    term_min_pages: int = 3
    # mentions: the shortest label that is looked for in text (code points, >= 1)
    min_label_chars: int = 2
    # relations: weaker statements are left out (probability, 0 to 1)
    min_confidence: float = 0.0
    # views: nodes in a pyvis network, which freezes on more (count, 1 to 1000)
    pyvis_max_nodes: int = 300
    # views: concepts in the explorer's first picture (count, 1 to 2000)
    overview_nodes: int = 200
    # graph: seed of layout and communities (any integer)
    seed: int = 7
    spacy_model: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())


NAMES: tuple[str, ...] = tuple(f.name for f in fields(Settings))
