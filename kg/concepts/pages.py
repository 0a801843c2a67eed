"""Pages: the sections of one document in reading order, and what the page is called."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.ids import Iri
from kg.records import Section

_INDEX = re.compile(r"/(?:_?index|readme)$", re.IGNORECASE)


class Page(NamedTuple):
    """A document. `title` is its front matter's, else its first heading; `head` is the section under it.

    `front_matter` is that of the first section that has any.
    """

    iri: Iri
    title: str
    head: Section
    sections: tuple[Section, ...]
    front_matter: dict[str, str]

    @property
    def address(self) -> str:
        """The IRI without a closing slash or index name: `.../abstraction/index` is `.../abstraction`."""
        return address_of(self.iri)

    @property
    def folder(self) -> str:
        """Address of the folder that holds the page."""
        return self.address.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        """Whether the page stands for a folder."""
        return bool(_INDEX.search(self.iri.rstrip("/")))

    @property
    def inner(self) -> tuple[Section, ...]:
        """Sections with a heading of their own, other than the page's title."""
        return tuple(s for s in self.sections if s.title and s is not self.head)


def address_of(iri: str) -> str:
    """Return a page's IRI without a closing slash or index name."""
    return _INDEX.sub("", iri.rstrip("/"))


def read_page(iri: Iri, sections: Sequence[Section]) -> Page:
    """Return the page of a document's sections, which are in reading order; at least one."""
    front_matter = dict(next((s.front_matter for s in sections if s.front_matter), ()))
    title = front_matter.get("title", "").strip()
    headed = next((s for s in sections if s.title), sections[0])
    head = next((s for s in sections if s.title or s.prose.strip()), sections[0]) if title else headed
    if title and head.anchor and head.title != title:
        head = sections[0] if not sections[0].anchor else head
    return Page(iri, title or headed.title, head, tuple(sections), front_matter)


@lru_cache(maxsize=1 << 17)
def letters_of(text: str) -> str:
    """Return the letters and digits of a text in small letters.

    >>> letters_of("Wav2Vec2-BERT") == letters_of("wav2vec2_bert")
    True
    """
    return re.sub(r"[\W_]+", "", text.lower())
