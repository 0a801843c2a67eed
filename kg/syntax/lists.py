"""Lists of noun phrases: "A, B (x), and C", "A and/or B", "public, private and hybrid clouds"."""

from collections.abc import Sequence

from kg.syntax.joints import separator_length, skip_parenthesis
from kg.syntax.lexicon import is_finite, is_plural
from kg.syntax.phrases import NounPhrase, noun_phrase, skip_determiner
from kg.syntax.tokens import Token
from kg.syntax.words import DETERMINERS, POSTMODIFYING


def noun_list(tokens: Sequence[Token], at: int, *, whole: bool = False) -> tuple[list[NounPhrase], int]:
    """Return the noun phrases of a list ("A, B (x), and C") that begins at a token, and the token behind the list.

    Adjectives that share a head get one phrase each, "public, private and hybrid clouds" gives three clouds, unless the
    phrase is wanted `whole`.
    """
    phrases: list[NounPhrase] = []
    behind = at
    while behind < len(tokens):
        if phrases and (_opens_verb_phrase(tokens, behind) or _opens_participle(tokens, behind)):
            break
        shared = [] if whole else _shared_head(tokens, behind)
        found = shared or [phrase for phrase in [noun_phrase(tokens, behind, commas=whole)] if phrase]
        if not found:
            break
        phrases += found
        behind = skip_parenthesis(tokens, found[-1].after)
        step = separator_length(tokens, behind)
        if not step:
            break
        behind += step
    end = skip_parenthesis(tokens, phrases[-1].after) if phrases else at
    return phrases, end


def _opens_participle(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a bare comma brings a participle with its object: "a model, taking images as input"."""
    if tokens[at - 1].text != "," or not tokens[at].low.endswith("ing") or at + 1 >= len(tokens):
        return False
    return tokens[at].text.islower() and tokens[at + 1].is_word and not separator_length(tokens, at + 1)


def _opens_verb_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether what follows a conjunction is a second predicate: "... and sees applications"."""
    if at + 1 >= len(tokens) or not is_finite(tokens[at].low) or tokens[at].text[:1].isupper():
        return False
    following = tokens[at + 1]
    verb_only = "NOUN" not in tokens[at].classes
    return (
        verb_only
        or following.low in DETERMINERS - {"that"}
        or ("ADJ" in following.classes and following.low not in POSTMODIFYING)
        or is_plural(following.low)
    )


def _shared_head(tokens: Sequence[Token], at: int) -> list[NounPhrase]:
    """Read "public, private, and hybrid clouds": bare adjectives, joined, then one head."""
    begin = skip_determiner(tokens, at)
    places = [begin]
    here = begin
    while here < len(tokens) and tokens[here].is_word and "ADJ" in tokens[here].classes and not tokens[here].is_code:
        step = separator_length(tokens, here + 1)
        if not step:
            break
        here += 1 + step
        places.append(here)
    last = noun_phrase(tokens, places[-1]) if len(places) > 1 else None
    if last is None or " " not in last.label or "ADJ" not in tokens[places[-1]].classes:
        return []
    tail = last.label.split(" ", 1)[1]
    firsts = [last._replace(label=f"{tokens[p].text} {tail}", first=p, start=tokens[p].start) for p in places[:-1]]
    return [*firsts, last]
