"""Which nodes there are: entries, topics, symbols, terms; furniture and sentences are none."""

import json
import re
from dataclasses import replace
from itertools import chain
from random import Random

import corpora
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import BASE, SETTINGS, read_pages

from kg.concepts import Concepts, find_concepts
from kg.records import Concept

Pages = dict[str, list[tuple[str, str]]]

GLOSSARY: Pages = {
    "glossary": [
        ("glossary", "What our words mean."),
        ("a", ""),
        ("beam-search", "A search method that keeps the best hypotheses."),
        ("connectionist-temporal-classification-ctc", "An algorithm that aligns audio and text. CTC needs no marks."),
        ("self-attention", "Each element looks at the others."),
        ("token", "A part of a sentence, usually a word."),
        ("resources", "Books and talks."),
    ]
}
GUIDES: Pages = {
    f"guide-{name}": [
        (f"{name}-guide", f"About {name} models."),
        ("overview", "What it is."),
        ("how-to-train", "Train it with care and gradient accumulation."),
        ("resources", "More to read."),
    ]
    for name in ("alpha", "beta", "gamma", "delta")
} | {"batches": [("batches", "About them."), ("gradient-accumulation", "Sum the gradients of several batches.")]}


UNRELATED = ["stride", "pooling", "kernel", "graph", "of", "the", "a", "walk", "runs", "well"]


def found(pages: Pages) -> Concepts:
    sections, links = read_pages(pages)
    return find_concepts(sections, links, settings=SETTINGS)


def labels(pages: Pages, kind: str) -> list[str]:
    return [concept.label for concept in found(pages).concepts if concept.kind == kind]


def by_label(pages: Pages) -> dict[str, Concept]:
    return {concept.label: concept for concept in found(pages).concepts}


def test_the_sections_of_a_glossary_are_entries_with_their_acronyms() -> None:
    concepts = {label.casefold(): concept for label, concept in by_label(GLOSSARY | GUIDES).items()}
    entries = [concept for concept in concepts.values() if concept.kind == "glossary"]
    assert len(entries) == 4
    assert concepts["connectionist temporal classification"].aliases == ("CTC",)
    assert concepts["beam search"].definition == "A search method that keeps the best hypotheses."


def test_headings_that_recur_are_furniture_and_no_topics() -> None:
    topics = labels(GLOSSARY | GUIDES, "topic")
    assert {"overview", "Overview", "resources", "Resources"}.isdisjoint(topics)
    assert "gradient accumulation" in topics


def test_a_heading_that_is_a_sentence_or_an_instruction_is_no_topic() -> None:
    assert not [label for label in labels(GLOSSARY | GUIDES, "topic") if label.lower().startswith("how to")]


def test_a_heading_nobody_else_names_is_no_topic_and_one_that_is_linked_is() -> None:
    pages: Pages = {
        "cache": [("offloaded-cache", "Keeps it elsewhere."), ("static-cache", "Keeps it here.")],
        "other": [("other-things", "See the [static cache](cache#static-cache).")],
    }
    topics = labels(pages, "topic")
    assert [label.lower() for label in topics] == ["static cache"]


def test_what_autodoc_documents_and_references_name_are_symbols() -> None:
    pages: Pages = {
        "trainer": [("trainer", "The [`Trainer`] trains.\n\n[[autodoc]] trainer.Trainer\n    - train\n    - evaluate")],
        "other": [("other", "Call [`~Trainer.train`] or [`datasets.Dataset.map`].")],
    }
    symbols = labels(pages, "symbol")
    assert {"Trainer.train", "Trainer.evaluate", "Dataset.map"} <= set(symbols)
    assert symbols.count("Trainer.train") == 1


def test_a_page_whose_title_is_lost_is_named_by_its_address_as_the_text_writes_it() -> None:
    pages: Pages = {
        f"model_doc/{slug}": [("overview", f"The {name} model is new. {other} is older."), ("usage", "Use it.")]
        for slug, name, other in (
            ("deep_net", "DeepNet", "WideNet"), ("wide_net", "WideNet", "TallNet"), ("tall_net", "TallNet", "DeepNet"),
        )
    }  # fmt: skip
    assert labels(pages, "topic") == ["DeepNet", "TallNet", "WideNet"]


