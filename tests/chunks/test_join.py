"""Chunks come back as the text they were cut from, whatever the order of the rows."""

import itertools
import random
import re
from collections.abc import Sequence

import corpora
import pytest
from cutter import cut
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks import join_chunks, read_chunks
from kg.chunks.join_overlap import Cutter, infer_cutter, meet
from kg.records import Chunk, Passage

BASE = "https://example.org/id/"
SITE = "https://docs.example.org/guide/"


def chunk(text: str, chunk_id: str, *, source: str = "guide.md", url: str = SITE + "#lantern") -> Chunk:
    return Chunk(source, url, chunk_id, text)


def rows(texts: Sequence[str], section: str = "0_0") -> list[Chunk]:
    return [chunk(text, f"{section}_{number}") for number, text in enumerate(texts)]


def joined(chunks: Sequence[Chunk]) -> Passage:
    (document,) = join_chunks(chunks, base_iri=BASE).documents
    (passage,) = document.passages
    return passage


def codes(chunks: Sequence[Chunk]) -> list[str]:
    return [finding.code for finding in join_chunks(chunks, base_iri=BASE).findings]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


WORD = st.text("abcdefghijklmnopqrstuvwxyzäß日🤗.,`*_#", min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
DOCUMENT = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "  \n"])), min_size=1, max_size=40)


# A table holds more than one section: this one tells the sizes it was cut with.
COMPANY = "\n".join(" ".join(f"row{line}word{n}" for n in range(line % 45 + 1)) for line in range(200))


def numbered(document: list[tuple[str, str]]) -> str:
    """Give each line a number: then no two places of a text look alike, and only one text explains the chunks."""
    return "".join(f"{n}:{line}{end}" for n, (line, end) in enumerate(document)).strip()


@given(DOCUMENT, st.sampled_from([(512, 128), (200, 50), (300, 0), (1000, 200)]))
@settings(max_examples=150, deadline=None)
def test_joining_the_chunks_of_a_text_gives_the_text(document: list[tuple[str, str]], sizes: tuple[int, int]) -> None:
    text = numbered([(" ".join(f"{w}{i}" for i, w in enumerate(line.split())), end) for line, end in document])
    company = rows(cut(COMPANY, *sizes), "0_1")
    (joined_document,) = join_chunks(rows(cut(text, *sizes)) + company, base_iri=BASE).documents
    assert [squeezed(p.text) for p in joined_document.passages] == [squeezed(text), squeezed(COMPANY)]


