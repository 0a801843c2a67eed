"""The genus of a definition: the noun phrase behind the definitor (Navigli & Velardi 2010: the hypernym field).

is typically |a broad category of| training techniques |that leverages ...      training technique
is |the| process or activity |of finding ...                                    process, activity
is designed to ..., is where ..., is open source                                none
"""

from collections.abc import Sequence

from kg.records import Genus
from kg.syntax import NounPhrase, Sentence, Token, noun_list, noun_phrase, reduce_phrase
from kg.syntax.lexicon import classes, is_participle, lemma
from kg.syntax.phrases import phrase_of
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    DEMONSTRATIVES,
    NEGATIONS,
    POSSESSIVES,
    POSTMODIFYING,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    word_set,
)

_SETTING = word_set("in at by within among to for on like as")
_BEHIND_BARE = PREPOSITIONS | RELATIVES | {"to"}
_EVALUATIONS = word_set(
    "result prerequisite reason cause step choice challenge idea key goal problem matter fact case must metaphor "
    "answer point topic thing lot bit one time responsibility need requirement advantage benefit disadvantage "
    "drawback solution focus source possibility effort attempt purpose difference question success place start "
    "component "
    "part aspect basis core heart block cornerstone foundation improvement"
)
_EXPLAINING = frozenset(["specifically", "namely", "i.e.", "i.e"])
_EVALUATING = word_set(
    "appropriate good great best better ideal easy hard difficult popular useful important perfect powerful "
    "crucial critical essential vital major excellent valuable natural necessary useful key main"
)
_NEVER = word_set(
    "reason must lot win default success responsibility same opposite latter former following blessing breeze"
)
_RECOMMENDED = word_set("way option choice candidate place start idea fit bet alternative")
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
_MAX_LABEL_WORDS = 8


def read_genera(sentence: Sentence, at: int, *, strict: bool = False, bare: bool = False) -> tuple[list[Genus], int]:
    """Return the genera that the noun phrase at a token states, and the token behind it; none where it states none.

    With `strict`, phrases that evaluate ("a good choice", "the reason") are no genera.
    """
    tokens = sentence.tokens
    start = skip_adverbs(tokens, at)
    if _counts_or_denies(tokens, start):
        return [], start
    found, behind = genus_phrases(tokens, start, bare=bare)
    phrases = [kind for phrase in found if (kind := without_comparison(tokens, phrase))]
    if any(_recommends(phrase) for phrase in found):
        return [], behind
    if any(_says_no_kind(tokens, phrase) or (strict and _evaluates(phrase)) for phrase in phrases):
        return [], behind
    return [make_genus(sentence, phrase) for phrase in phrases], behind


