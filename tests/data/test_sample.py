"""The sample has what the conventions of the field list, and its expectations agree with its pages."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from data.lantern import SCORED, cutter, expected, expected_relations, page_url, pages, read_table, score

cut = cutter()
PAGES = pages()
ROWS = read_table()
FACTS = expected()
GOLD = expected_relations()
ALL = "\n".join(PAGES.values())
FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


def sections() -> dict[str, list[str]]:
    """The first two parts of chunk_id -> the section's chunks."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        found[row["chunk_id"].rpartition("_")[0]].append(row["chunk"])
    return found


def entries() -> dict[str, str]:
    """Glossary head -> text of its entry."""
    parts = re.split(r"^#{2,3} (.+)\n", PAGES["glossary"], flags=re.MULTILINE)
    return {head: text for head, text in zip(parts[1::2], parts[2::2], strict=True) if len(head) > 1}


def test_it_is_large_enough() -> None:
    assert len(PAGES) == FACTS["pages"] >= 15
    assert len(entries()) == FACTS["glossary_terms"] >= 45
    assert sum(len(text.split()) for text in PAGES.values()) > 10_000


def test_every_glossary_entry_is_annotated_and_no_other() -> None:
    assert [gold["id"] for gold in GOLD] == [f"lantern:{head}" for head in entries()]
    for gold in GOLD:
        assert gold["term"] == re.sub(r" \([^)]*\)$", "", gold["id"].partition(":")[2])
        assert set(gold) == {"id", "term", "allowed", *SCORED}


def test_annotated_values_stand_in_the_text_of_their_entry() -> None:
    irregular = {"skipping segments"}  # the text has the infinitive
    for head, gold in zip(entries(), GOLD, strict=True):
        text = " ".join(re.sub(r"\]\([^)]*\)|[*`\[\]]", "", f"{head} {entries()[head]}").split()).casefold()
        for relation in SCORED:
            for value in set(gold[relation]) - irregular:
                stem = value.casefold().removesuffix("y")
                assert stem in text, f"{head}: {relation} {value!r} is not in the text"


def test_letters_are_headings_and_terms_stand_one_level_below() -> None:
    letters = re.findall(r"^## (.)$", PAGES["glossary"], re.MULTILINE)
    assert letters == sorted(letters)
    heads = list(entries())
    assert [head.casefold() for head in heads] == sorted(head.casefold() for head in heads)
    assert not {row["url"] for row in ROWS} & {page_url(f"glossary#{letter.lower()}") for letter in letters}


def test_headings_are_in_the_table_only_as_slugs() -> None:
    urls = {row["url"] for row in ROWS}
    for slug in ("write-ahead-log-wal", "k-nearest-neighbours-knn", "zipfs-law", "term-frequency-tf"):
        assert page_url(f"glossary#{slug}") in urls
    assert page_url("index#-lantern") in urls
    assert not any(row["chunk"].startswith("### ") for row in ROWS)


def test_sections_overlap_and_lose_their_indentation() -> None:
    overlapping = 0
    for chunks in sections().values():
        for before, after in pairwise(chunks):
            overlapping += any(before.endswith(after[:n]) for n in range(10, cut.OVERLAP_CHARS + 1))
        assert not any(line.startswith(" ") for chunk in chunks for line in chunk.split("\n"))
    assert overlapping >= 20
    assert max(len(row["chunk"]) for row in ROWS) == cut.MAX_CHARS
    assert re.search(r"^    return document$", ALL, re.MULTILINE)


def test_links_and_sentences_are_cut_in_two() -> None:
    for link in FACTS["links_cut_in_two"]:
        text, href = link["text"], link["href"]
        written = f"[{text}]({href})"
        assert written in PAGES[link["page"]]
        assert not any(written in row["chunk"] for row in ROWS)
    held_twice = re.compile(r"\[[^\]]*\Z")
    assert any(held_twice.search(row["chunk"]) for row in ROWS)


def test_headings_recur_on_many_pages_and_twice_on_one() -> None:
    titles = [
        (page, title) for page, text in PAGES.items() for title in set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    ]
    per_title = Counter(title for _, title in titles)
    assert all(per_title[title] >= 5 for title in FACTS["furniture"])
    ids = defaultdict(set)
    for row in ROWS:
        ids[row["url"]].add(row["chunk_id"].rpartition("_")[0])
    assert len(ids[page_url("troubleshooting#first-thing-to-check")]) == 2
    assert len(ids[page_url("troubleshooting#see-also")]) == 2


def test_most_pages_begin_with_a_licence_comment() -> None:
    first = [row["chunk"] for row in ROWS if row["chunk_id"].endswith("_0_0")]
    assert sum(chunk.startswith("<!--") for chunk in first) >= len(PAGES) - 1