def spoken(sentence: str, pages: int = 6) -> Pages:
    return {f"p{n}": [(f"part-{n}", f"{sentence} {sentence}")] for n in range(pages)} | GLOSSARY


def test_a_phrase_used_often_and_never_defined_is_a_term() -> None:
    concepts = by_label(spoken("The attention heads of the network are pruned."))
    assert concepts["attention heads"].kind == "term"
    assert concepts["attention heads"].score > 0


def test_a_piece_of_a_longer_term_is_no_term() -> None:
    terms = labels(spoken("We use automatic speech recognition."), "term")
    assert "automatic speech recognition" in terms
    assert {"automatic speech", "speech recognition"}.isdisjoint(terms)


def test_generic_phrases_people_measures_and_plain_words_are_no_terms() -> None:
    text = "The next step is a good example for the following reason. It has 7 GB and a house. By Ann Lee and Cy Chan."
    assert labels(spoken(text), "term") == []


def test_terms_are_as_many_as_there_are_headed_concepts_at_most() -> None:
    words = [
        f"{a} {b}" for a in ("neural", "linear", "sparse", "dense") for b in ("layer", "network", "kernel", "graph")
    ]
    sections, links = read_pages(spoken(" ".join(f"Use the {word}." for word in words)))
    none = find_concepts(sections, links, settings=replace(SETTINGS, terms_per_concept=0.0))
    some = find_concepts(sections, links, settings=replace(SETTINGS, terms_per_concept=0.5))
    assert not [c for c in none.concepts if c.kind == "term"]
    headed = [c for c in some.concepts if c.kind in ("glossary", "topic")]
    assert 0 < len([c for c in some.concepts if c.kind == "term"]) <= len(headed) / 2


def test_a_genus_that_several_entries_share_is_a_concept() -> None:
    pages: Pages = {
        "glossary": [
            ("glossary", "Our words."),
            ("bm25", "A ranking function that scores documents."),
            ("tf-idf", "A ranking function which weighs words."),
            ("stemming", "A technique that cuts endings."),
            ("lemmatization", "A technique that finds lemmas."),
        ]
    }
    concepts = by_label(pages)
    assert concepts["ranking function"].kind == "term"
    assert "technique" not in concepts


def test_one_name_with_two_meanings_is_two_concepts_told_apart_by_their_glossaries() -> None:
    pages: Pages = {
        "nlp/glossary": [
            ("nlp-glossary", "Words of text."),
            ("token", "A word or a mark that a sentence is cut into."),
            ("stem", "A word without its ending."),
        ],
        "security/glossary": [
            ("security-glossary", "Words of safety."),
            ("token", "A secret string that proves who is calling."),
            ("key", "A secret number."),
        ],
    }
    tokens = [concept for concept in found(pages).concepts if concept.label.casefold().startswith("token")]
    assert len(tokens) == 2
    assert all(re.fullmatch(r"Token \(.+\)", concept.label) and "Token" in concept.hidden for concept in tokens)
    assert "C003" in [finding.code for finding in found(pages).findings]


def test_a_section_that_defines_another_thing_of_that_name_is_a_concept_of_its_own() -> None:
    pages: Pages = {
        "glossary": [
            ("glossary", "Words."),
            ("beam", "A list of hypotheses."),
            ("token", "A word or a mark of a text."),
        ],
        "security": [("security", "How access works."), ("token", "A token is a signed string that proves a client.")],
        "guide": [("guide", "Every token counts. A token here."), ("more", "The token and the token.")],
        "help": [("help-page", "Show your token to the server. The token is old.")],
    }
    names = [concept.label.casefold() for concept in found(pages).concepts if "oken" in concept.label]
    assert names == ["token (glossary)", "token (security)"]


def test_one_name_with_one_meaning_is_one_concept() -> None:
    pages = GLOSSARY | {"more": [("glossary-of-more", "Words."), ("token", "A part of a sentence, usually a word.")]}
    assert sum(concept.label.casefold().startswith("token") for concept in found(pages).concepts) == 1


