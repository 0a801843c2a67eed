"""doc-builder's commands: what a section documents, and lines that are no words.

    [[autodoc]] generation.GenerationMixin      SymbolDoc("generation.GenerationMixin", ("generate", "sample"))
        - generate
        - sample

Other commands are blanked: [[open-in-colab]], anchors behind a heading [[cv-encoder]], MDX imports and exports,
JSX and Hugo expressions, Sphinx and Docusaurus fences (:::note), lists of attributes { .button #top }, names of icons
(:rocket:), snippets (--8<--), and addresses written out.
"""

import re
from collections.abc import Iterator

from kg.chunks.hints import has
from kg.records import SymbolDoc

_AUTODOC = re.compile(
    r"\[\[autodoc\]\][ \t]*(?P<name>[^\s\[\]]+)[^\n]*"
    r"(?P<members>(?:[ \t]*\r?\n[ \t]*-[ \t]+[\w.~*]+[ \t]*(?=\r?\n|\Z))*)"
)
_MEMBER = re.compile(r"-[ \t]+([\w.~*]+)")
_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
_COMMANDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[[", re.compile(r"\[\[[a-z][\w.-]*\]\](?=[ \t]*$)", re.M)),
    ("{{", re.compile(r"\{\{[<%][^{}]*[%>]\}\}|\{\{[^{}\n]*\}\}")),
    ("{%", re.compile(r"\{%[^{}]*?%\}")),
    ("{/*", re.compile(r"\{/\*.*?(?:\*/\}|(?P<never>\Z))", re.S)),
    ("{", re.compile(rf"\{{(?::[ \t]*|[ \t]*(?=[#.])){_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")),
    (":", re.compile(r":(?<![\w:]:)[a-z][a-z0-9_+-]*:(?![\w:])")),
    ("8<--", re.compile(r"^[ \t]*-+8<-+[^\n]*", re.M)),
    (")=", re.compile(r"\((?<=^\()[\w:.-]+\)=[ \t]*$", re.M)),
    ("[!", re.compile(r"^[ \t>]*\[![A-Za-z]+\][+-]?", re.M)),
    ("import ", re.compile(r"import(?<=^import)\s++(?:[\w*{}\s,$]{1,300}?\s++from\s++)?[\"'][^\"'\n]+[\"'];?", re.M)),
    ("export ", re.compile(r"export(?<=^export)\s+(?:default|const|function|let|var)\b[^\n]*(?:\n[^\n]+)*", re.M)),
    ("://", re.compile(r"https?://[^\s<>\"'`)\]|]+")),
    ("ftp://", re.compile(r"ftp://[^\s<>\"'`)\]|]+")),
    ("www.", re.compile(r"www\.[\w-]+\.[^\s<>\"'`)\]|]+")),
)


def read_autodoc(text: str) -> Iterator[SymbolDoc]:
    """Return the autodoc commands of a text with the members listed below each, in order."""
    if "[[autodoc]]" not in text:
        return
    for match in _AUTODOC.finditer(text):
        members = tuple(dict.fromkeys(_MEMBER.findall(match["members"]))) if match["members"] else ()
        yield SymbolDoc(match["name"], members, match.start(), match.start() + len(match[0].rstrip()))


def read_commands(text: str) -> list[tuple[int, int]]:
    """Return the spans of commands and addresses in prose, which are no words, by kind and then in order."""
    found = (match for hint, pattern in _COMMANDS if has(text, hint) for match in pattern.finditer(text))
    return [match.span() for match in found if match.lastgroup != "never"]
