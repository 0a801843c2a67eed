"""What holds of every mention, and what the place of a name says about its meaning."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from written import SETTINGS, concept, read_pages

from kg.mentions import locate_mentions
from kg.mentions.haystack import make_haystack
from kg.records import Concept, Definition, Mention

CONCEPTS = (
    concept("beam search"),
    concept("search"),
    concept("token", kind="glossary"),
    concept("large language model", "LLM"),
    concept("Trainer", kind="symbol"),
)
WORDS = st.sampled_from(
    [
        *(
            [
                "beam",
                "search",
                "Beam",
                "token",
                "tokens",
                "LLM",
                "LLMs",
                "large",
                "language",
                "model",
                "Trainer",
                "`Trainer`",
                "the",
                "to",
                "-",
                "**",
                ".",
                ",",
                "é",
                "🤗",
                "<b>",
            ]
        ),
        *("\n", "\n\n", "[beam](x.md)", "| cell |", "`search`", "```\nbeam search\n```\n"),
    ]
)


def locate(pages: dict[str, list[tuple[str, str]]], *concepts: Concept) -> list[Mention]:
    sections, links = read_pages(pages)
    return locate_mentions(sections, links, concepts, settings=SETTINGS)


def one(text: str, *concepts: Concept) -> list[str]:
    return [m.surface for m in locate({"page": [("here", text)]}, *concepts)]


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_a_mention_is_a_span_of_its_section_and_none_overlap(words: list[str]) -> None:
    sections, links = read_pages({"page": [("one", " ".join(words) or "nothing")]})
    found = locate_mentions(sections, links, CONCEPTS, settings=SETTINGS)
    text = {section.key: section.text for section in sections}
    for mention in found:
        assert text[mention.section][mention.start : mention.end] == mention.surface
        assert "```" not in mention.surface
    pairs = pairwise(found)
    assert all(a.section != b.section or a.end <= b.start for a, b in pairs)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_a_haystack_leads_back_to_the_letters_of_its_section(words: list[str]) -> None:
    sections, _ = read_pages({"page": [("one", " ".join(words) or "nothing")]})
    for section in sections:
        haystack = make_haystack(section)
        assert len(haystack.text) == len(haystack.small)
        for place, char in enumerate(haystack.text):
            if char.isalnum():
                start, end = haystack.span(place, place + 1)
                assert section.text[start:end] == char


def test_the_order_of_concepts_and_sections_does_not_matter() -> None:
    sections, links = read_pages({"a": [("x", "A token, a beam search.")], "b": [("y", "The LLM and the token.")]})
    found = locate_mentions(sections, links, CONCEPTS, settings=SETTINGS)
    turned = locate_mentions(sections[::-1], links[::-1], CONCEPTS[::-1], settings=SETTINGS)
    assert sorted(found) == sorted(turned) and len(found) == 4


def test_the_longest_name_is_meant_and_its_parts_are_not() -> None:
    assert one("A beam search is a search.", *CONCEPTS) == ["beam search", "search"]


def test_code_blocks_comments_tags_and_addresses_name_nothing() -> None:
    text = (
        '```py\ntoken = search(token)\n```\n\n<!-- a token -->\n\n<Tip id="token">\n\n'
        "See https://docs.example.org/token or [here](token.md).\n\n    token in an indented block\n"
    )
    assert one(text, *CONCEPTS) == []


def test_names_do_not_reach_over_paragraphs_items_cells_or_code() -> None:
    text = (
        "a beam\n\nsearch\n\n- the beam\n- search\n\n| beam | search |\n|---|---|\n| beam | search |\n\nbeam `x` search"
    )
    assert one(text, concept("beam search")) == []
    assert one(
        "A [beam](https://example.org/) search, a [beam search](https://example.org/).", concept("beam search")
    ) == ["beam search"]
    assert one("The **beam** search", concept("beam search")) == ["beam** search"]


def test_overlapping_chunks_name_a_concept_once() -> None:
    from kg.chunks import join_chunks, parse
    from kg.records import Chunk

    first, second = "Text before it. " * 12 + "Here the beam search ends.", "Here the beam search ends. And more text."
    rows = [Chunk("p.md", "https://d.example.org/p/#a", f"0_1_{n}", text) for n, text in enumerate((first, second))]
    parsing = parse(join_chunks(rows, base_iri="https://example.org/").documents)
    found = locate_mentions(parsing.sections, parsing.links, CONCEPTS[:1], settings=SETTINGS)
    assert [m.surface for m in found] == ["beam search"]


def test_a_name_in_a_link_to_its_section_is_linked_and_another_one_is_not() -> None:
    pages = {
        "glossary": [("glossary", "Terms."), ("token", "A part of a text.")],
        "guide": [("guide", "A [token](glossary#token), a [token](guide#other) and a token."), ("other", "Nothing.")],
    }
    sections, links = read_pages(pages)
    home = next(s for s in sections if s.anchor == "token")
    token = replace(concept("token"), defined_in=home.key)
    found = [m for m in locate_mentions(sections, links, [token], settings=SETTINGS) if m.section != home.key]
    assert [m.linked for m in found] == [True, False, False]


def test_other_words_that_lead_to_a_concept_name_it_unless_they_only_point() -> None:
    pages = {
        "glossary": [("glossary", "Terms."), ("input-ids", "Numbers.")],
        "guide": [("guide", "[The ids of the input](glossary#input-ids) matter; look [here](glossary#input-ids).")],
    }
    sections, links = read_pages(pages)
    home = next(s for s in sections if s.anchor == "input-ids")
    found = locate_mentions(sections, links, [replace(concept("input IDs"), defined_in=home.key)], settings=SETTINGS)
    assert [(m.surface, m.linked) for m in found] == [("The ids of the input", True)]


def test_a_symbol_reference_names_the_symbol_whatever_of_it_is_shown() -> None:
    method = concept("Trainer.train", "trainer.Trainer.train", kind="symbol")
    trainer = concept("Trainer", kind="symbol")
    found = locate({"p": [("a", "Call [`~Trainer.train`] of the [`Trainer`].")]}, method, trainer)
    assert [(m.concept, m.linked) for m in found] == [(method.iri, True), (trainer.iri, True)]


def homonyms() -> tuple[Concept, Concept, list, list]:
    pages = {
        "nlp": [("nlp", "About text."), ("token", "A token is a part of a sentence: a word or a punctuation mark.")],
        "security": [("security", "About access."), ("token", "A token is a secret that lets a user log in.")],
        "a": [("a", "The sentence is cut into words; a token for each word.")],
        "b": [("b", "To log in, the user shows a token. Keep the secret.")],
        "c": [("c", "Send the [token](nlp#token). Another token follows.")],
    }
    sections, links = read_pages(pages)
    made = []
    for page, label in (("nlp", "token (NLP)"), ("security", "token (security)")):
        home = next(s for s in sections if s.anchor == "token" and f"/{page}" in s.iri)
        said = Definition(home.key, 0, len(home.text), home.text, "is")
        made.append(replace(concept(label, hidden=("token",), iri=page), defined_in=home.key, definitions=(said,)))
    return made[0], made[1], sections, links


def test_of_two_concepts_with_one_name_the_page_the_words_and_the_link_decide() -> None:
    nlp, security, sections, links = homonyms()
    found = locate_mentions(sections, links, [nlp, security], settings=SETTINGS)
    pages = {s.key: s.iri.split("/")[4] for s in sections}
    meant: dict[str, set[str]] = {}
    for mention in found:
        meant.setdefault(pages[mention.section], set()).add(mention.concept)
    assert meant == {"nlp": {nlp.iri}, "a": {nlp.iri}, "c": {nlp.iri}, "security": {security.iri}, "b": {security.iri}}


def test_a_product_with_a_common_noun_for_a_name_keeps_its_capital() -> None:
    noun, product = concept("transformer", kind="glossary"), concept("Transformers", iri="product")
    found = locate(
        {"p": [("a", "In 🤗 Transformers every transformer and all transformers are Transformer models.")]},
        noun,
        product,
    )
    assert [(m.surface, m.concept == product.iri) for m in found] == [
        ("Transformers", True), ("transformer", False), ("transformers", False), ("Transformer", False),
    ]  # fmt: skip


def test_no_concepts_and_no_sections_give_no_mentions() -> None:
    assert locate({"p": [("a", "A token.")]}) == []
    assert locate_mentions([], [], CONCEPTS, settings=SETTINGS) == []
