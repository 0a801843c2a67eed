"""What `make graph` should find in the sample: the facts of data/expected.json and the relations read by a person."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from data.lantern import comparable, differences, expected, expected_relations, page_url, score

FACTS = expected()
GOLD = expected_relations()
FLOORS = {"alias": 0.92, "broader": 0.88, "narrower": 0.80, "contrast": 0.75, "part_of": 0.65, "used_for": 0.65}


def table(build: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(build / f"tables/{name}.parquet")


def where(section: str) -> str:
    """The section's url, in the form in which pages are named too."""
    return page_url(section).rstrip("/")


def entries(build: Path) -> dict[str, Any]:
    """Anchor of a glossary entry -> its concept's row."""
    concepts = table(build, "concepts")
    glossary = concepts[concepts.kind == "glossary"]
    return {row.defined_in.partition("/glossary/#")[2]: row for row in glossary.itertuples()}


def links_of(build: Path, link: dict[str, str]) -> pd.DataFrame:
    links = table(build, "links")
    return links[(links.href == link["href"]) & links.section.str.startswith(page_url(link["page"]))]


def test_every_entry_is_a_concept_with_its_title_restored(sample_build: Path) -> None:
    found = entries(sample_build)
    assert len(found) == FACTS["glossary_terms"]
    labels = {comparable(row.label) for row in found.values()}
    assert [gold["term"] for gold in GOLD if comparable(gold["term"]) not in labels] == []
    exactly = {row.label for row in found.values()}
    assert sum(gold["term"] in exactly for gold in GOLD) >= 0.9 * len(GOLD)


def test_letters_furniture_and_comments_are_no_concepts(sample_build: Path) -> None:
    labels = set(table(sample_build, "concepts").label.str.casefold())
    assert not labels & {letter.casefold() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    assert not labels & {title.casefold() for title in FACTS["furniture"]}
    defined_in = set(table(sample_build, "concepts").defined_in.dropna())
    assert not defined_in & {
        page_url(f"{section['page']}#{section['anchor']}") for section in FACTS["comment_sections"]
    }


def test_entries_have_definitions(sample_build: Path) -> None:
    without = [anchor for anchor, row in entries(sample_build).items() if not isinstance(row.definition, str)]
    assert len(without) <= 8, without


@pytest.mark.parametrize("relation", FLOORS)
def test_relations_reach_the_floor(relation: str, sample_build: Path) -> None:
    relations = table(sample_build, "relations")
    glossary = relations[relations.section.str.startswith(page_url("glossary"))]
    statements = [(r.source_label, r.relation, r.target_label) for r in glossary.itertuples()]
    reached = score(GOLD, statements)[relation]
    assert reached.f1 >= FLOORS[relation], (reached, differences(GOLD, statements, relation))
    if reached.found >= 10:
        assert reached.precision >= 0.85, (reached, differences(GOLD, statements, relation))


def test_acronyms_are_other_names_of_what_they_stand_for(sample_build: Path) -> None:
    aliases = {row.label.casefold(): set(row.aliases) for row in entries(sample_build).values()}
    lost = [short for short, long in FACTS["acronyms"].items() if short not in aliases.get(long.casefold(), ())]
    assert not lost


def test_broken_links_are_found_and_no_others(sample_build: Path) -> None:
    links = table(sample_build, "links")
    broken = {(row.section, row.href) for row in links[links.kind == "broken"].itertuples()}
    wanted = {(page_url(link["page"]), link["href"]) for link in FACTS["broken_links"]}
    assert {(section.partition("#")[0], href) for section, href in broken} == wanted
    findings = table(sample_build, "findings")
    codes = Counter(findings.code)
    reasons = Counter(link["reason"] for link in FACTS["broken_links"])
    assert (codes["L001"], codes["L002"]) == (reasons["anchor"], reasons["page"])


def test_moved_anchors_lead_to_where_the_content_went(sample_build: Path) -> None:
    links = table(sample_build, "links")
    for anchor in FACTS["moved_anchors"]:
        old = links[links.href.str.endswith(f"#{anchor['old']}")]
        assert set(old.target) <= {where(anchor["new"])}
    assert links.href.str.endswith("#reindexing").any()


def test_explicit_anchors_lead_to_their_section(sample_build: Path) -> None:
    for anchor in FACTS["explicit_anchors"]:
        assert links_of(sample_build, anchor).target.tolist() == [page_url(anchor["target"])], anchor


def test_a_link_cut_in_two_is_found_once(sample_build: Path) -> None:
    for link in FACTS["links_cut_in_two"]:
        found = links_of(sample_build, link)
        assert ["".join(text.split()) for text in found.text] == ["".join(link["text"].split())]
        assert found.kind.tolist() == ["section"]


def test_links_of_every_form_lead_into_the_same_docs(sample_build: Path) -> None:
    for link in FACTS["links_to_the_same_docs"]:
        assert {target.rstrip("/") for target in links_of(sample_build, link).target} == {where(link["target"])}, link


def test_every_autodoc_block_documents_its_symbols(sample_build: Path) -> None:
    relations = table(sample_build, "relations")
    documented = relations[relations.relation == "documents"].target.str.rpartition("/")[2]
    assert sorted(documented) == sorted(FACTS["symbols"])


def test_symbols_that_nothing_documents_are_told(sample_build: Path) -> None:
    links = table(sample_build, "links")
    lost = links[(links.kind == "symbol") & links.target.isna()]
    assert {href.strip("[]`~") for href in lost.href} == set(FACTS["undocumented_symbols"])


def test_one_name_with_two_meanings_is_two_concepts(sample_build: Path) -> None:
    concepts = table(sample_build, "concepts")
    for homonym in FACTS["homonyms"]:
        meant = concepts[concepts.defined_in.isin([page_url(section) for section in homonym["sections"]])]
        senses = meant[meant.label.str.casefold().str.startswith(homonym["name"])]
        assert set(senses.defined_in) == {page_url(section) for section in homonym["sections"]}
        assert senses.label.str.casefold().is_unique


def test_a_term_that_nobody_defines_is_told(sample_build: Path) -> None:
    concepts = table(sample_build, "concepts").set_index("label")
    for term in FACTS["undefined_terms"]:
        assert concepts.kind[term] == "term"
        assert concepts.definition.isna()[term]


def test_the_concept_that_the_readme_shows_is_named_often_and_defined(sample_build: Path) -> None:
    found = entries(sample_build)
    bm25 = found["bm25"]
    assert bm25.mentions >= 10
    assert isinstance(bm25.definition, str)
    assert "ranking function" in bm25.definition


def test_the_manifest_counts_the_pages(sample_build: Path) -> None:
    manifest = json.loads((sample_build / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["documents"] == FACTS["pages"]
