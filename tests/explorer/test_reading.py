"""Find and read: search, the panel, links, back and forward, deep links, on graphs whose answers are known."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from explorer.reader import Reader
from small import SECTIONS, evidence, iri, relation, small_graph

from kg.records import Concept, Name

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]
Read = Callable[..., Reader]


def acronym_graph():  # type: ignore[no-untyped-def]
    concepts = list(small_graph().concepts)
    place = next(i for i, c in enumerate(concepts) if c.label == "ranking function")
    concepts[place] = replace(concepts[place], names=(Name("RF", "acronym", "heading"),))
    return replace(small_graph(), concepts=tuple(concepts))


def test_the_slash_key_leads_to_the_search_box(read: Read) -> None:
    reader = read(small_graph())
    reader.press("/")
    assert reader.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Find a concept"


def test_an_acronym_finds_its_concept(read: Read) -> None:
    reader = read(acronym_graph())
    (hit,) = [h for h in reader.type("rf") if h["via"]]
    assert (hit["name"], hit["via"], hit["kind"]) == ("ranking function", "RF", "Glossary entry")


def test_a_misspelt_name_finds_its_concept(read: Read) -> None:
    reader = read(small_graph())
    for typo in ("rankign functoin", "ranking fucntion", "BM26", "wieghting"):
        assert reader.type(typo), typo
    assert reader.type("rankign functoin")[0]["name"] == "ranking function"


def test_an_alias_and_a_word_of_a_definition_find(read: Read) -> None:
    reader = read(small_graph()).ready()
    assert reader.type("okapi")[0]["name"] == "BM25"
    assert [h["name"] for h in reader.type("inverse")] == ["TF-IDF"]
    assert reader.type("inverse")[0]["line"].startswith("Term frequency times")


def test_enter_takes_the_reader_there(read: Read) -> None:
    reader = read(small_graph())
    reader.find("bm25")
    assert reader.heading() == "BM25"
    assert reader.address() == "#concept=bm25"
    assert reader.page.evaluate("document.activeElement.id") == "reading"


def test_arrow_keys_choose_among_results(read: Read) -> None:
    reader = read(small_graph()).ready()
    names = [hit["name"] for hit in reader.type("ranking")]
    assert len(names) > 1
    reader.press("ArrowDown", "Enter")
    assert reader.heading() == names[1]


def test_a_section_title_finds_the_section(read: Read) -> None:
    reader = read(small_graph())
    hit = next(h for h in reader.type("search") if h["kind"] == "Section")
    assert hit["line"] == "on the page Search"
    reader.page.get_by_role("option", name="Search").first.click()
    assert reader.heading() == "Search"
    assert {"BM25", "TF-IDF"} <= set(reader.page.locator("#page .concept").all_inner_texts())


def test_the_panel_says_what_the_graph_says(read: Read) -> None:
    panel = read(small_graph(), "#concept=bm25").read()
    assert panel["label"] == "BM25"
    assert panel["aliases"] == ["Okapi BM25"]
    assert panel["crumbs"] == ["ranking function"]
    assert panel["definition"] == "A ranking function that scores documents. Unlike TF-IDF, it saturates."
    assert [(g["reading"], [(r["other"], r["confidence"]) for r in g["rows"]]) for g in panel["groups"]] == [
        ("is a kind of", [("ranking function", 0.9)]),
        ("contrasts with", [("TF-IDF", 0.8)]),
        ("needs first", [("TF-IDF", 0.5)]),
    ]
    assert panel["pages"] == [["https://docs.example.org/en/search", 1]]


def test_a_quote_marks_both_names_and_links_to_these_words(read: Read) -> None:
    panel = read(small_graph(), "#concept=engine").read()
    (quote,) = panel["groups"][0]["rows"][0]["quotes"]
    assert quote["marks"] == ["engine"]
    contrast = read(small_graph(), "#concept=bm25").read()["groups"][1]["rows"][0]["quotes"][0]
    assert contrast["words"] == "Unlike TF-IDF, it saturates."
    assert contrast["marks"] == ["TF-IDF"]
    assert contrast["link"] == "https://docs.example.org/en/glossary/#bm25:~:text=Unlike%20TF%2DIDF%2C%20it%20saturates"


def test_words_that_are_no_concept_are_shown_and_not_linked(read: Read) -> None:
    (row,) = read(small_graph(), "#concept=tf-idf").read()["groups"][0]["rows"]
    assert (row["other"], row["iri"]) == ("scheme", None)


def test_links_walk_and_back_and_forward_return(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25")
    reader.page.locator("#page .concept", has_text="TF-IDF").first.click()
    assert reader.heading() == "TF-IDF"
    reader.press("[")
    reader.wait("document.getElementById('reading').textContent === 'BM25'")
    reader.page.get_by_role("button", name="Forward", exact=True).click()
    reader.wait("document.getElementById('reading').textContent === 'TF-IDF'")
    reader.page.go_back()
    reader.wait("document.getElementById('reading').textContent === 'BM25'")


def test_a_deep_link_opens_and_reloads_the_same(read: Read) -> None:
    reader = read(small_graph(), "#concept=tf-idf&view=table&kinds=glossary")
    before = (reader.read(), reader.page.inner_text("main"))
    reader.page.reload()
    reader.page.wait_for_selector("html[data-ready]")
    assert (reader.read(), reader.page.inner_text("main")) == before
    assert reader.page.locator("tbody tr").count() == 3


@pytest.mark.parametrize("id_", ["bm25", "concept/bm25", "https://example.org/id/concept/bm25"])
def test_a_concept_is_found_by_id_and_by_iri(read: Read, id_: str) -> None:
    assert read(small_graph(), f"#concept={id_}").heading() == "BM25"


def test_an_address_of_nothing_says_so(read: Read) -> None:
    assert read(small_graph(), "#concept=nobody").heading() == "Not in this graph"


def test_the_title_of_the_page_follows(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25")
    assert reader.page.title() == "BM25 · Small"
    reader.press("Escape")
    assert reader.page.title() == "Small"


def test_a_path_has_a_sentence_for_every_step(read: Read) -> None:
    reader = read(small_graph(), "#concept=ranking-function")
    reader.press("g")
    reader.page.keyboard.type("tf-idf")
    reader.press("Enter")
    steps = reader.page.locator(".steps > li")
    assert [text.replace("\n", " ") for text in steps.locator(".claim").all_inner_texts()] == [
        "ranking function has the kind BM25", "BM25 contrasts with TF-IDF",
    ]  # fmt: skip
    assert steps.locator("blockquote").all_inner_texts() == [
        "A ranking function that scores documents.",
        "Unlike TF-IDF, it saturates.",
    ]
    assert reader.address() == "#from=ranking-function&to=tf-idf"
    reader.click("Swap the two ends")
    assert steps.locator(".claim").first.inner_text() == "TF-IDF contrasts with BM25"


def test_where_nothing_leads_the_reader_is_told(read: Read) -> None:
    assert "No statements lead" in read(small_graph(), "#from=bm25&to=engine").page.inner_text("#page")
    assert "with these filters" in read(small_graph(), "#from=bm25&to=tf-idf&min=95").page.inner_text("#page")


def test_what_to_know_first_is_read_from_requires(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25")
    reader.page.get_by_role("link", name="What to know first").click()
    assert reader.heading() == "What to know before BM25"
    assert [reader.page.inner_text("#page .row .concept >> nth=0")] == ["TF-IDF"]
    assert reader.page.locator("#page .row blockquote").all_inner_texts() == ["TF-IDF"]


def test_the_start_says_what_it_counts(read: Read) -> None:
    told = read(small_graph()).page.inner_text("#page .gist")
    assert told.startswith("5 concepts, 5 statements about them and the words that prove each, read out of 2 pages.")
    tie = relation("BM25", "links_to", "TF-IDF", evidence("0_1", "TF-IDF"))
    between = replace(tie, source=SECTIONS[0].iri, target=SECTIONS[1].iri)
    told = read(small_graph(relations=(*small_graph().relations, between))).page.inner_text("#page .gist")
    assert "5 statements about them" in told
    assert "1 link from one section to another is in graph.ttl and the tables only." in told


def test_a_topic_shows_what_its_page_documents_and_a_symbol_where_it_is_documented(read: Read) -> None:
    topic = replace(small_graph().concept[iri("engine")], kind="topic", defined_in=SECTIONS[3].key)
    symbol = Concept(iri("Searcher"), "Searcher", "symbol", defined_in=SECTIONS[3].key)
    told = replace(
        relation("Search", "documents", "Searcher", evidence("1_1", "The engine ranks", "autodoc")),
        source=SECTIONS[3].iri,
    )
    others = [c for c in small_graph().concepts if c.label != "engine"]
    graph = small_graph(concepts=(*others, topic, symbol), relations=(*small_graph().relations, told))
    reader = read(graph, "#concept=engine")
    box = reader.page.locator(".documented")
    assert box.locator(".concept").all_inner_texts() == ["Searcher"]
    assert box.locator("blockquote").inner_text() == "The engine ranks"
    box.locator(".concept").click()
    group = next(g for g in reader.read()["groups"] if g["reading"] == "is documented in")
    assert [row["other"] for row in group["rows"]] == ["Search"]
    assert group["rows"][0]["quotes"][0]["words"] == "The engine ranks"
    assert reader.page.locator(".documented").count() == 0
