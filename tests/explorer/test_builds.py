"""The sample and the real table: the panel equals the tables; search by acronym and typo; nothing leaves the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from explorer.reader import Reader

from kg.vocab import RELATION

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]
Read = Callable[..., Reader]
SPACED = re.compile(r" ([,.;:!?)])(?=\s|$)")


@cache
def table(build: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(build / f"tables/{name}.parquet")


@pytest.fixture(params=["sample_build", pytest.param("transformers_build", marks=pytest.mark.corpus)])
def build(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def chosen(build: Path) -> pd.DataFrame:
    """Return concepts to read: the best tied of each kind, and some from all over."""
    concepts = table(build, "concepts")
    best = concepts.sort_values(["degree", "mentions"], ascending=False).groupby("kind").head(3)
    return pd.concat([best, concepts.iloc[:: max(1, len(concepts) // 10)]]).drop_duplicates("concept")


def expected(build: Path, iri: str) -> dict[tuple[str, str], tuple[float, set[str]]]:
    """Return (reading, other end) -> (confidence, quotes as read), out of the tables alone."""
    found: dict[tuple[str, str], tuple[float, set[str]]] = {}
    quotes = _quotes(build)
    relations = table(build, "relations")
    titles = table(build, "sections").drop_duplicates("section").set_index("section")["title"]
    labels = table(build, "concepts").set_index("concept")["label"]
    for row in relations[(relations.source == iri) | (relations.target == iri)].itertuples():
        outward = row.source == iri
        relation = RELATION[row.relation]
        reading = relation.reading if outward else relation.inverse_reading
        other = (
            (labels.get(row.target, row.target_label) if outward else labels.get(row.source))
            if outward or row.source in labels
            else titles[row.source]
        )
        known = found.get((reading, other), (0.0, set()))
        words = quotes[row.source, row.relation, row.target, row.target_label]
        found[reading, other] = (max(known[0], row.confidence), known[1] | words)
    return found


@cache
def _quotes(build: Path) -> dict[Any, set[str]]:
    prose = table(build, "sections").set_index("section_key")["prose"]
    found: dict[Any, set[str]] = defaultdict(set)
    for row in table(build, "evidence").itertuples():
        words = " ".join(prose[row.section_key][row.section_start : row.section_end].split())
        found[row.source, row.relation, row.target, row.target_label].add(
            SPACED.sub(r"\1", words) or " ".join(row.quote.split())
        )
    return found


def test_the_panel_equals_the_tables(read: Read, build: Path) -> None:
    reader = read(build / "graph.html")
    mentions, sections = (
        table(build, "mentions"),
        table(build, "sections").drop_duplicates("section").set_index("section"),
    )
    for row in chosen(build).itertuples():
        reader.open(f"#concept={row.concept}")
        panel = reader.read(whole=True)
        assert panel["iri"] == row.concept
        assert panel["label"] == row.label.strip()
        assert panel["aliases"] == [alias.strip() for alias in row.aliases]
        assert (panel["definition"] is None) == pd.isna(row.definition)
        told = {
            (group["reading"], line["other"]): (line["confidence"], {quote["words"] for quote in line["quotes"]})
            for group in panel["groups"] for line in group["rows"]
        }  # fmt: skip
        wanted = {
            (reading, other.strip()): (round(sure, 2), words)
            for (reading, other), (sure, words) in expected(build, row.concept).items()
        }
        assert told.keys() == wanted.keys(), row.label
        for key, (sure, words) in wanted.items():
            assert told[key][0] == pytest.approx(sure, abs=0.0051), key
            assert told[key][1] == words, key
        pages = Counter(sections.document[section] for section in mentions[mentions.concept == row.concept].section)
        assert dict(map(tuple, panel["pages"])) == pages, row.label


def test_acronyms_and_typos_find_on_a_build(read: Read, build: Path) -> None:
    reader = read(build / "graph.html")
    names = table(build, "names")
    concepts = table(build, "concepts").set_index("concept")
    labels, aliases = concepts["label"], concepts["aliases"]
    acronyms = names[names.kind == "acronym"].drop_duplicates("name", keep=False)
    acronyms = acronyms[[n in aliases[c] for c, n in zip(acronyms["concept"], acronyms["name"], strict=True)]].head(12)
    assert len(acronyms) > 3
    for row in acronyms.itertuples():
        assert labels[row.concept] in [hit["name"] for hit in reader.type(row.name)[:3]], row.name
    glossary = table(build, "concepts").query("kind == 'glossary'").label
    typed = 0
    for label in [word for word in glossary if len(word) >= 9][:12]:
        typo = label[:4] + label[5:]  # a letter is missing
        assert label in [hit["name"] for hit in reader.type(typo)], typo
        typed += 1
    assert typed > 3


def test_every_concept_is_in_the_index_and_every_statement_in_the_payload(read: Read, build: Path) -> None:
    reader = read(build / "graph.html", "#view=index")
    concepts, relations = table(build, "concepts"), table(build, "relations")
    assert reader.page.inner_text(".count-line") == f"{len(concepts):,} concepts"
    payload = reader.payload()
    known = set(concepts.concept)
    statements = relations[relations.source.isin(known) | relations.target.isin(known)]
    distinct = statements.drop_duplicates(["source", "relation", "target", "target_label"])
    assert len(payload["statements"]["source"]) == len(distinct)
    assert sum(sum(flat[1::3]) for flat in payload["mentions"]) == len(table(build, "mentions"))


def test_a_path_on_a_build_is_told_in_its_own_sentences(read: Read, build: Path) -> None:
    reader = read(build / "graph.html")
    relations = table(build, "relations")
    known = set(table(build, "concepts").concept)
    tied = relations[relations.source.isin(known) & relations.target.isin(known)]
    first = tied.iloc[0]
    others = tied[(tied.source == first.target) & (tied.target != first.source)]
    far = others.iloc[-1].target if len(others) else first.target
    reader.open(f"#from={first.source}&to={far}")
    steps = reader.page.locator(".steps > li").evaluate_all(
        "all => all.map((li) => [li.dataset.from, li.dataset.to, li.dataset.relation])"
    )
    assert steps and steps[0][0] == first.source and steps[-1][1] == far
    pairs = {(r.source, r.target, r.relation) for r in tied.itertuples()}
    for start, end, relation in steps:
        assert (start, end, relation) in pairs or (end, start, relation) in pairs
    assert all(reader.page.locator(".steps blockquote").all_inner_texts())


def test_the_page_of_a_build_is_small(build: Path) -> None:
    assert (build / "graph.html").stat().st_size < 3_000_000
