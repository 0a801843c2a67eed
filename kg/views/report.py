"""`report.md`: what was read, found and lost, and what looks wrong, for the person who maintains the documentation.

Every list is capped at `LIMIT` lines and says how many there are in all; the tables hold the rest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from kg.core import Core
from kg.errors import Location
from kg.graph import Graph
from kg.ids import Iri
from kg.records import Concept, Finding
from kg.views.located import located
from kg.views.render import address_end
from kg.views.survey import Broken, Home, Survey
from kg.views.terms import readable
from kg.views.whole import Whole, as_whole
from kg.vocab import FINDING, FINDINGS, RELATION

LIMIT = 20
QUOTE_CHARS = 160
_LIKE = 0.75  # share of letters in common (difflib) from which one address may be meant by another

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def write_report(source: Graph | Whole, path: Path) -> None:
    """Write `report.md`."""
    path.write_text("\n".join(lines(source)) + "\n", encoding="utf-8", newline="\n")


def lines(source: Graph | Whole) -> Iterator[str]:
    """Yield the report line by line."""
    whole = as_whole(source)
    core, survey = whole.core, whole.survey
    yield f"# {plain(core.title) or 'Concept graph'}: report"
    yield from _read(core, survey)
    yield from _found(core, survey)
    yield from _findings(whole, "What was lost", lambda f: FINDING[f.code].code[0] in _LOSS)
    yield from _findings(whole, "What looks wrong", lambda f: FINDING[f.code].code[0] not in _LOSS)
    yield from _broken(whole)
    yield from _undefined(core)
    yield from _unlinked(whole)


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


def _heading(section: Home) -> str:
    """Name a section and link to it."""
    title = plain(section.title or section.anchor or "(no heading)", 80)
    return f"[{title}]({section.iri})" if section.iri.startswith(("http://", "https://")) else title


def _read(core: Core, survey: Survey) -> Iterator[str]:
    characters, headed, restored, untitled = survey.sizes
    yield from ("", "## What was read")
    yield from _table(("what", "count"), [
        ("documents", f"{len(core.documents):,}"),
        ("chunks", f"{sum(d.chunks for d in core.documents):,}"),
        ("sections", f"{survey.sections:,}"),
        ("characters of text", f"{characters:,}"),
        ("sections with a heading", f"{headed:,}"),
        ("of these, headings restored from their slugs", f"{restored:,}"),
        ("of these, with no title found", f"{untitled:,}"),
    ])  # fmt: skip


def _found(core: Core, survey: Survey) -> Iterator[str]:
    yield from ("", "## What was found")
    kinds = Counter(c.kind for c in core.concepts)
    defined = Counter(c.kind for c in core.concepts if c.definitions)
    yield from _table(("concepts", "count", "with a definition"), [
        (kind, f"{count:,}", f"{defined[kind]:,}") for kind, count in sorted(kinds.items())
    ])  # fmt: skip
    relations = Counter(r.relation for r in core.relations)
    pairs = Counter(r.relation for r in core.relations if r.target is not None)
    yield from _table(("relation", "reads", "statements", "between two nodes"), [
        (name, RELATION[name].reading, f"{count:,}", f"{pairs[name]:,}") for name, count in sorted(relations.items())
    ])  # fmt: skip
    links = sorted(survey.link_kinds.items())
    yield from _table(("links", "count"), [(kind, f"{count:,}") for kind, count in links])
    yield from ("", f"{survey.mentions:,} mentions, {survey.linked_mentions:,} of them linked.")
    central = sorted(core.concepts, key=lambda c: (-core.pagerank[c.iri], c.iri))[:10]
    yield from ("", "Most central: " + ", ".join(plain(c.label, 60) for c in central) + ".") if central else ()


def _findings(whole: Whole, title: str, wanted) -> Iterator[str]:  # type: ignore[no-untyped-def]
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in whole.core.findings:
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
                told = Counter(_finding(whole.survey, finding) for finding in found)
                yield from _list([line + (f", {n:,} times" if n > 1 else "") for line, n in told.items()], "findings")


def _finding(survey: Survey, finding: Finding) -> str:
    parts = [plain(finding.message)]
    section = survey.home.get(finding.section) if finding.section is not None else None
    where = located(finding.location, finding.section)
    if section is not None:
        parts.append(f"in {_heading(section)}")
    elif finding.source and finding.source not in finding.message:
        parts.append(f"in {plain(finding.source)}")
    if where.path:
        parts.append(f"({plain(str(where))})")
    return " ".join(parts)


def _broken(whole: Whole) -> Iterator[str]:
    broken = whole.survey.broken.values()
    count = sum(found.times for found in broken)
    yield from ("", f"## Broken links ({_times(count, 'link')} to {_times(len(broken), 'address', 'addresses')})")
    ordered = whole.survey.most_broken(len(broken))
    pages: dict[str, Iri] = {}
    for document in whole.core.documents:
        pages.setdefault(address_end(document.iri), document.iri)
    shown = [_broken_line(found, pages, whole.anchors) for found in ordered[:LIMIT]]
    yield from _list([*shown, *(found.href for found in ordered[LIMIT:])], "links")


def _broken_line(broken: Broken, pages: Mapping[str, Iri], anchors: Mapping[str, Mapping[str, Iri]]) -> str:
    """Say where a link leads nowhere from, and what may be meant: an anchor of its page, or a page."""
    page, _, anchor = broken.href.partition("#")
    home = address_end(page) if page else address_end(broken.home.document)
    names = anchors.get(home, {}) if anchor else pages
    near = get_close_matches(anchor or home, names, n=1, cutoff=_LIKE)
    if anchor and not near and page and home not in pages:
        names, near = pages, get_close_matches(home, pages, n=1, cutoff=_LIKE)
    at = f" ({plain(str(Location(broken.file, None, broken.line)))})" if broken.file else ""
    times = f", {broken.times:,} times" if broken.times > 1 else ""
    meant = f"; perhaps {plain(names[near[0]])}" if near else ""
    return f"{plain(broken.href)} in {_heading(broken.home)}{at}{times}{meant}"


def _undefined(core: Core) -> Iterator[str]:
    found = [c for c in core.concepts if not c.definitions and c.kind != "symbol" and _mentions(core, c)]
    found.sort(key=lambda c: (-_mentions(core, c), c.iri))
    yield from ("", f"## Named, never defined ({len(found):,})")
    counts = [(plain(c.label), _times(_mentions(core, c), "time"), core.pages[c.iri]) for c in found]
    yield from _list([f"{label}: {times} on {_times(pages, 'page')}" for label, times, pages in counts], "concepts")


def _unlinked(whole: Whole) -> Iterator[str]:
    core, linked = whole.core, whole.survey.linked | whole.led
    lonely = [c for c in core.concepts if c.definitions and c.iri not in linked and c.kind in ("glossary", "topic")]
    lonely.sort(key=lambda c: (-_mentions(core, c), c.iri))
    yield from ("", f"## Defined, never linked to ({len(lonely):,})")
    yield from _list([f"{plain(c.label)}: named {_times(_mentions(core, c), 'time')}" for c in lonely], "concepts")


def _mentions(core: Core, concept: Concept) -> int:
    return core.mentions.get(concept.iri, 0)
