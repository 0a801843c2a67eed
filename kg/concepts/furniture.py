"""Headings that recur across pages and name nothing: Overview, Usage tips, Resources.

Found by counting, not by a list: a heading stands on many pages, and the text rarely says it. "Resources" heads 181
of 470 pages and is named on 141; "image classification" heads 4 and is named on 68. What repeats within one page
(an "Example" under every entry) is furniture of that page.
"""

from collections import Counter
from collections.abc import Mapping

from kg.concepts.pages import Page, letters_of
from kg.text import fold

_SHARE = 0.005
_NAMED_PER_HEADING = 5


def counted_headings(page: Page) -> tuple[str, ...]:
    """Return a page's folded headings, each once. Its title does not count where its address says the same."""
    return tuple(
        {
            fold(section.title): None
            for section in page.sections
            if section.title and (section is not page.head or not _is_named_by(page, section.title))
        }
    )


def recurring(headed: Mapping[str, int], pages: int, *, min_pages: int) -> dict[str, int]:
    """Return the headings that stand on at least `min_pages` pages and at least 0.5 % of them, with those numbers."""
    enough = max(min_pages, _SHARE * pages)
    return {heading: count for heading, count in headed.items() if count >= enough}


def find_furniture(often: Mapping[str, int], named: Mapping[str, int]) -> frozenset[str]:
    """Return the recurring headings that the text of less than five times as many pages names."""
    return frozenset(h for h, count in often.items() if named.get(h, 0) < _NAMED_PER_HEADING * count)


def _is_named_by(page: Page, title: str) -> bool:
    """Tell whether a title is its page's front matter's, or in the page's address."""
    return "title" in page.front_matter or letters_of(title) in letters_of(page.address)


def repeated_headings(page: Page, *, times: int = 3) -> frozenset[str]:
    """Return folded headings that stand at least `times` times on one page."""
    counts = Counter(fold(section.title) for section in page.inner)
    return frozenset(heading for heading, count in counts.items() if count >= times)
