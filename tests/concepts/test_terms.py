"""Which phrases are terms and how they are written; what the text says often and names nothing by it."""

from collections.abc import Iterable

import pytest
from written import SETTINGS, read_pages

from kg.concepts import find_concepts
from kg.concepts.genera import find_genera

Pages = dict[str, list[tuple[str, str]]]
GLOSSARY: Pages = {
    "glossary": [
        ("glossary", "Our words."),
        *((word, f"A {word} is a {word}.") for word in ("stride", "kernel", "graph")),
    ]
}


def terms(sentences: Iterable[str]) -> set[str]:
    """Return the terms of pages that say one sentence each; a sentence with other words around it is another one."""
    pages: Pages = {f"p{n}": [(f"part-{n}", text)] for n, text in enumerate(sentences)}
    sections, links = read_pages(pages | GLOSSARY)
    return {c.label for c in find_concepts(sections, links, settings=SETTINGS).concepts if c.kind == "term"}


AROUND = (
    "Then the {} grows.", "We like one {} here.", "Each {} was old.", "Look at some {} again.", "Her {} sang.",
    "Without that {} nothing runs.", "They sold this {} yesterday.", "Which {} came?", "No {} fell.", "My {} sleeps.",
)  # fmt: skip


def around(*phrases: str) -> list[str]:
    return [frame.format(phrases[n % len(phrases)]) for n, frame in enumerate(AROUND)]


def test_a_phrase_in_different_sentences_is_a_term() -> None:
    assert "attention layer" in terms(around("attention layer"))


def test_a_term_is_labelled_in_the_singular_where_the_text_has_it() -> None:
    assert "attention layer" in terms(around("attention layers", "attention layers", "attention layer"))
    assert "attention layers" in terms(around("attention layers"))


def test_a_term_is_in_small_letters_where_a_part_of_the_text_writes_it_so() -> None:
    assert "pipeline parallelism" in terms(
        around("Pipeline Parallelism", "Pipeline Parallelism", "pipeline parallelism")
    )
    assert "Apple Silicon" in terms(around("Apple Silicon"))


def shards() -> list[str]:
    verbs = ("say", "see", "know", "mean", "think", "hope", "hear", "read", "write", "ask")
    return [f"We {verb} that it shards optimizer states, to shard them, you shard." for verb in verbs]


@pytest.mark.parametrize(
    ("sentences", "refused"),
    [
        (["Log in to your hubble account so you can share."] * 12, "hubble account"),
        (around("Patrick von Platen"), "Patrick von Platen"),
        (around("ubuntu server 22"), "ubuntu server"),
        (shards(), "shards optimizer state"),
        (around("extensive experiment"), "extensive experiment"),
    ],
    ids=["boilerplate", "person", "number behind", "verb", "praise"],
)
def test_what_names_nothing_is_no_term(sentences: list[str], refused: str) -> None:
    assert refused not in {term.removesuffix("s") for term in terms(sentences)} | terms(sentences)


@pytest.mark.parametrize(("genus", "is_concept"), [("framework", False), ("measure", False), ("analyzer", True)])
def test_a_genus_that_classifies_anything_is_no_concept(genus: str, is_concept: bool) -> None:
    pages: Pages = {
        "glossary": [
            ("glossary", "Our words."),
            *((name, f"A {genus} that cuts {name}.") for name in ("aa", "bb", "cc")),
        ]
    }
    sections, links = read_pages(pages)
    labels = {c.label for c in find_concepts(sections, links, settings=SETTINGS).concepts}
    assert (genus in labels) is is_concept


def test_no_candidates_share_no_genus() -> None:
    assert find_genera([]) == []
