"""A document between the steps of this stage: what was read, as a page and as words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.concepts.pages import Page, read_page
from kg.concepts.phrases import NounPhrases
from kg.concepts.stream import Stream
from kg.concepts.topics import Head
from kg.steps import ReadDocument


@dataclass(frozen=True, slots=True)
class Text:
    """A document.

    `phrases` are its noun phrases, none until the roles of words are known; `heads` are its headings that are names;
    `written` tells how it writes the phrases that are headings anywhere (`kg.concepts.usage.read_writing`).
    """

    read: ReadDocument
    page: Page
    stream: Stream
    phrases: NounPhrases
    heads: Sequence[Head] = ()
    written: Mapping[str, bytes] = field(default_factory=dict)


def read_text(document: ReadDocument) -> Text:
    """Return a document for the first step."""
    page = read_page(document.document.iri, document.sections)
    stream = Stream(page.sections)
    return Text(document, page, stream, NounPhrases(stream))
