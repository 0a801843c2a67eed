"""The query page and a concept's page in a real browser: no request leaves the server, nothing is broken."""

from typing import Any

import pytest
from serve.client import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Any, server: Server) -> Any:
    context = chromium.new_context()
    found = context.new_page()
    found.troubles = []
    found.on("pageerror", lambda error: found.troubles.append(str(error)))
    found.on("console", lambda message: found.troubles.append(message.text) if message.type == "error" else None)
    found.on(
        "request",
        lambda request: (
            found.troubles.append(request.url)
            if not request.url.startswith((f"http://127.0.0.1:{server.port}/", "data:"))
            else None
        ),
    )
    yield found
    context.close()


def test_a_named_query_is_chosen_filled_and_answered(page: Any, server: Server) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/query")
    page.select_option("#name", "prerequisites")
    page.fill("input[name=concept]", "Okapi BM25")
    page.click("text=Ask")
    page.wait_for_selector("#answer td")
    assert "TF-IDF" in page.inner_text("#answer")
    assert "kgv:requires+" in page.input_value("#query")
    page.click("#answer a")
    page.wait_for_selector("h1")
    assert page.inner_text("h1") == "TF-IDF"
    assert page.troubles == []


def test_a_bad_query_shows_its_line(page: Any, server: Server) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/query")
    page.fill("#query", "SELECT ?x {\n ?x }")
    page.click("text=Run")
    page.wait_for_selector("[role=alert]")
    assert "line 2, column" in page.inner_text("#answer")


def test_pages_of_concepts_lead_to_each_other(page: Any, server: Server) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/id/concept/bm25")
    page.click("dd >> text=ranking function")
    page.wait_for_url("**/id/concept/ranking-function")
    assert page.inner_text("h1") == "ranking function"
    assert page.troubles == []
