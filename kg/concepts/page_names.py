"""What a page is called where its title's section is lost: a chunk table drops a heading with no text below it.

Such a page begins with a furniture heading ("Overview"). Its name is in its address, and the page, or a link to it,
says how it is written:

    .../model_doc/decision_transformer      "The Decision Transformer model was proposed in ..."
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, count

from kg.concepts.pages import Page, address_of, letters_of
from kg.concepts.stream import SMALL, Stream
from kg.records import Link

_LONGEST = 6


def said_on_page(page: Page, stream: Stream) -> dict[str, int]:
    """Return how a page writes the words of its address."""
    wanted = letters_of(_slug_of(page.iri))
    beginnings = {wanted[:size] for size in range(1, len(wanted) + 1)}
    firsts = (wanted[:1], "_")
    likely = {word for word in stream.vocabulary if SMALL[word][:1] in firsts and letters_of(word) in beginnings}
    found: Counter[str] = Counter()
    for place in compress(count(), map(likely.__contains__, stream.words)):
        for end in _ends(stream, place, wanted):
            found[stream.surface(place, end)] += 1
    return dict(found)


def names_linked(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    """Return (page, text) for each link to a page whose text has the letters of its address."""
    return tuple(
        (page, text)
        for link in links
        if link.target is not None and link.kind == "page"
        for page, text in ((link.target.rstrip("/"), " ".join(link.text.split())),)
        if letters_of(text) == letters_of(_slug_of(page))
    )


def best_name(said: Mapping[str, int], linked: Mapping[str, int]) -> str:
    """Return the commonest way to write a page's name, empty where nothing says it; ties by letters."""
    written = Counter(said)
    written.update(linked)
    return max(written, key=lambda text: (written[text], text), default="")


def _slug_of(iri: str) -> str:
    """Return the last part of a page's address."""
    return address_of(iri).rpartition("/")[2]


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
