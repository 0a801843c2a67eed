"""What pages and autodoc blocks relate: links and names of a page about one concept, members and their classes."""

import pytest
from written import SETTINGS, read_pages

from kg.concepts import find_concepts
from kg.mentions import locate_mentions
from kg.records import Relation
from kg.relations import infer_relations

Pages = dict[str, list[tuple[str, str]]]


def relations(pages: Pages) -> list[Relation]:
    sections, links = read_pages(pages)
    concepts = find_concepts(sections, links, settings=SETTINGS).concepts
    mentions = locate_mentions(sections, links, concepts, settings=SETTINGS)
    return infer_relations(sections, links, concepts, mentions, settings=SETTINGS).relations


def said(pages: Pages, method: str) -> set[tuple[str, str, str]]:
    return {
        (r.source_label, r.relation, r.target_label)
        for r in relations(pages)
        if method in {e.method for e in r.evidence}
    }


AUTODOC: Pages = {
    "trainer": [("trainer", "The [`Trainer`] trains.\n\n[[autodoc]] trainer.Trainer\n    - train\n    - evaluate")],
    "other": [("other", "Call [`~Trainer.train`], [`Trainer.stop`] or `torch.compile`.")],
}


def test_a_listed_member_is_part_of_its_class() -> None:
    members = {("Trainer.train", "part_of", "Trainer"), ("Trainer.evaluate", "part_of", "Trainer")}
    assert said(AUTODOC, "autodoc_member") == members


def test_a_dotted_name_in_the_text_says_what_it_is_part_of() -> None:
    assert ("Trainer.stop", "part_of", "Trainer") in said(AUTODOC, "dotted_name")


def test_members_of_classes_do_not_move_the_centre() -> None:
    from kg.graph import assemble

    sections, links = read_pages(AUTODOC)
    concepts = find_concepts(sections, links, settings=SETTINGS).concepts
    mentions = locate_mentions(sections, links, concepts, settings=SETTINGS)
    found = infer_relations(sections, links, concepts, mentions, settings=SETTINGS).relations
    graph = assemble(SETTINGS, [], sections, links, concepts, mentions, found, [])
    ranks = {graph.pagerank[c.iri] for c in concepts if c.kind == "symbol"}
    assert graph.degree
    assert len(ranks) == 1


def pages_about(*names: str, sentence: str) -> Pages:
    """Pages about one concept each; the next page names each of them, so that all are topics."""
    others = dict(zip(names, (*names[1:], names[0]), strict=True))
    about = {
        name.lower(): [(name.lower(), f"{name} is newer than {others[name]}. {sentence.format(name)}")]
        for name in names
    }
    return about | {
        "tokenizer": [("tokenizer", "Zeta makes it.")],
        "zeta-hub": [("zeta-hub", "The Zeta-Hub and Deltor.")],
    }


@pytest.mark.parametrize(("names", "related"), [(("Deltor", "Gammor"), True), (("Deltor", "Gammor", "Betor"), False)])
def test_a_sentence_that_three_pages_share_relates_none_of_them(names: tuple[str, ...], *, related: bool) -> None:
    template = "Log in to the Zeta-Hub first, so that you can share {} with others too."
    found = {r[2].casefold() for r in said(pages_about(*names, sentence=template), "page_name")}
    assert ("zeta-hub" in found) is related
