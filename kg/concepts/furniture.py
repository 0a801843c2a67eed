"""Headings that recur across pages and name nothing: Overview, Usage tips, Resources.

Found by counting, not by a list: a heading stands on many pages, and the text rarely says it. "Resources" heads 181
of 470 pages and is named on 141; "image classification" heads 4 and is named on 68. What repeats within one page
(an "Example" under every entry) is furniture of that page.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.concepts.pages import Page, letters_of
from kg.concepts.stream import Stream
from kg.text import fold

_SHARE = 0.005
_NAMED_PER_HEADING = 5


def find_furniture(pages: Sequence[Page], stream: Stream, *, min_pages: int) -> frozenset[str]:
    """Return folded headings that are furniture.

    Such a heading stands on at least `min_pages` pages and at least 0.5 % of them, and is named in the text of less
    than five times as many pages. A page's title does not count where its address says the same.
    """
    headed: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for section in page.sections:
            if section.title and (section is not page.head or not _is_named_by(page, section.title)):
                headed[fold(section.title)].add(page.iri)
    enough = max(min_pages, _SHARE * len(pages))
    often = {heading: len(iris) for heading, iris in headed.items() if len(iris) >= enough}
    named = {heading: len(usage.pages) for heading, usage in stream.find(often).items()}
    return frozenset(h for h, count in often.items() if named.get(h, 0) < _NAMED_PER_HEADING * count)


def _is_named_by(page: Page, title: str) -> bool:
    """Tell whether a title is its page's front matter's, or in the page's address."""
    return "title" in page.front_matter or letters_of(title) in letters_of(page.address)


def repeated_headings(page: Page, *, times: int = 3) -> frozenset[str]:
    """Return folded headings that stand at least `times` times on one page."""
    counts = Counter(fold(section.title) for section in page.inner)
    return frozenset(heading for heading, count in counts.items() if count >= times)
