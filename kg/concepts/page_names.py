"""What a page is called where its title's section is lost: a chunk table drops a heading with no text below it.

Such a page begins with a furniture heading ("Overview"). Its name is in its address, and the page, or a link to it,
says how it is written:

    .../model_doc/decision_transformer      "The Decision Transformer model was proposed in ..."
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.concepts.pages import Page, letters_of
from kg.concepts.stream import Stream
from kg.ids import Iri
from kg.records import Link
from kg.text import fold

_LONGEST = 6


def name_pages(
    pages: Sequence[Page], stream: Stream, links: Sequence[Link], furniture: frozenset[str]
) -> dict[Iri, str]:
    """Return the names of pages whose first heading is furniture, as the text writes them; the rest is left out."""
    lost = {number: page for number, page in enumerate(pages) if fold(page.title) in furniture}
    said = _said_on_page(lost, stream)
    linked: dict[str, Counter[str]] = defaultdict(Counter)
    for link in links:
        if link.target is not None and link.kind == "page":
            linked[link.target.rstrip("/")][" ".join(link.text.split())] += 1
    names = {}
    for number, page in lost.items():
        letters = letters_of(slug_of(page))
        written = said.get(number, Counter())
        for text, count in linked.get(page.iri.rstrip("/"), {}).items():
            if letters_of(text) == letters:
                written[text] += count
        if written:
            names[page.iri] = max(written, key=lambda text: (written[text], text))
    return names


def slug_of(page: Page) -> str:
    """Return the last part of a page's address."""
    return page.address.rpartition("/")[2]


def _said_on_page(lost: Mapping[int, Page], stream: Stream) -> dict[int, Counter[str]]:
    """Return how each page writes the words of its address, by page number."""
    wanted = {number: letters_of(slug_of(page)) for number, page in lost.items()}
    beginnings = {letters[:size] for letters in wanted.values() for size in range(1, len(letters) + 1)}
    likely = {word for word in set(stream.words) if letters_of(word) in beginnings}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for place, word in enumerate(stream.words):
        if word in likely and (letters := wanted.get(stream.page[place])):
            for end in _ends(stream, place, letters):
                found[stream.page[place]][stream.surface(place, end)] += 1
    return found


def _ends(stream: Stream, place: int, letters: str) -> Iterator[int]:
    read = ""
    for end in range(place, min(place + _LONGEST, len(stream.words))):
        word = letters_of(stream.words[end])
        if not word or not letters.startswith(read + word):
            return
        read += word
        if read == letters:
            yield end + 1
            return