@given(DOCUMENT, st.sampled_from([(512, 128), (200, 50)]), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_every_piece_is_its_chunk_and_the_order_of_rows_does_not_matter(
    document: list[tuple[str, str]], sizes: tuple[int, int], random_: random.Random
) -> None:
    chunks = rows(cut("".join(line + end for line, end in document).strip(), *sizes))
    passage = joined(chunks)
    text = {c.chunk_id: c.text for c in chunks}
    assert [p.chunk_id for p in passage.pieces] == list(text)
    assert all(passage.text[p.start : p.start + p.length] == text[p.chunk_id] for p in passage.pieces)
    shuffled = list(chunks)
    random_.shuffle(shuffled)
    assert join_chunks(shuffled, base_iri=BASE) == join_chunks(chunks, base_iri=BASE)


@given(st.lists(st.text("ab` \n", min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_chunks_at_all_are_kept_letter_by_letter(texts: list[str]) -> None:
    passage = joined(rows(texts))
    assert [passage.text[p.start : p.start + p.length] for p in passage.pieces] == texts
    assert set(squeezed(passage.text)) == set(squeezed("".join(texts)))


def test_a_chance_overlap_eats_nothing() -> None:
    left = "x" * 130 + "\n" + "Run it:\n```"
    right = "```\nfit(model)\n" + "y" * 160
    assert meet(left, right, Cutter(300, 60)).shared == 0


def test_an_overlap_of_whole_lines_is_found() -> None:
    lines = [f"line {number} of a text that is cut" for number in range(40)]
    chunks = cut("\n".join(lines), 200, 60)
    cutter = infer_cutter([*itertools.pairwise(chunks)])
    assert cutter.size <= 200
    assert 30 < cutter.overlap <= 60
    assert all(meet(a, b, cutter).shared > 0 for a, b in itertools.pairwise(chunks))


def test_a_table_without_overlap_shares_nothing() -> None:
    chunks = [f"the lantern {number} burns brighter than the" for number in range(60)]
    assert joined(rows(chunks)).text.split() == " ".join(chunks).split()


@pytest.mark.parametrize(("size", "overlap"), [(100, 20), (333, 77)])
def test_a_sliding_window_of_letters_is_undone(size: int, overlap: int) -> None:
    text = " ".join(f"number{number}" for number in range(500))
    windows = [text[at : at + size] for at in range(0, len(text) - overlap, size - overlap)]
    assert joined(rows(windows)).text == text


def test_a_sliding_window_of_words_is_undone() -> None:
    words = [f"number{number}" for number in range(900)]
    windows = [" ".join(words[at : at + 60]) for at in range(0, 890, 50)]
    assert joined(rows(windows)).text.split() == words


def test_the_white_space_between_chunks_is_put_back() -> None:
    chunks = ["```py\nfit()", "score()\n```", "It is fast.", "- one", "- two"]
    assert joined(rows(chunks)).text == "```py\nfit()\nscore()\n```\n\nIt is fast.\n\n- one\n- two"


def test_a_missing_chunk_is_told_and_nothing_is_joined_over_the_gap() -> None:
    chunks = [chunk("The lantern burns.", "0_0_0"), chunk("The lantern burns. Again.", "0_0_2")]
    assert codes(chunks) == ["J001"]
    assert joined(chunks).text == "The lantern burns.\n\nThe lantern burns. Again."


def test_a_missing_first_chunk_is_told() -> None:
    assert codes([chunk("It burns.", "0_0_1")]) == ["J001"]


def test_whole_sections_raise_nothing() -> None:
    assert codes(rows(cut("\n".join(f"line {n} is here" for n in range(90)), 200, 60))) == []


def test_a_duplicate_id_keeps_one_row_and_is_told() -> None:
    chunks = [chunk("One text.", "0_0_0"), chunk("Some other text.", "0_0_0")]
    assert codes(chunks) == ["R004"]
    assert joined(chunks).text == joined(chunks[::-1]).text == "One text."


def test_a_malformed_id_is_a_section_of_its_own() -> None:
    chunks = [chunk("First.", "0_0_0"), chunk("Second.", "nonsense")]
    joining = join_chunks(chunks, base_iri=BASE)
    assert [f.code for f in joining.findings] == ["R003"]
    assert [p.text for d in joining.documents for p in d.passages] == ["First.", "Second."]


def test_one_document_of_two_sources_is_kept_apart_and_told() -> None:
    chunks = [
        chunk("First.", "0_0_0"),
        chunk("Second.", "0_0_1", source="other.md", url="https://docs.example.org/other/"),
    ]
    joining = join_chunks(chunks, base_iri=BASE)
    assert "J002" in [f.code for f in joining.findings]
    assert [d.source for d in joining.documents] == ["guide.md", "other.md"]
    keys = [p.key for d in joining.documents for p in d.passages]
    assert len(set(keys)) == 2


def test_one_section_at_two_addresses_is_told() -> None:
    assert "J002" in codes([chunk("First.", "0_0_0"), chunk("Second.", "0_0_1", url=SITE + "#wick")])


def test_repeated_headings_share_their_address_and_not_their_key() -> None:
    chunks = [chunk("First.", "0_1_0"), chunk("Second.", "0_2_0")]
    (document,) = join_chunks(chunks, base_iri=BASE).documents
    assert [p.key for p in document.passages] == ["0_1", "0_2"]
    assert len({p.iri for p in document.passages}) == 1


@pytest.mark.parametrize(
    ("url", "page", "section", "anchor"),
    [
        (SITE + "#stride", "https://docs.example.org/guide", SITE + "#stride", "stride"),
        (SITE, "https://docs.example.org/guide", SITE, ""),
        ("https://x.org/a.html", "https://x.org/a.html", "https://x.org/a.html#", ""),
        ("https://x.org/a.html#b c", "https://x.org/a.html", "https://x.org/a.html#b%20c", "b c"),
        ("https://x.org/a/#b#c", "https://x.org/a", "https://x.org/a/#b%23c", "b#c"),
        ("https://x.org/a/#b%", "https://x.org/a", "https://x.org/a/#b%25", "b%"),
        ("guide/#a", BASE + "doc/guide", BASE + "doc/guide/#a", "a"),
        ("", BASE + "doc/guide", BASE + "doc/guide/", ""),
        ("javascript:alert(1)", BASE + "doc/javascript:alert(1)", BASE + "doc/javascript:alert(1)/", ""),
    ],
)
def test_an_address_gives_page_section_and_anchor(url: str, page: str, section: str, anchor: str) -> None:
    (document,) = join_chunks([chunk("Text.", "0_0_0", url=url)], base_iri=BASE).documents
    assert (document.iri, document.passages[0].iri, document.passages[0].anchor) == (page, section, anchor)


def test_pages_stand_in_the_order_of_their_numbers() -> None:
    chunks = [chunk("x", f"{n}_0_0", source=f"{n}.md", url=f"https://x.org/{n}/") for n in (10, 9, 2)]
    assert [d.source for d in join_chunks(chunks, base_iri=BASE).documents] == ["2.md", "9.md", "10.md"]


def test_a_section_of_thousands_of_chunks_comes_back_whole() -> None:
    text = "\n".join(f"line {number} of a long page" for number in range(60_000))
    passage = joined(rows(cut(text, 512, 128)))
    assert squeezed(passage.text) == squeezed(text)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["transformers", "accelerate"])
def test_pages_of_the_real_tables_come_back_as_they_were(name: str) -> None:
    page_faults = corpora.bench("chunk_quality").page_faults

    table, pages = getattr(corpora, f"{name}_table")(), getattr(corpora, f"{name}_pages")()
    joining = join_chunks(read_chunks([str(table)]).chunks, base_iri=BASE)
    faults = page_faults(joining.documents, pages)
    assert len(faults) <= 0.01 * len(joining.documents), "\n".join(f"{page}: {why}" for page, why in faults.items())
