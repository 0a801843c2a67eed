"""Cut the Markdown pages of docs/en into the chunk table, as the public table of the Transformers docs was cut.

    docs/en/**.md  --headings-->  sections  --512 / 128-->  chunks.parquet, viewer-dump.txt

Run it as `python data/cut.py` (it needs pyarrow). It reads and writes only the folder it stands in, and the same
pages give the same bytes. The rules were read off the public table: given that table's original pages, the functions
below write all of its 13,073 rows letter for letter, and the 1,323 rows of the table of the Accelerate docs too.

- A line is stripped and loses unprintable characters. Lines are gathered into paragraphs at blank lines, and the
  paragraphs of a section are joined by two spaces and a line break. In fenced code blank lines stay.
- A line that begins with one to six `#` and a space is a heading: it ends the section before it and is itself
  dropped; its slug goes into `url`. In fenced code it is a line like any other, but the cutter knows no fence inside
  a longer fence and no code that is marked by indentation: there a comment makes a section.
- A heading without text below it leaves no row and has no number. Sections that follow each other under the same
  headings become one.
- A section longer than 512 characters is cut before blank lines, else before line breaks, else before spaces. Pieces
  are put together again as long as they fit, and a chunk begins with the last pieces of the one before it, up to 128
  characters of them. Chunks are stripped.
- `chunk_id` is `document_section_chunk`, each from 0. Documents are numbered in the order of their paths.
- The viewer shows cells joined by ` | ` and runs of white space collapsed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PAGES = HERE / "docs" / "en"
SOURCE = "/home/docs/checkouts/lantern/docs/source/en/"
BASE_URL = "https://docs.lantern.example/en/"
MAX_CHARS = 512
OVERLAP_CHARS = 128
SEPARATORS = ("\n\n", "\n", " ", "")
DUMP_ROWS = 100
DUMP_HEAD = """source
stringclasses {sources}
values | url
stringlengths {url_min}
{url_max}
| file_type
stringclasses 1
value | chunk
stringlengths {chunk_min}
{chunk_max}
| chunk_id
stringlengths {id_min}
{id_max}
|
---|---|---|---|---|
"""
DUMP_FOOT = """Subsets and Splits
No community queries yet
The top public SQL queries from the community will appear here once available."""

_HEADING = re.compile(r"(#{1,6})(?: (.*))?$")


class Row(NamedTuple):
    """A row of the table; the names are its columns."""

    source: str
    url: str
    file_type: str
    chunk: str
    chunk_id: str


class Part(NamedTuple):
    """A section: the headings above it, outermost first, and its text."""

    path: tuple[str, ...]
    text: str


def cut_sections(page: str) -> list[Part]:
    r"""Cut a page at its headings; the text before the first one has an empty path.

    >>> for part in cut_sections("intro\n\n# A title\none\ntwo\n\nthree\n## Empty\n## B\nfour"):
    ...     print(part.path, repr(part.text))
    () 'intro'
    ('A title',) 'one\ntwo  \nthree'
    ('A title', 'B') 'four'
    """
    parts: list[Part] = []
    for path, paragraph in _paragraphs(page):
        if parts and parts[-1].path == path:
            parts[-1] = Part(path, f"{parts[-1].text}  \n{paragraph}")
        else:
            parts.append(Part(path, paragraph))
    return parts


def _paragraphs(page: str) -> Iterator[tuple[tuple[str, ...], str]]:
    stack: list[tuple[int, str]] = []
    lines: list[str] = []
    fence = ""
    for raw in page.split("\n"):
        line = "".join(filter(str.isprintable, raw.strip()))
        fence, inside = _fence_after(line, fence)
        heading = None if inside else _HEADING.match(line)
        if (heading or not (inside or line)) and lines:
            yield tuple(title for _, title in stack), "\n".join(lines)
            lines = []
        if heading:
            level = len(heading[1])
            stack = [*((above, title) for above, title in stack if above < level), (level, (heading[2] or "").strip())]
        elif inside or line:
            lines.append(line)
    if lines:
        yield tuple(title for _, title in stack), "\n".join(lines)


def _fence_after(line: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open after this line, and whether the line is inside it (an opening one is)."""
    if fence:
        return ("", False) if line.startswith(fence) else (fence, True)
    if line.startswith("```") and line.count("```") == 1:
        return "```", True
    return ("~~~", True) if line.startswith("~~~") else ("", False)


