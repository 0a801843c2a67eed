"""The white space between two chunks that share nothing: the cutter stripped it, so it is put back by what is around.

blank line, space    where the cutter must have cut at one
line break           inside a fenced block; between two rows, items or tags; where a sentence goes on
blank line           else: two paragraphs
"""

import re

_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_LINE_ITEM = re.compile(r"[ \t]*(?:[-*+] |\d{1,9}[.)] |\||>|<|@|:)")
_GOES_ON = re.compile(r"[a-z0-9,;)]")
_ENDS = re.compile(r"[.:!?|>*`)\]][\"'”’]?$")


class FenceReader:
    """Tells, while a section grows, whether its end stands inside a fenced block. Each text is read once."""

    def __init__(self) -> None:
        self._open = ""

    def read(self, text: str) -> bool:
        """Read the text that was added and tell whether a fence is open behind it."""
        for fence in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
            if not self._open:
                if "`" not in fence[2]:
                    self._open = fence[1]
            elif fence[1].startswith(self._open) and not fence[2].strip():
                self._open = ""
        return bool(self._open)


def gap_between(left: str, right: str, separator: str, *, in_fence: bool) -> str:
    """Return the white space to put back between two chunks that were cut at `separator`.

    >>> gap_between("1. Install it.", "2. Run it.", "\\n", in_fence=False)
    '\\n'
    >>> gap_between("It is fast.", "It is small.", "\\n", in_fence=False)
    '\\n\\n'
    """
    if separator != "\n":
        return separator
    last = left[left.rfind("\n") + 1 :]
    if in_fence or (_LINE_ITEM.match(last) and _LINE_ITEM.match(right)):
        return "\n"
    return "\n" if _GOES_ON.match(right) and not _ENDS.search(last) else "\n\n"
