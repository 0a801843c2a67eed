"""Links of a chunk table against a CommonMark parse (markdown-it-py) of the pages it was cut from.

    python bench/link_quality.py [--show 20] [--json FILE]

doc-builder has no code by indentation, and the table has lost it: the reference parser reads none either.
Counted are (page, href) with repetitions: a link found twice where the page has it once is one false link. Printed
are recall and precision, links per kind, findings per code, and 20 broken links to judge by hand (`--show N`).
`KG_CORPORA` names the folder of the corpora; without it they stand beside the checkout.
"""

from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from measuring import CORPORA, arguments, tell

from kg.chunks.join import join_chunks
from kg.chunks.parse import Parsing, parse
from kg.chunks.read import read_chunks

BASE = "https://w3id.org/doc-concept-graph/id/"


class Score(NamedTuple):
    """True, missed and false links with their pages."""

    right: int
    missed: Counter[tuple[str, str]]
    wrong: Counter[tuple[str, str]]

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed.total())

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong.total())


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value.strip() for name, value in attrs if tag == "a" and name == "href" and value]


def hrefs_of(markdown: str) -> list[str]:
    """Return the addresses of all links of a page, Markdown's and HTML's, in order of kind."""
    found, html = [], _Anchors()
    for token in MarkdownIt("commonmark").enable("table").disable("code").parse(markdown):
        for inner in token.children or [token]:
            if inner.type == "link_open":
                found.append(str(inner.attrs["href"]))
            elif inner.type in ("html_inline", "html_block"):
                html.feed(inner.content)
    return found + html.hrefs


def links_on_pages(folder: Path) -> Counter[tuple[str, str]]:
    """Return (page, href) of the original pages; a page is named by its path below the folder."""
    pages = sorted([*folder.rglob("*.md"), *folder.rglob("*.mdx")])
    return Counter(
        (path.relative_to(folder).as_posix(), spelled(href))
        for path in pages
        for href in hrefs_of(path.read_text("utf-8"))
    )


def links_found(parsing: Parsing, pages: Iterable[str]) -> Counter[tuple[str, str]]:
    """Return (page, href) of our links, without symbol references, which are no links in CommonMark."""
    known = sorted(pages, key=len, reverse=True)
    names = {
        document.iri: next((page for page in known if f"/{document.source}".endswith(f"/{page}")), document.source)
        for document in parsing.documents
    }
    page_of = {section.key: names[section.document] for section in parsing.sections}
    return Counter((page_of[link.section], spelled(link.href)) for link in parsing.links if link.kind != "symbol")


def spelled(href: str) -> str:
    """Return a href in one spelling: markdown-it percent-encodes what may not stand in a URL."""
    return unquote(href)


def score(truth: Counter[tuple[str, str]], found: Counter[tuple[str, str]]) -> Score:
    """Compare two bags of links."""
    return Score((truth & found).total(), truth - found, found - truth)


def parse_corpus(path: Path) -> Parsing:
    """Read, join and parse an input."""
    return parse(join_chunks(read_chunks([str(path)]).chunks, base_iri=BASE).documents)


def compare(corpus: str) -> tuple[Score, Parsing]:
    """Score one corpus of the shared folder."""
    folder = CORPORA / "data" / corpus
    truth = links_on_pages(folder / "source-en")
    parsing = parse_corpus(folder / "chunks.parquet")
    return score(truth, links_found(parsing, {page for page, _ in truth})), parsing


def show(name: str, parsing: Parsing, count: int) -> None:
    """Print kinds, findings and some broken links."""
    kinds = Counter(link.kind for link in parsing.links)
    codes = Counter(finding.code for finding in parsing.findings)
    print(f"{name}: {len(parsing.links)} links", dict(sorted(kinds.items())), dict(sorted(codes.items())))
    address = {section.key: section.iri for section in parsing.sections}
    broken = [link for link in parsing.links if link.kind == "broken"]
    for link in broken[:: max(1, len(broken) // max(1, count))][:count]:
        print(f"    {link.href}   on {address[link.section]}")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--show", type=int, default=20, help="links to show of each sort")
    given = parser.parse_args()
    count, figures = given.show, {}
    for corpus in ("transformers-docs", "accelerate-docs"):
        result, parsing = compare(corpus)
        figures[corpus] = {
            "recall": round(result.recall, 4), "precision": round(result.precision, 4), "right": result.right
        }  # fmt: skip
        print(f"{corpus}: recall {result.recall:.4f} precision {result.precision:.4f} ({result.right} right)")
        for label, links in (("missed", result.missed), ("wrong", result.wrong)):
            for (page, href), times in sorted(links.items())[:count]:
                print(f"    {label} {times}x {href} on {page}")
        show(corpus, parsing, count)
    show("cncf-glossary", parse_corpus(CORPORA / "data/cncf-glossary/en"), count)
    tell(figures, given.json, printed=False)


if __name__ == "__main__":
    main()
