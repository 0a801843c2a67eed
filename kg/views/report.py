"""`report.md`: what was read, found and lost, and what looks wrong, for the person who maintains the documentation.

Every list is capped at `LIMIT` lines and says how many there are in all; the tables hold the rest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from kg.graph import Graph
from kg.ids import Iri
from kg.records import Concept, Finding, Link, Section
from kg.views.rows import located
from kg.views.terms import readable
from kg.vocab import FINDING, FINDINGS, RELATION

LIMIT = 20
QUOTE_CHARS = 160
_LIKE = 0.75  # share of letters in common (difflib) from which one address may be meant by another

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def write_report(graph: Graph, path: Path) -> None:
    """Write `report.md`."""
    path.write_text("\n".join(lines(graph)) + "\n", encoding="utf-8", newline="\n")


def lines(graph: Graph) -> Iterator[str]:
    """Yield the report line by line."""
    yield f"# {plain(graph.title) or 'Concept graph'}: report"
    yield from _read(graph)
    yield from _found(graph)
    yield from _findings(graph, "What was lost", lambda f: FINDING[f.code].code[0] in _LOSS)
    yield from _findings(graph, "What looks wrong", lambda f: FINDING[f.code].code[0] not in _LOSS)
    yield from _broken(graph)
    yield from _undefined(graph)
    yield from _unlinked(graph)


_LOSS = "RJP"
_BELOW = {"L001": "Broken links", "L002": "Broken links", "C002": "Named, never defined"}


def plain(text: str, limit: int = QUOTE_CHARS) -> str:
    """Return text on one line with Markdown and HTML taken literally, cut at `limit` characters.

    >>> print(plain("a *b* <script>"))
    a \\*b\\* \\<script\\>
    """
    short = readable(text)
    short = short if len(short) <= limit else short[: limit - 1].rstrip() + "…"
    return _MARKUP.sub(r"\\\1", short)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def _list(found: Sequence[str], where: str) -> Iterator[str]:
    """Yield list items, at most `LIMIT`; `where` names the table that has the rest."""
    yield ""
    if not found:
        yield "None."
    for line in found[:LIMIT]:
        yield f"- {line}"
    if len(found) > LIMIT:
        yield f"- … and {len(found) - LIMIT:,} more in `tables/{where}.parquet`"


def _times(count: int, one: str, many: str = "") -> str:
    """Say how many.

    >>> _times(1, "page"), _times(1200, "page"), _times(0, "address", "addresses")
    ('1 page', '1,200 pages', '0 addresses')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _heading(section: Section) -> str:
    """Name a section and link to it."""
    title = plain(section.title or section.anchor or "(no heading)", 80)
    return f"[{title}]({section.iri})" if section.iri.startswith(("http://", "https://")) else title


def _read(graph: Graph) -> Iterator[str]:
    headed = [s for s in graph.sections if s.anchor or s.level is not None]
    restored = [s for s in headed if s.level is None]
    yield from ("", "## What was read")
    yield from _table(("what", "count"), [
        ("documents", f"{len(graph.documents):,}"),
        ("chunks", f"{sum(d.chunks for d in graph.documents):,}"),
        ("sections", f"{len(graph.sections):,}"),
        ("characters of text", f"{sum(len(s.text) for s in graph.sections):,}"),
        ("sections with a heading", f"{len(headed):,}"),
        ("of these, headings restored from their slugs", f"{len(restored):,}"),
        ("of these, with no title found", f"{sum(not s.title for s in headed):,}"),
    ])  # fmt: skip


def _found(graph: Graph) -> Iterator[str]:
    yield from ("", "## What was found")
    kinds = Counter(c.kind for c in graph.concepts)
    defined = Counter(c.kind for c in graph.concepts if c.definitions)
    yield from _table(("concepts", "count", "with a definition"), [
        (kind, f"{count:,}", f"{defined[kind]:,}") for kind, count in sorted(kinds.items())
    ])  # fmt: skip
    relations = Counter(r.relation for r in graph.relations)
    pairs = Counter(r.relation for r in graph.relations if r.target is not None)
    yield from _table(("relation", "reads", "statements", "between two nodes"), [
        (name, RELATION[name].reading, f"{count:,}", f"{pairs[name]:,}") for name, count in sorted(relations.items())
    ])  # fmt: skip
    links = Counter(link.kind for link in graph.links)
    yield from _table(("links", "count"), [(kind, f"{count:,}") for kind, count in sorted(links.items())])
    linked = sum(mention.linked for mention in graph.mentions)
    yield from ("", f"{len(graph.mentions):,} mentions, {linked:,} of them linked.")
    central = sorted(graph.concepts, key=lambda c: (-graph.pagerank[c.iri], c.iri))[:10]
    yield from ("", "Most central: " + ", ".join(plain(c.label, 60) for c in central) + ".") if central else ()