def test_an_acronym_and_its_expansion_are_one_concept() -> None:
    pages = GLOSSARY | {
        "fsdp": [("fully-sharded-data-parallel-fsdp", "Fully Sharded Data Parallel (FSDP) shards models.")],
        "short": [("fsdp", "FSDP shards. Fully Sharded Data Parallel (FSDP) is used by all.")],
        "third": [("third-page", "Fully Sharded Data Parallel and FSDP, FSDP.")],
    }
    concepts = [c for c in found(pages).concepts if "FSDP" in (c.label, *c.aliases)]
    assert len(concepts) == 1


def test_the_documented_product_is_not_the_common_noun() -> None:
    pages: Pages = {
        "transformers/index": [("transformers", "A library.")],
        "transformers/glossary": [
            ("glossary", "Words."),
            ("transformer", "A model that attends."),
            ("token", "A word."),
        ],
        "transformers/guide": [("a-guide", "In Transformers, a transformer reads tokens. Transformers is fast.")],
    }
    assert {"Transformer", "Transformers"} <= set(by_label(pages))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_sections_and_links_does_not_matter(seed: int) -> None:
    sections, links = read_pages(GLOSSARY | GUIDES)
    expected = find_concepts(sections, links, settings=SETTINGS)
    random = Random(seed)
    random.shuffle(sections)
    random.shuffle(links)
    assert find_concepts(sections, links, settings=SETTINGS) == expected


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["stride", "pooling", "kernel", "graph", "of", "the", "a", "walk", "runs", "well"]),
        min_size=1,
        max_size=12,
    )
)
def test_an_unrelated_page_changes_no_other_iri(words: list[str]) -> None:
    before = {c.iri: c.label for c in found(GLOSSARY | GUIDES).concepts if c.kind != "term"}
    page: Pages = {"zebra": [("zebra-crossing", " ".join(words))]}
    after = {c.iri: c.label for c in found(GLOSSARY | GUIDES | page).concepts}
    assert before.items() <= after.items()


def test_iris_are_unique_and_under_the_base() -> None:
    iris = [concept.iri for concept in found(GLOSSARY | GUIDES).concepts]
    assert len(set(iris)) == len(iris)
    assert all(iri.startswith(BASE) for iri in iris)


def test_labels_are_unique() -> None:
    concepts = found(GLOSSARY | GUIDES).concepts
    assert len({concept.label for concept in concepts}) == len(concepts)


@pytest.mark.corpus
def test_the_transformers_glossary_has_51_entries_and_models_are_topics(transformers_build) -> None:  # type: ignore[no-untyped-def]
    import kg.api

    concepts = kg.api.open(transformers_build).records.concepts
    entries = {concept.label.casefold() for concept in concepts if concept.kind == "glossary"}
    gold = {
        json.loads(line)["term"].casefold() for line in corpora.gold("transformers").read_text("utf-8").splitlines()
    }
    assert len(entries) == 51
    assert len(entries & gold) >= 49
    topics = {concept.label for concept in concepts if concept.kind == "topic"}
    assert {"BERT", "T5", "CLIP", "ViT", "Whisper", "LayoutLMv2"} <= topics
    assert {"Overview", "Resources", "Usage tips"}.isdisjoint(
        chain.from_iterable((c.label, *c.aliases) for c in concepts)
    )


@pytest.mark.corpus
def test_the_cncf_glossary_has_a_concept_per_page_and_no_furniture(cncf_build) -> None:  # type: ignore[no-untyped-def]
    import kg.api

    concepts = kg.api.open(cncf_build).records.concepts
    entries = {concept.label.casefold() for concept in concepts if concept.kind == "glossary"}
    gold = {json.loads(line)["term"].casefold() for line in corpora.gold("cncf").read_text("utf-8").splitlines()}
    assert gold <= entries
    names = {name.casefold() for c in concepts for name in (c.label, *c.aliases)}
    assert {"problem it addresses", "how it helps", "what it is"}.isdisjoint(names)