def _counts_or_denies(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a predicate denies or measures: "is not the", "is only 4 MB", "is up to 10x"."""
    return at < len(tokens) and (tokens[at].low in NEGATIONS or tokens[at].text[:1].isdigit())


def without_comparison(tokens: Sequence[Token], phrase: NounPhrase) -> NounPhrase | None:
    """Return a phrase without leading words that compare: "faster and more efficient |implementation|".

    None where the phrase only compares. Superlatives stay ("smallest unit"), but not with an adverb ("most widely
    used") or before another one ("fastest, most accurate").
    """
    words = [at for at in range(phrase.first, phrase.after) if phrase.start <= tokens[at].start < phrase.end]
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
        if token.low in _COMPARATIVES:
            here = _behind_adjective(tokens, words, here + 1)
        elif token.low in _SUPERLATIVES and (joined or "ADV" in following.classes - {"ADJ"}):
            here = _behind_adjective(tokens, words, here + 1)
        elif _is_compared(token) and (token.low.endswith("er") or joined or following.text == ","):
            here += 1
        else:
            return here if here == joined else here
        if here < len(words) - 1 and (tokens[words[here]].text == "," or tokens[words[here]].low == "and"):
            here += 1
        joined = here
    return here


def _behind_adjective(tokens: Sequence[Token], words: Sequence[int], at: int) -> int:
    """Return the word behind adverbs and the adjective or participle that they modify."""
    while at < len(words) - 1 and tokens[words[at]].classes <= {"ADV"}:
        at += 1
    modifies = "ADJ" in tokens[words[at]].classes or is_participle(tokens[words[at]].low)
    return at + 1 if modifies and at < len(words) - 1 else at


def _is_compared(token: Token) -> bool:
    """Tell whether a word is an adjective in -er or -est: "faster", "smallest"."""
    if not token.low.endswith(("er", "est")) or ("NOUN" in token.classes and token.low not in ("better", "best")):
        return False
    return "ADJ" in token.classes and lemma(token.low, "ADJ") != token.low


def _says_no_kind(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
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
    adjective = phrase.after < len(tokens) and tokens[phrase.after].classes >= {"ADJ"}
    return phrase.label.lower() in ("bit", "little") and adjective


def _evaluates(phrase: NounPhrase) -> bool:
    """Tell whether a phrase says how good something is, or what it is like, rather than what."""
    return phrase.head.lower() in _EVALUATIONS or not _EVALUATING.isdisjoint(phrase.label.lower().split()[:-1])


def _recommends(phrase: NounPhrase) -> bool:
    """Tell whether a phrase praises a choice: "the easiest way", "the most versatile option"."""
    words = phrase.label.lower().split()
    praised = not _EVALUATING.isdisjoint(words) or any(word.endswith("est") for word in words[:-1]) or "most" in words
    return words[-1] in _RECOMMENDED and praised


def make_genus(sentence: Sentence, phrase: NounPhrase) -> Genus:
    """Return a noun phrase as a genus, with its span in the section."""
    span = sentence.span(phrase.start, phrase.end)
    return Genus(phrase.label, span.start, span.end)


def skip_adverbs(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind adverbs and settings: "is, in general, a", "is (usually) a", "is typically a"."""
    while at < len(tokens):
        token = tokens[at]
        if (
            (token.low in ADVERBS and token.low not in ("most", "more", "less", "least"))
            or (token.classes == {"ADV"} and token.low not in NEGATIONS)
            or token.text in (",", "(", ")", "—", "–", ":")
            or token.text in QUOTES
        ):
            at += 1
        elif token.low in _SETTING:
            inner = noun_phrase(tokens, at + 1)
            if inner is None or inner.after >= len(tokens) or not _opens_genus(tokens, inner.after):
                return at
            at = inner.after
        else:
            return at
    return at


def _opens_genus(tokens: Sequence[Token], at: int) -> bool:
    here = at + 1 if tokens[at].text == "," else at
    return here < len(tokens) and tokens[here].low in ("a", "an", "the")


def genus_phrases(tokens: Sequence[Token], at: int, *, bare: bool = False) -> tuple[list[NounPhrase], int]:
    """Return the genus phrases at a token, bleached heads reduced, and the token behind the first phrase."""
    if at >= len(tokens) or not _may_open(tokens, at):
        return [], at
    first = noun_phrase(tokens, at, commas=True)
    if first is None or not _is_genus(tokens, first, at, bare=bare):
        return [], at
    reduced = reduce_phrase(tokens, first)
    if reduced != [first]:
        return [one for one in reduced if _fits(one)], reduced[-1].after if reduced else first.after
    phrases = [first, *(one for more in _further(tokens, first, at) for one in reduce_phrase(tokens, more))]
    return [one for one in phrases if _fits(one)], phrases[-1].after


def _may_open(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low in DEMONSTRATIVES | POSSESSIVES | RELATIVES | {"to", "there"}:
        return False
    if token.low in POSTMODIFYING and token.low not in ("such", "living", "acting", "native"):
        return False
    return is_participle(token.low) != "ed" or _is_noun_ahead(tokens, at)


def _is_noun_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a participle modifies a noun: "pretrained models", "fossilized resin that"."""
    phrase = noun_phrase(tokens, at)
    if phrase is None or phrase.after == at + 1:
        return False
    return phrase.is_plural or (phrase.after < len(tokens) and tokens[phrase.after].low in RELATIVES)


def _is_genus(tokens: Sequence[Token], phrase: NounPhrase, at: int, *, bare: bool) -> bool:
    """A phrase without article must be plural, or a noun that something is said of: "software that"."""
    if (
        phrase.determiner in ("no", "more", "less", "most", "least")
        or tokens[at + 1 if phrase.determiner else at].low == "only"
    ):
        return False
    if phrase.determiner or phrase.is_plural:
        return True
    following = tokens[phrase.after].low if phrase.after < len(tokens) else "."
    last = tokens[phrase.after - 1]
    if is_participle(tokens[at].low) == "ing" and tokens[at].low == last.low:
        return "NOUN" in last.classes and following in RELATIVES
    if "ADJ" in last.classes or "NOUN" not in last.classes:
        return False
    return bare or following in _BEHIND_BARE | POSTMODIFYING or is_participle(following) != ""


def _fits(phrase: NounPhrase) -> bool:
    return len(phrase.label.split()) <= _MAX_LABEL_WORDS and any(map(str.isalpha, phrase.label))


def _is_superlative(token: Token) -> bool:
    return token.low in _SUPERLATIVES or (token.low.endswith("est") and _is_compared(token))


def _explained(tokens: Sequence[Token], first: NounPhrase) -> list[NounPhrase]:
    """Return the genus of "a physical computer, specifically a server"."""
    at = first.after
    if at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 1].low in _EXPLAINING:
        return [one for one in [noun_phrase(tokens, at + 2)] if one]
    return []


def _further(tokens: Sequence[Token], first: NounPhrase, at: int) -> list[NounPhrase]:
    """Return conjoined genera ("a library and framework", "a philosopher, logician, and monk") and appositions."""
    phrases, behind = noun_list(tokens, at, whole=True)
    rest = phrases[1:] or _explained(tokens, first)
    if not rest:
        return []
    if tokens[first.after + 1].low in _EXPLAINING:
        return rest
    joined = any(token.low in ("and", "or", "and/or", "&") for token in tokens[first.after : behind])
    if any(tokens[one.first].low == "the" for one in rest) and first.determiner != "the":
        rest = [one for one in rest if one.determiner != "the" or _is_superlative(tokens[one.first + 1])]
    if joined or not rest:
        return rest
    apposed = rest[0]
    alike = apposed.is_plural if first.is_plural else apposed.determiner in ("a", "an")
    return [apposed] if alike and first.determiner in (*ARTICLES, "") else []