@pytest.mark.parametrize(
    "markup",
    [
        r"\[\[autodoc\]\] lantern\.Index\n    - create",
        r"\[\[open-in-colab\]\]",
        r"\[`Index`\]",
        r"\[`~lantern\.Index\.merge`\]",
        r"\[`~Index\.add`\]",
        r"\[`pandas\.DataFrame`\]",
        r"<Tip>",
        r"<Tip warning=\{true\}>",
        r"> \[!TIP\]",
        r"<hfoptions id=",
        r"<hfoption id=",
        r"<Youtube id=",
        r"^## Term dictionary\[\[term-dictionary\]\]$",
        r"^## Blocks \[\[special-blocks\]\]$",
        r'<a id="impacts"></a>',
        r"^Sections that were moved:$",
        r"^\|---\|",
        r"^  - with",
        r"\]\(#token\)",
        r"\]\(guides/faceting\)",
        r"\]\(\./tutorials/multilingual\.md\)",
        r"\]\(\.\./glossary#facet\)",
        r"\]\(/en/glossary#bm25\)",
        r"\]\(https://docs\.lantern\.example/en/glossary/#snippet\)",
        r"\]\(https://raft\.github\.io/\)",
        r"^# the token is shown once$",
        r"^    # find broken links",
        r"^````markdown$",
        r"🔦",
        r"Crêpes à l'orange",
        r"φάρος",
        r"全文検索",
        r"−1",
        r"nearest neighbor index",
        r"nearest neighbour",
    ],
)
def test_a_quirk_is_there(markup: str) -> None:
    assert re.search(markup, ALL, re.MULTILINE)


def test_comments_in_code_have_become_sections_where_the_cutter_saw_no_fence() -> None:
    urls = {row["url"] for row in ROWS}
    for section in FACTS["comment_sections"]:
        assert page_url(f"{section['page']}#{section['anchor']}") in urls
    assert page_url("installation#install-the-client") not in urls


def test_expected_symbols_are_the_autodoc_blocks() -> None:
    documented = set()
    for block in re.finditer(r"^\[\[autodoc\]\] (\S+)\n((?:    - \w+\n)*)", ALL, re.MULTILINE):
        documented |= {block[1], *(f"{block[1]}.{member}" for member in re.findall(r"- (\w+)", block[2]))}
    assert documented == set(FACTS["symbols"])
    for name in FACTS["undocumented_symbols"]:
        assert f"[`{name}`]" in ALL
        assert not any(symbol.endswith(name) for symbol in documented)


def test_expected_links_stand_where_they_are_said_to() -> None:
    for link in FACTS["broken_links"] + FACTS["links_to_the_same_docs"] + FACTS["explicit_anchors"]:
        assert f"]({link['href']})" in PAGES[link["page"]]
    for anchor in FACTS["moved_anchors"]:
        assert f'<a id="{anchor["old"]}"></a>' in PAGES[anchor["page"]]


def anchors(text: str) -> set[str]:
    """The anchors of a page, read without the pipeline: slugs, explicit anchors, ids."""
    found = set(re.findall(r'<a id="([^"]+)"', text))
    for heading in re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.MULTILINE):
        title, _, explicit = heading.partition("[[")
        found |= {cut.slug(title.strip()), explicit.removesuffix("]]")}
    return found


def is_broken(page: str, href: str) -> bool:
    """Tell whether a link into these docs leads nowhere."""
    address, _, anchor = urljoin(f"/en/{page}", href.removeprefix("https://docs.lantern.example")).partition("#")
    target = address.removeprefix("/en/").removesuffix("/").removesuffix(".md")
    return target not in PAGES or bool(anchor and anchor not in anchors(PAGES[target]))


def test_no_links_are_broken_but_the_expected_ones() -> None:
    broken = set()
    for page, text in PAGES.items():
        hrefs = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)|<a href=\"([^\"]+)\"", FENCED.sub("", text))
        inside = {a or b for a, b in hrefs if not re.match(r"https?://(?!docs\.)", a or b)}
        broken |= {(page, href) for href in inside if is_broken(page, href)}
    assert broken == {(link["page"], link["href"]) for link in FACTS["broken_links"]}


def test_a_term_that_nobody_defines_is_used_on_many_pages() -> None:
    for term in FACTS["undefined_terms"]:
        assert term not in entries()
        assert sum(term in " ".join(text.split()) for text in PAGES.values()) >= 5


def test_the_scorer_counts_hits_misses_and_errors() -> None:
    blank: dict[str, list[str]] = {relation: [] for relation in SCORED}
    stated = {"broader": ["data structure"], "used_for": ["full-text search"]}
    gold = [{"term": "inverted index", "allowed": {"broader": ["structure"]}, **blank, **stated}]
    right = ("Inverted-index", "broader", "the data structures")
    wrong = ("inverted index", "broader", "book")
    allowed = ("inverted index", "broader", "structure")
    assert score(gold, [right])["broader"].f1 == 1.0
    assert score(gold, [right, wrong, allowed])["broader"] == (1, 2, 1)
    assert score(gold, [])["used_for"] == (1, 0, 0)
    assert score(gold, [])["used_for"].f1 == 0.0
