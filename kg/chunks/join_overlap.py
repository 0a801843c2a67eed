"""How much of a chunk's beginning is the end of the chunk before it.

    "... on any type of setup.\\nLearn how to train"  +  "Learn how to train\\non many machines."   18 code points

The longest common part is often wrong: a chunk that ends in a closing fence and a next one that begins with an
opening fence share three back ticks by chance. So the cutter is modelled, the one that most tables are made with
(LangChain, RecursiveCharacterTextSplitter): it splits text into units at the coarsest of blank line, line break, space;
fills a chunk with whole units while they fit into `size`; carries over to the next chunk the longest row of last units
that fits into `overlap`, and less where the next unit would not fit beside it; cuts a unit that is longer than a chunk
by the next finer separator (a word by code points), and carries nothing over on either side of it.

So a part of k code points is an overlap only where it is made of whole units, is not longer than `overlap`, and
*would have been* longer with one more unit; and carrying over nothing is right only where not even the last unit
would fit, or where a long unit begins or ends. Every candidate is given a cost: by how many code points it misses
what the cutter would have done. The cheapest wins, and the cost tells how sure that is. `size` and `overlap` are
inferred; so is whether units were kept whole: a sliding window of letters or tokens cuts in the middle of words; then
the longest part wins.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

SEPARATORS = ("\n\n", "\n", " ")
_MOST = 4096
_PROBE = 8
_FEW = 50
_OUTLIERS = 0.002
_WITNESSES = 0.1
_LONG_MATCH = 32
_CHANCE = 3
_RARELY_CHANCE = 12
_SLACK = 3
_TOLERANCE = 1.1
_BORDER_COST = 1
_SHORT_BORDER_COST = 3
_UNSEEN_COST = 1
_MIXED_COST = 8
_NEVER = 1_000_000


class Cutter(NamedTuple):
    """The sizes a table was cut with, in code points: a chunk's and its overlap's greatest length.

    `whole` tells that overlaps begin and end where words do.
    """

    size: int
    overlap: int
    whole: bool = True


class Cut(NamedTuple):
    """How two neighbouring chunks meet: `shared` code points of the second are the end of the first.

    `separator` is what the cutter cut at. `cost` is by how much the cutter would have done otherwise; 0 is certain.
    """

    shared: int
    separator: str
    cost: int


@dataclass(slots=True)
class Cuts:
    """What neighbouring chunks tell of their cutter: the longest chunk, how many neighbours have which longest part in
    common, and how many of these parts begin or end inside a word."""

    size: int = 0
    found: Counter[int] = field(default_factory=Counter)
    torn: int = 0

    def note(self, left: str, right: str) -> None:
        """Note two neighbours."""
        self.size = max(self.size, len(left), len(right))
        longest = next(_common(left, right, _MOST), 0)
        self.found[longest] += 1
        self.torn += longest >= _RARELY_CHANCE and _is_torn(left, right, longest)

    def add(self, other: "Cuts") -> None:
        """Add what other neighbours tell."""
        self.size = max(self.size, other.size)
        self.found.update(other.found)
        self.torn += other.torn


def infer_cutter(neighbours: Iterable[tuple[str, str]]) -> Cutter:
    """Return the sizes that explain how these neighbouring chunks were cut."""
    cuts = Cuts()
    for left, right in neighbours:
        cuts.note(left, right)
    return cutter_of(cuts)


def cutter_of(cuts: Cuts) -> Cutter:
    """Return the sizes that explain what was noted.

    The size is that of the longest chunk. The overlap is one more than the longest common part (its separator is lost),
    a few outliers aside; it is 0 where hardly any neighbours have more than a chance part in common.
    """
    size, found, torn = cuts.size, cuts.found, cuts.torn
    total = found.total()
    least = _RARELY_CHANCE if total >= _FEW else _CHANCE + 1
    long = sum(count for length, count in found.items() if length >= least)
    if not total or long < max(1, _WITNESSES * total):
        return Cutter(size, 0)
    allowed, longest = int(_OUTLIERS * total) if total >= _FEW else 0, 0
    for length in sorted(found, reverse=True):
        longest, allowed = length, allowed - found[length]
        if allowed < 0:
            break
    return Cutter(size, longest + 1, whole=torn * 2 <= long)


def _is_torn(left: str, right: str, shared: int) -> bool:
    """Tell whether a common part begins or ends in the middle of a word."""
    before, after = left[-shared - 1 : -shared], right[shared : shared + 1]
    return not right[0].strip() or bool(before.strip() and shared < len(left)) or bool(after.strip())


def meet(left: str, right: str, cutter: Cutter, *, ends: bool = True, blank_lines: bool = True) -> Cut:
    """Decide how two neighbouring chunks meet; of equally good answers the longest overlap.

    `ends` tells that `right` is the last chunk of its section, `blank_lines` that one of its chunks has a blank line.
    """
    if not cutter.whole:
        return Cut(next((n for n in _common(left, right, cutter.overlap) if n > _CHANCE), 0), "", 0)
    best = Cut(0, "\n", _NEVER)
    for shared in _common(left, right, min(len(left) - 1, 2 * cutter.overlap)) if cutter.overlap else ():
        cut = len(left[: len(left) - shared].rstrip())
        cost, separator = min([(_carried(left, right, shared, sep, cutter, cut), sep) for sep in SEPARATORS])
        if _LONG_MATCH <= shared <= cutter.overlap * _TOLERANCE and cost < _NEVER:
            cost = 0
        elif cost:
            cost, separator = min((cost, separator), (_carried_letters(left, right, shared, cutter), ""))
        if cost < best.cost:
            best = Cut(shared, separator, cost)
            if not cost:
                return best
    for separator in SEPARATORS:
        cost = min(_refused(left, right, separator, cutter), _border(left, right, separator, cutter, ends=ends))
        cost += _UNSEEN_COST if separator == "\n\n" and not blank_lines else 0
        if cost < best.cost:
            best = Cut(0, separator, cost)
    return best


def _common(left: str, right: str, most: int) -> Iterator[int]:
    """Yield the lengths, longest first and up to `most`, of all beginnings of `right` that are ends of `left`.

    Those of some letters are looked for by their first letters, which are rarer than the first one alone.
    """
    end = len(left)
    at = max(0, end - most)
    for beginning in (right[:_PROBE], right[:1]) if right else ():
        at = left.find(beginning, at)
        while 0 <= at < end:
            if right.startswith(left[at:]):
                yield end - at
            at = left.find(beginning, at + 1)
        at = max(0, end - most, end - len(beginning) + 1)


def _carried(left: str, right: str, shared: int, separator: str, cutter: Cutter, cut: int) -> int:
    """Return by how much the cutter would not have carried over just `shared` code points.

    `cut` is where the white space before them begins.
    """
    start = len(left) - shared
    at = left.find(separator, cut, start)
    after = right[shared:]
    gap = after.find(separator)
    if at < 0 or (after and after[:gap].strip()) or (after and gap < 0):
        return _NEVER
    total = start - at + shared + max(gap, 0)
    before = at - max(0, left.rfind(separator, 0, at))
    following = _first_unit(after[gap:], separator) if after else 0
    missed = min(cutter.overlap - total - before, cutter.size - total - before - following) + 1
    return (
        max(0, total - cutter.overlap)
        + max(0, missed)
        + _not_full(left, following, cutter)
        + _mixed(left, right, separator)
    )


def _carried_letters(left: str, right: str, shared: int, cutter: Cutter) -> int:
    """Return by how much the cutter would not have carried over just these letters inside a word."""
    inside = not any(letter.isspace() for letter in left[-shared - 1 :] + right[:shared])
    return abs(cutter.overlap - shared) + _not_full(left, 1, cutter) if inside else _NEVER


def _refused(left: str, right: str, separator: str, cutter: Cutter) -> int:
    """Return by how much the cutter would have carried over something between units of one row."""
    last = len(left) - max(0, left.rfind(separator))
    following = _first_unit(right, separator) + len(separator)
    missed = min(cutter.overlap - last, cutter.size - last - following) + 1
    return max(0, missed) + _not_full(left, following, cutter) + _mixed(left, right, separator)


def _border(left: str, right: str, separator: str, cutter: Cutter, *, ends: bool) -> int:
    """Return how unlikely it is that a unit longer than a chunk ends with `left` or begins with `right`."""
    closes = separator not in left
    opens = not ends and separator not in right
    if not opens and not closes:
        return _NEVER
    likely = closes or len(right) * 2 > cutter.size
    return (_BORDER_COST if likely else _SHORT_BORDER_COST) + _mixed(left, right, separator)


def _first_unit(text: str, separator: str) -> int:
    """Return the length of a text's first unit; a separator at its beginning belongs to it."""
    end = text.find(separator, len(separator))
    return len(text) if end < 0 else end


def _not_full(left: str, following: int, cutter: Cutter) -> int:
    """Return how much room was left in a chunk beyond the next unit; stripped white space is allowed for."""
    return max(0, cutter.size + 1 - len(left) - following - _SLACK)


def _mixed(left: str, right: str, separator: str) -> int:
    """Return the cost of a coarser separator inside chunks that were cut at a finer one."""
    for coarser in SEPARATORS[: SEPARATORS.index(separator)]:
        if coarser in left or coarser in right:
            return _MIXED_COST
    return 0
