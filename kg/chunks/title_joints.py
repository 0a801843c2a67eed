"""The words of a title put together: what stood between two of them, a space, a hyphen or a sign.

step-by-step    lost signs: use--lamp (use 🤗 Lamp), setup--installation (setup & installation)
"""

from collections.abc import Sequence

from kg.chunks.title_places import Witnesses

_DOUBLING = frozenset(["by", "to", "for", "in"])


def joined(tokens: Sequence[str], parts: Sequence[str], witnesses: Witnesses) -> str:
    """Put a title's spelled words together; an empty token is a sign that the slug lost."""
    out, beside = "", ""
    for at, (word, part) in enumerate(zip(tokens, parts, strict=True)):
        before = tokens[at - 1] if at else ""
        if not word:
            sign, beside = witnesses.corpus.sign[before, tokens[at + 1] if at + 1 < len(tokens) else ""]
            out += f" {sign}" if sign else ""
            continue
        names = part[:1].isupper() and bool(at) and parts[at - 1][:1].isupper()
        joint = "-" if _is_doubled(tokens, at) else witnesses.corpus.joint[before, word, names] if before else " "
        out += joint + (beside or part)
        beside = ""
    return out.strip()


def _is_doubled(tokens: Sequence[str], at: int) -> bool:
    """Tell whether the joint before a word is one of "step-by-step", "image-to-image"."""
    return any(
        0 < middle < len(tokens) - 1 and tokens[middle] in _DOUBLING and tokens[middle - 1] == tokens[middle + 1] != ""
        for middle in (at, at - 1)
    )
