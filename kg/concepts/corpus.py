"""What every source of concepts looks at: the sections as pages, as a stream of words, and their links."""

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from kg.concepts.furniture import find_furniture
from kg.concepts.page_names import name_pages
from kg.concepts.pages import Page, letters_of, read_pages
from kg.concepts.shape import Shapes
from kg.concepts.stream import Stream
from kg.config import Settings
from kg.records import Link, Section


class Corpus:
    """Sections and links in one canonical order, with indexes made when first asked for."""

    def __init__(self, sections: Sequence[Section], links: Sequence[Link], settings: Settings) -> None:
        self.settings = settings
        self.pages: list[Page] = read_pages(sections)
        self.sections: list[Section] = [section for page in self.pages for section in page.sections]
        self.links = sorted(links, key=lambda link: (link.section, link.start, link.href))

    @cached_property
    def stream(self) -> Stream:
        """All words in reading order."""
        return Stream(self.sections)

    @cached_property
    def shapes(self) -> Shapes:
        """Judge of headings."""
        return Shapes(self.stream)

    @cached_property
    def furniture(self) -> frozenset[str]:
        """Folded headings that recur and name nothing."""
        return find_furniture(self.pages, self.stream, min_pages=self.settings.furniture_pages)

    @cached_property
    def titles(self) -> list[str]:
        """Title of each page; where its heading is lost and furniture comes first, restored from its address."""
        names = name_pages(self.pages, self.stream, self.links, self.furniture)
        return [names.get(page.iri, page.title) for page in self.pages]

    @cached_property
    def products(self) -> frozenset[str]:
        """Letters of what may be the documented product: the folders that all pages are in."""
        folders = [page.iri.split("/")[3:-1] for page in self.pages]
        shared = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False)) if len(folders) > 1 else ()
        return frozenset(filter(None, (letters_of(names[0]) for names in shared)))