def _findings(graph: Graph, title: str, wanted) -> Iterator[str]:  # type: ignore[no-untyped-def]
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in graph.findings:
        if wanted(finding):
            by_code[finding.code].append(finding)
    yield from ("", f"## {title}")
    if not by_code:
        yield from ("", "Nothing.")
    for kind in FINDINGS:
        if kind.code in by_code:
            found = by_code[kind.code]
            yield from ("", f"### {kind.code} {plain(kind.title)} ({kind.severity}, {len(found):,})")
            if kind.code in _BELOW:
                yield from ("", f'They are under "{_BELOW[kind.code]}" below.')
            else:
                told = Counter(_finding(graph, finding) for finding in found)
                yield from _list([line + (f", {n:,} times" if n > 1 else "") for line, n in told.items()], "findings")


def _finding(graph: Graph, finding: Finding) -> str:
    parts = [plain(finding.message)]
    section = graph.section.get(finding.section) if finding.section is not None else None
    where = located(finding.location, finding.section)
    if section is not None:
        parts.append(f"in {_heading(section)}")
    elif finding.source and finding.source not in finding.message:
        parts.append(f"in {plain(finding.source)}")
    if where.path:
        parts.append(f"({plain(str(where))})")
    return " ".join(parts)


def _broken(graph: Graph) -> Iterator[str]:
    by_href: dict[str, list[Link]] = defaultdict(list)
    for link in graph.links:
        if link.kind == "broken":
            by_href[link.href].append(link)
    count = sum(map(len, by_href.values()))
    yield from ("", f"## Broken links ({_times(count, 'link')} to {_times(len(by_href), 'address', 'addresses')})")
    ordered = sorted(by_href.items(), key=lambda item: (-len(item[1]), item[0]))
    addresses = _addresses(graph) if ordered else {}
    shown = [_broken_line(graph, href, links, addresses) for href, links in ordered[:LIMIT]]
    yield from _list([*shown, *(href for href, _ in ordered[LIMIT:])], "links")


def _addresses(graph: Graph) -> dict[str, dict[str, Iri]]:
    """Return what links could mean: anchors by the end of their page's address; page ends under the empty name."""
    ends = {document.iri: _end(document.iri) for document in graph.documents}
    found: dict[str, dict[str, Iri]] = defaultdict(dict)
    for document, end in ends.items():
        found[""].setdefault(end, document)
    for section in graph.sections:
        for anchor in (section.anchor, *section.anchors):
            if anchor:
                found[ends.get(section.document, "")].setdefault(anchor, section.iri)
    return found


def _end(address: str) -> str:
    return re.sub(r"\.(?:mdx?|html?)$", "", address.rstrip("/").rpartition("/")[2])


def _broken_line(graph: Graph, href: str, links: list[Link], addresses: dict[str, dict[str, Iri]]) -> str:
    section = graph.section[links[0].section]
    page, _, anchor = href.partition("#")
    home = _end(page) if page else _end(section.document)
    names = addresses.get(home, {}) if anchor else addresses.get("", {})
    near = get_close_matches(anchor or home, names, n=1, cutoff=_LIKE)
    if anchor and not near and page and home not in addresses.get("", {}):
        names, near = addresses[""], get_close_matches(home, addresses.get("", {}), n=1, cutoff=_LIKE)
    where = located(section.location, section.key)
    at = f" ({plain(str(where))})" if where.path else ""
    times = f", {len(links):,} times" if len(links) > 1 else ""
    meant = f"; perhaps {plain(names[near[0]])}" if near else ""
    return f"{plain(href)} in {_heading(section)}{at}{times}{meant}"


def _undefined(graph: Graph) -> Iterator[str]:
    found = [c for c in graph.concepts if not c.definitions and c.kind != "symbol" and _mentions(graph, c)]
    found.sort(key=lambda c: (-_mentions(graph, c), c.iri))
    yield from ("", f"## Named, never defined ({len(found):,})")
    counts = [(plain(c.label), _times(_mentions(graph, c), "time"), graph.pages_of[c.iri]) for c in found]
    yield from _list([f"{label}: {times} on {_times(pages, 'page')}" for label, times, pages in counts], "concepts")


def _unlinked(graph: Graph) -> Iterator[str]:
    linked = {m.concept for m in graph.mentions if m.linked}
    targets = {graph.concept_of_link(link) for link in graph.links}
    lonely = [c for c in graph.concepts if c.definitions and c.iri not in linked and c.iri not in targets]
    lonely = [c for c in lonely if c.kind in ("glossary", "topic")]
    lonely.sort(key=lambda c: (-_mentions(graph, c), c.iri))
    yield from ("", f"## Defined, never linked to ({len(lonely):,})")
    yield from _list([f"{plain(c.label)}: named {_times(_mentions(graph, c), 'time')}" for c in lonely], "concepts")


def _mentions(graph: Graph, concept: Concept) -> int:
    return len(graph.mentions_of.get(concept.iri, ()))
