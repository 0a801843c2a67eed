"""Predicates that praise, compare or measure instead of saying what kind of thing something is.

is |a great way to|, |the key to|, |a must|, |a bit| slower         no kind at all
is a |faster and more efficient| implementation                   an implementation
is the |world's oldest and most widely consumed| beverage         a beverage
is the smallest deployable unit                                   a plain superlative sets apart, and stays
"""

from collections.abc import Sequence

from kg.syntax import NounPhrase, Token
from kg.syntax.lexicon import classes, is_participle, lemma
from kg.syntax.phrases import phrase_of
from kg.syntax.words import word_set

_EVALUATIONS = word_set(
    "result prerequisite reason cause step choice challenge idea key goal problem matter fact case must metaphor "
    "answer point topic thing lot bit one time responsibility need requirement advantage benefit disadvantage "
    "drawback solution focus source possibility effort attempt purpose difference question success place start "
    "component part aspect basis core heart block cornerstone foundation improvement"
)
_EVALUATING = word_set(
    "appropriate good great best better ideal easy hard difficult popular useful important perfect powerful "
    "crucial critical essential vital major excellent valuable natural necessary useful key main"
)
_NEVER = word_set(
    "state-of-the-art reason must lot win default success responsibility same opposite latter former following "
    "blessing breeze no-brainer"
)
_RECOMMENDED = word_set("way option choice candidate place start idea fit bet alternative")
_PRAISING = word_set(
    "good great best better ideal easy popular useful perfect essential huge excellent right wrong recommended "
    "preferred nice favourite favorite handy vital crucial critical"
)
_FEATS = word_set("paper work milestone study attempt effort approach")
_IDIOMS = (
    ("work", "in progress"),
    ("way", "to go"),
    ("key", "to"),
    ("thing", "to"),
    ("matter", "of"),
    ("basis", "of"),
    ("foundation", "of"),
    ("cornerstone", "of"),
    ("backbone", "of"),
    ("heart", "of"),
    ("core", "of"),
    ("topic", "of"),
    ("subject", "of"),
    ("bit", "of a"),
    ("area", "of active research"),
    ("area", "of ongoing research"),
    ("area", "of active development"),
    ("source", "of error"),
    ("source", "of errors"),
    ("source", "of confusion"),
    ("source", "of bugs"),
    ("source", "of problems"),
    ("source", "of frustration"),
)
_COMPOUND = 2
_SUPERLATIVES = frozenset(["most", "least"])
_COMPARATIVES = frozenset(["more", "less"])


def without_comparison(tokens: Sequence[Token], phrase: NounPhrase) -> NounPhrase | None:
    """Return a phrase without leading words that compare: "faster and more efficient |implementation|".

    None where the phrase only compares. Superlatives stay ("smallest unit"), but not with an adverb ("most widely
    used") or before another one ("fastest, most accurate").
    """
    words = [at for at in range(phrase.first, phrase.after) if phrase.start <= tokens[at].start < phrase.end]
    owner = next((number for number, at in enumerate(words) if tokens[at].low == "'s"), 0)
    if owner and len(words) > owner + 1 and is_superlative(tokens[words[owner + 1]]):  # "the world's oldest"
        words = words[owner + 1 :]
        phrase = phrase_of(tokens, words[0], phrase.after) or phrase
    kept = words[_comparing(tokens, words) :]
    if not kept:
        return None
    if len(kept) == len(words):
        return None if len(words) == 1 and _is_compared(tokens[words[0]]) else phrase
    return phrase_of(tokens, kept[0], phrase.after)


def _comparing(tokens: Sequence[Token], words: Sequence[int]) -> int:
    """Return how many of the first words of a phrase compare, with what joins them."""
    here = joined = 0
    while here < len(words) - 1:
        token, following = tokens[words[here]], tokens[words[here + 1]]
        strong = token.low in _SUPERLATIVES and (joined or "ADV" in following.classes - {"ADJ"})
        if strong or token.low in _COMPARATIVES:
            here = _behind_adjective(tokens, words, here + 1)
        elif _is_compared(token) and (token.low.endswith("er") or joined or _more_follows(tokens, words[here + 1])):
            here += 1
        else:
            return here
        if here < len(words) - 1 and (tokens[words[here]].text == "," or tokens[words[here]].low == "and"):
            here += 1
        joined = here
    return here


def _more_follows(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether another comparison follows with an adverb: "oldest and most widely consumed"."""
    if tokens[at].text == ",":
        return True
    return tokens[at].low == "and" and tokens[at + 1].low in _SUPERLATIVES and tokens[at + 2].classes == {"ADV"}


def _behind_adjective(tokens: Sequence[Token], words: Sequence[int], at: int) -> int:
    """Return the word behind adverbs and the adjective or participle that they modify."""
    while at < len(words) - 1 and tokens[words[at]].classes <= {"ADV"}:
        at += 1
    modifies = "ADJ" in tokens[words[at]].classes or is_participle(tokens[words[at]].low)
    return at + 1 if modifies and at < len(words) - 1 else at


def says_no_kind(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """Tell whether a phrase says nothing of kind: "a must", "a matter of", "a bit slower", "the bottleneck."."""
    head = phrase.head.lower()
    behind = " ".join(token.low for token in tokens[phrase.after : phrase.after + 3])
    plain = len(phrase.label.split()) < _COMPOUND or "ADJ" in classes(phrase.label.split()[-2].lower())
    idiom = any(head == noun and behind.startswith(rest) for noun, rest in _IDIOMS)
    return idiom or (head in _NEVER and plain) or _is_bare(tokens, phrase) or _is_degree(tokens, phrase)


def _is_bare(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """Tell whether "the bottleneck." stands for something known: no word says more of it."""
    ends = phrase.after >= len(tokens) or tokens[phrase.after].text in (".", ";")
    return ends and phrase.determiner == "the" and phrase.after - phrase.first == _COMPOUND and phrase.label.islower()


def _is_degree(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """Tell whether an adjective follows that the phrase measures: "a bit slower", "three times faster"."""
    adjective = phrase.after < len(tokens) and "ADJ" in tokens[phrase.after].classes
    return phrase.label.lower() in ("bit", "little", "time") and adjective


def evaluates(phrase: NounPhrase) -> bool:
    """Tell whether a phrase says how good something is, or what it is like, rather than what."""
    return phrase.head.lower() in _EVALUATIONS or not _EVALUATING.isdisjoint(phrase.label.lower().split()[:-1])


def recommends(phrase: NounPhrase) -> bool:
    """Tell whether a phrase praises a choice: "the easiest way", "the most versatile option"."""
    words = phrase.label.lower().split()
    praised = not _EVALUATING.isdisjoint(words) or any(word.endswith("est") for word in words[:-1]) or "most" in words
    if not _PRAISING.isdisjoint(words[:-1]) and words[-1] in _EVALUATIONS | _RECOMMENDED | {"tool"}:
        return True
    return (words[-1] in _RECOMMENDED and praised) or (words[-1] in _FEATS and words[0] == "first")


def is_superlative(token: Token) -> bool:
    """Tell whether a word opens a superlative: "most", "largest"."""
    return token.low in _SUPERLATIVES or (token.low.endswith("est") and _is_compared(token))


def _is_compared(token: Token) -> bool:
    """Tell whether a word is an adjective in -er or -est: "faster", "smallest"."""
    if not token.low.endswith(("er", "est")) or ("NOUN" in token.classes and token.low not in ("better", "best")):
        return False
    return "ADJ" in token.classes and lemma(token.low, "ADJ") != token.low
