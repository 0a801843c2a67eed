"""The genus of a definition: the noun phrase behind the definitor (Navigli & Velardi 2010: the hypernym field).

is typically |a broad category of| training techniques |that leverages ...      training technique
is |the| process or activity |of finding ...                                    process, activity
is designed to ..., is where ..., is open source                                none
"""

from collections.abc import Sequence

from kg.concepts.evaluations import evaluates, is_superlative, recommends, says_no_kind, without_comparison
from kg.records import Genus
from kg.syntax import NounPhrase, Sentence, Token, noun_list, noun_phrase, reduce_phrase
from kg.syntax.lexicon import is_participle
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    BE,
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
_EXPLAINING = frozenset(["specifically", "namely", "i.e.", "i.e"])
_LIKE_PARTICIPLES = word_set("read set put cut cast shut split spread hit let run cost hurt broadcast")
_OURS = frozenset(["my", "our", "your"])
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
    if any(recommends(phrase) for phrase in found) or any(t.low in _OURS for t in tokens[start:behind]):
        return [], behind
    if any(says_no_kind(tokens, phrase) or (strict and evaluates(phrase)) for phrase in phrases):
        return [], behind
    return [make_genus(sentence, phrase) for phrase in phrases], behind


def _counts_or_denies(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a predicate denies or measures: "is not the", "is only 4 MB", "is up to 10x"."""
    return at < len(tokens) and (tokens[at].low in NEGATIONS or tokens[at].text[:1].isdigit())


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
            or (token.classes == {"ADV"} and token.low not in NEGATIONS and not _joins_adverb(tokens, at))
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


def _joins_adverb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "and" and another adverb follow: "climatically and geographically defined areas"."""
    return at + 2 < len(tokens) and tokens[at + 1].low in ("and", "or") and tokens[at + 2].classes == {"ADV"}


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
    if token.low in _LIKE_PARTICIPLES and token.text.islower() and tokens[at - 1].low in BE | ADVERBS:
        return False
    return is_participle(token.low) != "ed" or _is_noun_ahead(tokens, at)


def _is_noun_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a participle modifies a noun: "pretrained models", "fossilized resin that"."""
    phrase = noun_phrase(tokens, at, commas=True)
    if phrase is None or phrase.after == at + 1:
        return False
    behind = tokens[phrase.after : phrase.after + 2]
    if phrase.is_plural or not behind:
        return phrase.is_plural
    return behind[0].low in RELATIVES or (behind[0].text == "," and behind[-1].low in RELATIVES)


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
    if following == "," and phrase.after + 1 < len(tokens) and tokens[phrase.after + 1].low in ("which", "where"):
        following = "which"
    last = tokens[phrase.after - 1]
    if is_participle(tokens[at].low) == "ing" and tokens[at].low == last.low:
        return "NOUN" in last.classes and following in RELATIVES
    if "ADJ" in last.classes or not ("NOUN" in last.classes or is_participle(last.low) == "ing"):
        return False
    return bare or following in _BEHIND_BARE | POSTMODIFYING or is_participle(following) != ""


def _fits(phrase: NounPhrase) -> bool:
    return len(phrase.label.split()) <= _MAX_LABEL_WORDS and any(map(str.isalpha, phrase.label))


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
        rest = [one for one in rest if one.determiner != "the" or is_superlative(tokens[one.first + 1])]
    if joined or not rest:
        return rest
    apposed = rest[0]
    alike = apposed.is_plural if first.is_plural else apposed.determiner in ("a", "an")
    return [apposed] if alike and first.determiner in (*ARTICLES, "") else []
