"""Inline code: a code name, a symbol reference or a MyST role.

`fit`            code              [`~a.b.Trainer`]        symbol (prose keeps a.b.Trainer)
{term}`beam`     link, role:term   {ref}`words <label>`    link, role:ref, to label
{kbd}`Ctrl`      code              {math}`x^2`             math                    {sub}`2`     words
"""

import re

from kg.chunks.markdown_reading import Found, Reading
from kg.records import Mark

_SYMBOL = re.compile(r"[~!.]?[^\W\d][\w.:]*(?:\(\))?")
_ROLE = re.compile(r"\{(?P<role>[a-z][\w:+-]{0,40})\}$")
_ROLE_TARGET = re.compile(r"(?P<text>[^<]*[^<\s])\s*<(?P<target>[^<>]+)>$")
_LONGEST_ROLE = 44
_REFERENCES = frozenset(["term", "ref", "doc", "any", "numref", "download"])
_OBJECTS = re.compile(r"(?:py|c|cpp|js|rst|std)(?::|$)|(?:class|func|meth|mod|attr|exc|data|const|obj)$")
_CODE_ROLES = frozenset(["kbd", "file", "command", "program", "option", "samp", "code", "envvar", "keyword", "makevar"])
_SPHINX_PAGES = frozenset(["genindex", "modindex", "py-modindex", "search"])  # Sphinx makes them; no source has them


def read_code(text: str, reading: Reading, start: int, end: int, *, in_link: bool) -> tuple[int, int]:
    """Note a code span with its back ticks at [start, end) and return where its words stand."""
    written = text[start:end]
    ticks = len(written) - len(written.lstrip("`"))
    first, last = start + ticks, end - ticks
    inside = text[first:last]
    if len(inside) > 1 and inside[0] == " " == inside[-1] and inside.strip():
        first, last, inside = first + 1, last - 1, inside[1:-1]
    reading.words.append((first, last))
    role = _ROLE.search(text, max(0, start - _LONGEST_ROLE), start) if text[start - 1 : start] == "}" else None
    if role is not None:
        _role(role, inside, reading, end)
    elif not in_link and _is_alone(text, start, end) and _SYMBOL.fullmatch(inside):
        _symbol(text, inside, reading, start - 1, end + 1)
    else:
        reading.marks.append(Mark("code", first, last))
    return first, last


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a code span stands alone in brackets that make no link: [`Trainer`]."""
    alone = text[start - 1 : start] == "[" and text[end : end + 1] == "]"
    return alone and text[start - 2 : start - 1] != "\\"


def _symbol(text: str, name: str, reading: Reading, start: int, end: int) -> None:
    """Note a symbol reference with its brackets at [start, end); prose keeps its name without the tilde."""
    bare = name.lstrip("~!.")
    last = reading.words[-1][1]
    reading.words[-1] = (last - len(bare), last)
    reading.cuts.extend([(start, start + 1), (end - 1, end)])
    if text[end : end + 2] == "[]":
        reading.cuts.append((end, end + 2))
        end += 2
    shown = bare.rpartition(".")[2] if name[0] == "~" else bare
    reading.links.append(Found("symbol", name, shown, start, end))
    reading.marks.append(Mark("symbol", *reading.words[-1]))


def _role(role: re.Match[str], inside: str, reading: Reading, end: int) -> None:
    """Note a MyST role; its name and target are no words, nor is a target that stands for a title."""
    name = role["role"]
    first, last = reading.words[-1]
    reading.cuts.append(role.span())
    if name not in _REFERENCES and not _OBJECTS.match(name):
        if name in ("math", "eq") or name.startswith("cite"):
            reading.cuts.append((first, last))
        if name == "math" or name in _CODE_ROLES:
            reading.marks.append(Mark("math" if name == "math" else "code", first, last))
        return
    target = _ROLE_TARGET.match(inside)
    shown, href = (target["text"], target["target"]) if target else (inside.lstrip("~!"), inside)
    reading.words[-1] = (first, first + len(shown)) if target else (last - len(shown), last)
    if not target and name in ("ref", "doc", "any", "numref", "download"):
        reading.cuts.append((first, last))
        shown = ""
    if href not in _SPHINX_PAGES:
        reading.links.append(Found("role:" + name, href, shown, role.start(), end))
        reading.marks.append(Mark("link", *reading.words[-1]))
