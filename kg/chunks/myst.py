"""MyST and Sphinx: what can be referred to by name anywhere in the documents.

(setup)=             a label, of the heading or block below it
```{figure} a.png    options of a directive
:name: fig-a         a label too (`:label:` of an equation)
:::{glossary}        terms, several of them over one definition; so are the terms of definition lists
beam
  A set of candidates.
:::
"""

import re
from collections.abc import Iterator

from kg.chunks.hints import has

LABEL = re.compile(r"^\((?P<name>[\w:.-]{1,100})\)=[ \t]*$", re.M)
_OPTION = re.compile(
    r"^[ \t]*(?:`{3,}|~{3,}|:{3,})\{[\w:+-]+\}[^\n]*\n(?:[ \t]*:[\w-]+:[^\n]*\n){0,20}?"
    r"[ \t]*:(?:name|label):[ \t]+(?P<name>[\w:.-]{1,100})[ \t]*$",
    re.M,
)
_GLOSSARY = re.compile(r"^[ \t]*(?P<fence>:{3,}|`{3,})\{glossary\}[^\n]*\n", re.M)
_TERM = re.compile(r"^(?P<term>[^\s:][^\n]*)$", re.M)
_LIST_TERM = re.compile(r"^(?P<term>\S[^\n]{0,80})\n(?:[ \t]*\n)?:[ \t]+\S", re.M)


def read_option_labels(text: str) -> Iterator[re.Match[str]]:
    """Return the labels that directives give themselves, in order."""
    return _OPTION.finditer(text) if ":name:" in text or ":label:" in text else iter(())


def read_terms(text: str) -> Iterator[str]:
    """Return the terms that glossaries and definition lists in a text define, as written.

    >>> list(read_terms(":::{glossary}\\nglyph\\nletterform\\n  A shape.\\n:::\\n\\nPica\\n: Twelve points.\\n"))
    ['glyph', 'letterform', 'Pica']
    """
    if has(text, "{glossary}"):
        for inner in _glossaries(text):
            yield from (match["term"].strip() for match in _TERM.finditer(inner))
    if ":" in text and "\n:" in text:
        yield from (match["term"].strip() for match in _LIST_TERM.finditer(text))


def _glossaries(text: str) -> Iterator[str]:
    """Return what stands in each glossary directive; one that never closes ends the search."""
    at = 0
    while opened := _GLOSSARY.search(text, at):
        closed = re.compile(rf"^[ \t]*{opened['fence']}[ \t]*$", re.M).search(text, opened.end())
        if closed is None:
            return
        yield text[opened.end() : closed.start()]
        at = closed.end()
