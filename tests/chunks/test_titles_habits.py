"""Title Case comes back where the page or the corpus bears witness to it, and nowhere else."""

import pytest

from kg.chunks import join_chunks, parse
from kg.records import Chunk

SITE = "https://docs.example.org/"
SMALL = "We trim the wick, load the oil and check the glass. They trim a wick, load more oil and check each glass."
SMALL += " Any load is full."


def restored(rows: dict[str, str]) -> dict[str, str]:
    """Return title by address, of sections in the order given."""
    pages: dict[str, int] = {}
    chunks = []
    for number, (url, text) in enumerate(rows.items()):
        page = pages.setdefault(url.partition("#")[0], len(pages))
        chunks.append(Chunk(f"{page}.md", SITE + url, f"{page}_{number}_0", text))
    sections = parse(join_chunks(chunks, base_iri="https://example.org/id/").documents).sections
    return {section.iri.removeprefix(SITE): section.title for section in sections}


def test_a_page_with_bold_leads_in_title_case_has_such_headings() -> None:
    leads = "- **Clean Glass**: wipe it.\n- **Trimmed Wick**: cut it.\n- **Full Load**: pour it.\n"
    rows = {"a/#lamps": SMALL, "a/#load-the-oil": leads, "b/#lamps": SMALL, "b/#load-the-oil": "Now."}
    titles = restored(rows)
    assert titles["a/#load-the-oil"] == "Load the Oil"
    assert titles["b/#load-the-oil"] == "Load the oil"


@pytest.mark.parametrize("lead", ["Clean glass", "Fresh oil"])
def test_leads_in_sentence_case_bear_witness_against_it(lead: str) -> None:
    leads = f"- **{lead}**: so.\n- **Straight wick**: cut it.\n- **Clean Glass**: wipe it.\n"
    assert restored({"a/#lamps": SMALL, "a/#load-the-oil": leads})["a/#load-the-oil"] == "Load the oil"


def test_one_bold_lead_is_not_enough() -> None:
    rows = {"a/#lamps": SMALL, "a/#load-the-oil": "**Clean Glass**: wipe it."}
    assert restored(rows)["a/#load-the-oil"] == "Load the oil"


def test_a_corpus_whose_links_repeat_headings_in_title_case_has_such_headings() -> None:
    words = ["glass", "wick", "oil", "flame", "lamp", "shade", "burner", "collar", "globe", "stand", "gallery", "crown"]
    running = " ".join(f"They check the {word} and more." for word in words)
    rows = {"a/#lamps": running, "a/#trim-the-wick": "Cut it."}
    rows |= {f"a/#check-the-{word}": "Look." for word in words}
    links = " ".join(f"Go to [Check the {word.title()}](../a/#check-the-{word})." for word in words)
    assert restored(rows | {"b/#links": links})["a/#trim-the-wick"] == "Trim the Wick"
    assert restored(rows | {"b/#links": links.title().lower()})["a/#trim-the-wick"] == "Trim the wick"


def test_a_bold_lead_that_repeats_a_heading_spells_it() -> None:
    rows = {"a/#lamps": f"1. **Fresh Oil:** pour it. {SMALL}", "a/#fresh-oil": "Pour."}
    assert restored(rows)["a/#fresh-oil"] == "Fresh Oil"


def test_a_heading_that_its_page_writes_with_capitals_has_them() -> None:
    rows = {"a/#lamps": f"We name it Straight Wick Method here. {SMALL}", "a/#straight-wick-method": "Cut it."}
    assert restored(rows)["a/#straight-wick-method"] == "Straight Wick Method"
