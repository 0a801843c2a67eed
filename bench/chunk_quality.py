"""How well pages and headings come back from a chunk table, against the pages it was cut from.

usage: python bench/chunk_quality.py [TABLE.parquet PAGES ...] [--show 20] [--json FILE]

pages    documents whose joined text equals the original page, white space and headings aside; for each of the others
         the first place where they part
titles   sections under a heading whose restored title is exactly as written, and right in letters and digits; the same
         over the glossary page alone
"""

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from measuring import CORPORA, arguments, tell

from kg.chunks import join_chunks, parse, read_chunks
from kg.chunks.markdown_headings import plain_title, split_anchor
from kg.records import JoinedDocument, Section

DATA = CORPORA / "data"
CORPORA = [
    (DATA / f"{name}-docs/chunks.parquet", DATA / f"{name}-docs/source-en") for name in ("transformers", "accelerate")
]
_HEADING = re.compile(r"(#{1,6})(?:\s+(.*?))?(?:\s+#+)?$")


class Title(NamedTuple):
    page: str
    anchor: str
    restored: str
    written: str


def page_of(source: str, pages: Path) -> Path:
    """Return the original of a table's source: the page with the longest common end of path."""
    parts = Path(source).parts
    for start in range(len(parts)):
        if (path := pages.joinpath(*parts[start:])).is_file() and path.is_relative_to(pages):
            return path
    raise SystemExit(f"no page for {source} below {pages}")


def lines_of(page: str) -> Iterator[tuple[str, str | None]]:
    """Yield a page's lines, with the heading they hold; the cutter sees headings wherever no fence is open."""
    fence = ""
    for line in page.splitlines():
        bare = line.strip()
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("~~~", "```")) and bare.count(bare[:3]) == 1:
            fence = bare[:3]
        elif heading := _HEADING.match(bare):
            yield line, heading[2] or ""
            continue
        yield line, None


def squeezed(text: str) -> str:
    """Drop white space, and what the cutter drops: characters that do not print."""
    return "".join(filter(str.isprintable, re.sub(r"\s+", "", text)))


def page_faults(documents: list[JoinedDocument], pages: Path) -> dict[str, str]:
    """Return the documents that do not equal their page, each with where they part."""
    faults = {}
    for document in documents:
        path = page_of(document.source, pages)
        lines = lines_of(path.read_text("utf-8"))
        want = squeezed("\n".join(line for line, heading in lines if heading is None))
        have = squeezed("\n".join(passage.text for passage in document.passages))
        if want != have:
            at = next(
                (i for i, (a, b) in enumerate(zip(want, have, strict=False)) if a != b), min(len(want), len(have))
            )
            faults[str(path.relative_to(pages))] = (
                f"page {want[at - 40 : at + 40]!r} joined {have[at - 40 : at + 40]!r}"
            )
    return faults


def anchor_of(raw: str) -> str:
    """Return the slug that the table's maker made of a heading as written."""
    return re.sub(r"[^\w\- ]", "", raw.strip().lower()).replace(" ", "-")


def titles(sections: list[Section], sources: Mapping[str, str], pages: Path) -> list[Title]:
    """Pair the sections of each page with its headings, in order, by their slug."""
    written: dict[str, dict[str, list[str]]] = {}
    found = []
    for section in sections:
        source = sources[section.document]
        if source not in written:
            written[source] = defaultdict(list)
            for _, raw in lines_of(page_of(source, pages).read_text("utf-8")):
                if raw is not None:
                    written[source][anchor_of(raw)].append(plain_title(split_anchor(raw)[0]))
        if section.anchor and (known := written[source].get(section.anchor)):
            title = known.pop(0) if len(known) > 1 else known[0]
            found.append(Title(Path(source).name, section.anchor, section.title, title))
    return found


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def score(found: list[Title]) -> dict[str, object]:
    exact = sum(title.restored == title.written for title in found)
    right = sum(letters(title.restored) == letters(title.written) for title in found)
    capitals = sum(title.restored.casefold() == title.written.casefold() for title in found)
    total = max(1, len(found))
    return {
        "sections": len(found),
        "exact": exact,
        "exact_share": round(exact / total, 4),
        "but_for_capitals": capitals,
        "letters_share": round(right / total, 4),
    }


def measure(table: Path, pages: Path) -> tuple[dict[str, object], list[Title]]:
    began = time.perf_counter()
    reading = read_chunks([str(table)])
    read = time.perf_counter()
    joining = join_chunks(reading.chunks, base_iri="https://example.org/id/")
    joined = time.perf_counter()
    parsing = parse(joining.documents)
    parsed = time.perf_counter()
    faults = page_faults(joining.documents, pages)
    found = titles(parsing.sections, {d.iri: d.source for d in parsing.documents}, pages)
    glossary = [title for title in found if title.page == "glossary.md"]
    result: dict[str, object] = {
        "table": f"{table.parent.name}/{table.name}",
        "chunks": len(reading.chunks),
        "documents": len(joining.documents),
        "equal": len(joining.documents) - len(faults),
        "faults": faults,
        "titles": score(found),
        "glossary_titles": score([title for title in glossary if len(title.anchor) > 1 and title.anchor != "glossary"]),
        "seconds": {
            "read": round(read - began, 2),
            "join": round(joined - read, 2),
            "parse_with_titles": round(parsed - joined, 2),
        },
    }
    return result, found


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="table and folder of pages, in turn")
    parser.add_argument("--show", type=int, default=0, help="titles to show that are not as written")
    given = parser.parse_args()
    results = []
    corpora = list(zip(given.paths[::2], given.paths[1::2], strict=True)) or CORPORA
    for table, pages in corpora:
        result, found = measure(table, pages)
        results.append(result)
        print(json.dumps(result, indent=1, ensure_ascii=False))
        wrong = [title for title in found if title.restored != title.written]
        for title in sorted(wrong, key=lambda t: letters(t.restored) == letters(t.written))[: given.show]:
            print(f"{title.page} #{title.anchor}\n    restored {title.restored!r}\n    written  {title.written!r}")
    tell(results, given.json, printed=False)


if __name__ == "__main__":
    main()
