"""Definitions without a subject: the heading is the definiendum, the first sentence is a noun phrase or a predicate.

### pooling
|An operation| that reduces a matrix ...           a noun phrase and what specifies it, no verb of its own
|Refers to| a network ...                          a predicate that names a genus
|Enables| communication ...                        a predicate that names none
|See| [encoder models]                             a reference
|Another name for| ...                             a name
"""

import re
from collections.abc import Sequence

from kg.concepts.genus import genus_phrases
from kg.syntax import Sentence, Token, noun_phrase, skip_parenthesis
from kg.syntax.lexicon import is_finite, is_participle
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)

SEE = re.compile(r"^(?:\W*)(?:see|refer to|compare|cf\.?)(?: also)?[:\s]", re.IGNORECASE)
NAME_FOR = re.compile(
    r"^\W*+(?:an?(?:other)?|the|also an?|alternate|alternative)?\s*+(?:\w+\s)?(?:name|term|word|synonym|abbreviation"
    r"|acronym|shorthand|shorter name|short(?:ened)? (?:form|name)|initialism|spelling|alias|short)\s+(?:for|of)\s",
    re.IGNORECASE,
)
PREDICATE = re.compile(r"^(?:An? )?(?:(?:Also|Often|Usually|Typically|Generally)\s+)?([A-Z][a-z]+s)\s")
_ASKING = frozenset(["what", "how", "whether", "when", "where", "if", "why"])
_NOT_FINITE = frozenset(["being", "having", "doing", "been", "be", "'s", "done"])
_SUBJECTS = frozenset(["it", "they", "he", "she", "we", "you", "i"])
_RELATIVE_SUBJECTS = frozenset(["that", "which", "who"])
_SUBORDINATING = SUBORDINATORS | {"as", "than", "except", "but", "so"}
_NO_OPENING = ADVERBS | PRONOUNS | PREPOSITIONS | RELATIVES | {"this", "that", "these", "those", "each"}
_SPECIFIES = PREPOSITIONS | RELATIVES | {"to", "not"}
_WINDOW, _SHORTEST = 60, 4


def is_fragment(tokens: Sequence[Token], start: int = 0) -> bool:
    """Tell whether a sentence is, from `start` on, a noun phrase with what specifies it and no verb of its own."""
    phrase = noun_phrase(tokens, start, commas=True)
    if phrase is None or tokens[start].low in _NO_OPENING:
        return False
    at = skip_parenthesis(tokens, phrase.after)
    if at >= len(tokens) or tokens[at].text == ".":
        return True
    if tokens[start].low not in ARTICLES and _takes_object(tokens, start):
        return False
    following = tokens[at]
    if tokens[start].low == "the" and following.low in (PRONOUNS | DETERMINERS) - RELATIVES:  # "the time it takes"
        return not _has_main_verb(tokens, at, owed=1)
    if (
        following.low in _SPECIFIES
        or is_participle(following.low)
        or following.text in (",", ":", "—", "–", "and", "or")
    ):
        return not _has_main_verb(tokens, at)
    return "ADJ" in following.classes and "NOUN" not in following.classes and not _has_main_verb(tokens, at)


def is_gerund(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence says what is done, without a subject: "Putting the results into an order"."""
    if len(tokens) < _SHORTEST or is_participle(tokens[0].low) != "ing" or not tokens[0].text.istitle():
        return False
    following = tokens[1]
    return (following.low in DETERMINERS or bool(following.classes & {"NOUN", "ADJ"})) and not _has_main_verb(tokens, 1)


def _takes_object(tokens: Sequence[Token], first: int) -> bool:
    """An imperative or predicate opens like a bare noun phrase: "Train a model", "Tags objects with"."""
    if "VERB" not in tokens[first].classes or first + 1 >= len(tokens):
        return False
    following = tokens[first + 1]
    if is_finite(tokens[first].low) and (following.classes & {"NOUN", "ADJ"} or following.low in _ASKING):
        return True
    return "NOUN" not in tokens[first].classes or following.low in DETERMINERS - {"that"}


def _has_main_verb(tokens: Sequence[Token], at: int, *, owed: int = 0) -> bool:
    """Look for a finite verb that no relative word or subordinator accounts for."""
    here = at
    while here < min(len(tokens), at + _WINDOW):
        token = tokens[here]
        if token.text in (";", "."):
            return False
        jump = skip_parenthesis(tokens, here)
        if jump > here:
            here = jump
            continue
        if token.low in RELATIVES or token.low in _SUBORDINATING or _opens_clause(tokens, here):
            owed += 1
        elif _is_finite(tokens, here):
            if not owed:
                return True
            owed -= 1
        here += 1
    return False


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a subject of its own follows: "and the values are summed up", "requests a client may make"."""
    if at and tokens[at].low in ARTICLES | PRONOUNS and "NOUN" in tokens[at - 1].classes:
        return True
    if at and tokens[at].low in _SUBJECTS and tokens[at - 1].low in PREPOSITIONS:  # "before it is"
        return True
    joins = tokens[at].low in ("and", "or", "therefore", "thus", "hence")
    return joins and at + 1 < len(tokens) and tokens[at + 1].low in DETERMINERS | PRONOUNS


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is a finite verb of its own clause: no second verb behind "and", no infinitive."""
    token = tokens[at]
    last = next((i for i in range(at - 1, -1, -1) if tokens[i].low not in ADVERBS), 0)
    before = tokens[last].low if at else ""
    if before in AUXILIARIES | COORDINATORS | {"to", "but"}:
        return False
    if token.low in AUXILIARIES:
        return token.low not in _NOT_FINITE
    if before in _RELATIVE_SUBJECTS and not (last and tokens[last - 1].low in PREPOSITIONS):
        return "VERB" in token.classes and not _is_own_subject(tokens, at)
    # "that accepts writes": the second of two is what the first takes
    return token.classes == {"VERB"} and is_finite(token.low) and not is_finite(before)


def _is_own_subject(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a noun behind "that" is the subject of the verb that follows: "that documents must meet"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return "NOUN" in tokens[at].classes and following is not None and following.low in AUXILIARIES


def fragment_start(sentence: Sentence) -> int | None:
    """Return the token of the genus in a subjectless definition, or None where the sentence is none."""
    tokens = sentence.tokens
    start = _behind_lead(tokens)
    if not is_fragment(tokens, start):
        return None
    phrases, _ = genus_phrases(tokens, start, bare=True)
    return start if phrases or tokens[start].low in ARTICLES else None


def _behind_lead(tokens: Sequence[Token]) -> int:
    """Return the token behind "In reinforcement learning," where an article follows."""
    if not tokens or tokens[0].low not in PREPOSITIONS:
        return 0
    comma = next((at for at, token in enumerate(tokens[:15]) if token.text == ","), len(tokens))
    return comma + 1 if comma + 1 < len(tokens) and tokens[comma + 1].low in ARTICLES else 0
