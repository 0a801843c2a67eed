"""What the Markdown parser must not see, masked one character for one, so that no offset moves.

    \\\\( x_i \\\\), $$ ... $$, $x^2$      letters (an underscore in a formula is no emphasis)
    <Tip> alone on a line              spaces, in MDX only (there the text inside is Markdown, blank line or not)
        text indented inside <Tip>     a quote (doc-builder and MDX have no code by indentation)
    [x]({{< ref "page.md" >}})         a target without spaces
    :::note                            a blank line (admonitions of Docusaurus, VitePress, Pandoc, MyST)
    ```{note}                          a blank line, as is the fence that closes it (MyST; the text inside is prose)
    !!! note, === "Linux"              a quote (MkDocs writes admonitions and tabs indented, which elsewhere is code)
    :rocket: Fast                      a letter for the first colon, which begins a definition only before a space

Masks may fall into code, where they change nothing that is read.
"""

import re

from kg.chunks.hints import has
from kg.chunks.html import ELEMENTS

_MATH = re.compile(
    r"\$\$(?=[^\s$]|\s+[^\s$])(?P<display>(?:[^$\n`]|\n(?!\s*\n)){1,3000}?)\$\$"
    r"|\\\\\((?:(?!\\\\[()])(?:[^\n`]|\n(?!\s*\n))){1,3000}\\\\\)"
    r"|\\\\\[(?:(?!\\\\[\[\]])(?:[^\n`]|\n(?!\s*\n))){1,3000}\\\\\]"
    r"|(?<![\\$\w])\$(?=[^\s$])(?P<inline>[^$\n`]{1,300}?)(?<![\s\\])\$(?![\w$])"
)
_FORMULA = re.compile(r"[\\^_={}<>+]|^[A-Za-z]'?$")
_NO_FORMULA = re.compile(r"\]\(|https?://")
_NOT_NEWLINE = re.compile(r"[^\n\r]")
_COMPONENT = re.compile(
    r"^([ \t>]*)(</?([A-Za-z][\w.-]*)(?:\s[^<>\n]*|/)?>(?:[ \t]*</?[A-Za-z][^<>\n]*>)*)(?=[ \t]*\r?$)", re.M
)
_INDENTED = re.compile(
    r"^[ \t]*<(?P<name>[A-Z][\w.]*|hfoptions?|frameworkcontent|pt|tf|jax)\b[^<>\n]*>[ \t]*\r?\n"
    r"(?P<inner>(?:(?>[ ]{4}[^\n]*\S[^\n]*|[ \t\r]*)\n){1,400})[ \t]*</(?P=name)>",
    re.M,
)
_TAG = re.compile(r"</?([A-Za-z][\w.-]*)")
_SHORTCODE = re.compile(r"\]\(\{\{[<%][^\n{}()]*[>%]\}\}")
_ADMONITION = re.compile(
    r"^(?:(?:!!!|\?\?\?\+?)[ \t]+\w|===[!+]?[ \t]+[\"'])[^\n]*(?:\n(?:[ ]{4}[^\n]*|[ \t]*))+", re.M
)
_LEADING_COLON = re.compile(r"^([ ]{0,3}):(?=[^\s:])", re.M)
_DIRECTIVE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,})\{(?:note|tip|hint|warning|important|attention|caution|danger|error|seealso"
    r"|admonition|glossary|dropdown|margin|sidebar|topic|epigraph|card|versionadded|versionchanged|deprecated)\}[^\n`]*\n"
    r"(?P<options>(?:[ ]{0,3}:[\w-]++:[^\n]*+\n)*+)"
    r"(?P<inner>(?:(?![ ]{0,3}`{3})[^\n]*\n){0,400})[ ]{0,3}(?P=fence)[ \t]*$",
    re.M,
)
_COLONS = re.compile(r"^[ \t]*:{3,}[^\n\r]*", re.M)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def mask(text: str, *, mdx: bool = False) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text masked for the parser, and the spans of formulas (which may yet turn out to stand in code).

    `mdx`: lines of component tags are blank lines, as MDX reads them; CommonMark reads HTML up to a blank line.
    """
    masked, math = _mask_math(text) if "$" in text or has(text, "\\\\") else (text, ())
    if "</" in masked:
        masked = _INDENTED.sub(_masked_indent, masked)
    if mdx:
        masked = _COMPONENT.sub(_masked_tags, masked)
    if has(masked, "{{") and "]({{" in masked:
        masked = _SHORTCODE.sub(lambda m: re.sub(r"\s|[\"'`]", "_", m[0]), masked)
    if has(masked, "!!! ") or has(masked, "???") or has(masked, "==="):
        masked = _ADMONITION.sub(_masked_admonition, masked)
    if ":::" in masked:
        masked = _COLONS.sub(lambda m: " " * len(m[0]), masked)
    if has(masked, "```{"):
        masked = _DIRECTIVE.sub(_masked_directive, masked)
    if "\n:" in masked:
        masked = _LEADING_COLON.sub(r"\1x", masked)
    try:
        masked.encode()
    except UnicodeEncodeError:
        masked = _SURROGATE.sub("\ufffd", masked)
    return masked, math


def _mask_math(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    spans: list[tuple[int, int]] = []
    parts, done = [], 0
    for match in _MATH.finditer(text):
        inline = match["inline"]
        if inline is not None and (not _FORMULA.search(inline) or _NO_FORMULA.search(inline)):
            continue
        spans.append(match.span())
        parts += [text[done : match.start()], _NOT_NEWLINE.sub("x", match[0])]
        done = match.end()
    return "".join([*parts, text[done:]]), tuple(spans)


def _masked_tags(match: re.Match[str]) -> str:
    """Blank a line of tags if all of them are components, none of them HTML."""
    if any(name.lower() in ELEMENTS for name in _TAG.findall(match[2])):
        return match[0]
    return match[1] + " " * len(match[2])


def _masked_indent(match: re.Match[str]) -> str:
    start = match.start("inner") - match.start()
    end = start + len(match["inner"])
    return match[0][:start] + re.sub(r"^ (?=   )", ">", match["inner"], flags=re.M) + match[0][end:]


def _masked_directive(match: re.Match[str]) -> str:
    start, end = (place - match.start() for place in match.span("inner"))
    whole = match[0]
    return _NOT_NEWLINE.sub(" ", whole[:start]) + whole[start:end] + " " * (len(whole) - end)


def _masked_admonition(match: re.Match[str]) -> str:
    first, *lines = match[0].split("\n")
    return "\n".join([" " * len(first), *(">" + line[1:] if line[:4] == "    " else line for line in lines)])