def cut_chunks(text: str, separators: tuple[str, ...] = SEPARATORS) -> list[str]:
    """Cut a text into chunks of at most `MAX_CHARS`, each beginning with up to `OVERLAP_CHARS` of the one before it."""
    at = next(i for i, separator in enumerate(separators) if not separator or separator in text)
    chunks: list[str] = []
    small: list[str] = []
    for piece in _pieces(text, separators[at]):
        if len(piece) < MAX_CHARS:
            small.append(piece)
            continue
        chunks += _merged(small)
        small = []
        chunks += cut_chunks(piece, separators[at + 1 :]) if at + 1 < len(separators) else [piece]
    return chunks + _merged(small)


def _pieces(text: str, separator: str) -> list[str]:
    """Split before each separator, which stays at the beginning of its piece."""
    if not separator:
        return list(text)
    first, *rest = text.split(separator)
    return [piece for piece in (first, *(separator + piece for piece in rest)) if piece]


def _merged(pieces: list[str]) -> list[str]:
    chunks: list[str] = []
    window: list[str] = []
    length = 0
    for piece in pieces:
        if window and length + len(piece) > MAX_CHARS:
            chunks.append("".join(window).strip())
            while window and (length > OVERLAP_CHARS or length + len(piece) > MAX_CHARS):
                length -= len(window.pop(0))
        window.append(piece)
        length += len(piece)
    return [chunk for chunk in (*chunks, "".join(window).strip()) if chunk]


def slug(heading: str) -> str:
    """Return a heading's anchor: lower case, punctuation dropped, each space a hyphen.

    >>> slug("Term frequency (TF), in 🔦 short")
    'term-frequency-tf-in--short'
    """
    kept = (c for c in heading.lower() if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")


def rows(pages: Path = PAGES) -> list[Row]:
    """Return the whole table: documents in the order of their paths, chunks in reading order."""
    found = sorted(pages.rglob("*.md"), key=lambda page: page.relative_to(pages).as_posix())
    return [row for number, page in enumerate(found) for row in page_rows(number, page, pages)]


def page_rows(number: int, page: Path, pages: Path) -> Iterator[Row]:
    """Yield the rows of one page."""
    name = page.relative_to(pages).as_posix()
    for section, part in enumerate(cut_sections(page.read_text("utf-8"))):
        anchor = "#" + slug(part.path[-1]) if part.path else ""
        url = f"{BASE_URL}{name.removesuffix('.md')}/{anchor}"
        for chunk, text in enumerate(cut_chunks(part.text)):
            yield Row(SOURCE + name, url, ".md", text, f"{number}_{section}_{chunk}")


def viewer_dump(table: list[Row], shown: list[Row]) -> str:
    """Return what a person gets who copies the dataset viewer's page with the rows `shown`."""
    head = DUMP_HEAD.format(
        sources=len({row.source for row in table}),
        url_min=min(len(row.url) for row in table),
        url_max=max(len(row.url) for row in table),
        chunk_min=min(len(row.chunk) for row in table),
        chunk_max=max(len(row.chunk) for row in table),
        id_min=min(len(row.chunk_id) for row in table),
        id_max=max(len(row.chunk_id) for row in table),
    )
    cells = ("".join(f"{cell} | " for cell in row).rstrip() + "\n" for row in shown)
    return head + "".join(re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", line)) for line in cells) + DUMP_FOOT


def write_table(table: list[Row], path: Path) -> None:
    """Write the rows as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.large_string()) for name in Row._fields])
    pq.write_table(pa.Table.from_pylist([row._asdict() for row in table], schema=schema), path, compression="zstd")


def main() -> None:
    """Write both files beside this script."""
    table = rows()
    write_table(table, HERE / "chunks.parquet")
    (HERE / "viewer-dump.txt").write_text(viewer_dump(table, table[:DUMP_ROWS]), "utf-8", newline="\n")
    print(f"{len(table)} chunks of {len({row.source for row in table})} pages")


if __name__ == "__main__":
    main()
