"""Where the words of a slug stand together in the corpus, and how they are written there.

    slug "flash-attention-2"   corpus "... with Flash Attention 2 and ..."   -> "Flash Attention 2"
    pair (fine, tuning)        corpus "fine-tuning" 210 times, "fine tuning" 9 times -> a hyphen

One pass of an Aho-Corasick automaton over the prose, letters lowered and hyphens and line breaks read as spaces,
place by place, so that a match's offsets are those of the prose.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.records import Section

_ENDS_SENTENCE = frozenset(".:!?|*#>•…—–\n")
_FOLDED = {ord("-"): " ", ord("\n"): " ", ord("\t"): " "}


def lowered(text: str) -> str:
    """Lower a text place by place; a letter whose small form is longer than one code point stays."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.replace("-", " ").replace("\n", " ").replace("\t", " ")


class Phrases:
    """Spellings of whole slugs in mid-sentence, and how often two neighbouring words are joined by a hyphen."""

    def __init__(self, sections: Iterable[Section], slugs: Iterable[str]) -> None:
        import ahocorasick_rs

        wholes = {slug.replace("-", " ") for slug in slugs}
        pairs = {f"{a} {b}" for whole in wholes for a, b in pairwise(whole.split()) if a and b}
        patterns = sorted(pairs | {whole for whole in wholes if " " in whole and "  " not in whole})
        self.spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
        if patterns:
            matcher = ahocorasick_rs.AhoCorasick(patterns)
            for section in sections:
                self._read(section.prose, matcher.find_matches_as_indexes(lowered(section.prose), overlapping=True), patterns)

    def _read(self, prose: str, matches: Sequence[tuple[int, int, int]], patterns: Sequence[str]) -> None:
        for number, start, end in matches:
            if (start and prose[start - 1].isalnum()) or (end < len(prose) and prose[end].isalnum()):
                continue
            before = prose[max(0, start - 3) : start].rstrip(" \"'“‘(`")
            if before and before[-1] not in _ENDS_SENTENCE:
                self.spelled[patterns[number]][" ".join(prose[start:end].split())] += 1

    def joint(self, left: str, right: str) -> str:
        """Return what the corpus puts between two words: a hyphen or a space."""
        forms = self.spelled.get(f"{left} {right}", Counter())
        hyphens = sum(count for form, count in forms.items() if form[len(left)] == "-")
        return "-" if hyphens * 2 > sum(forms.values()) else " "
