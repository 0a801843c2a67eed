"""Tokens by spaCy's rule-based English tokenizer, without a model: `spacy.blank("en")`.

Two things differ from its defaults: hyphenated and slashed words stay whole ("self-attention", "client/server"), and
inline code is one token. spaCy takes a second to import, so it loads with the first sentence that is asked for tokens.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.syntax.lexicon import classes
from kg.syntax.words import NUMBERS

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

INFIXES = (
    r"\.\.+",
    "…",
    r"[—⸺]|--+",
    r"(?<=\w)[,:;!?](?=[A-Za-z\"'])",
    r"[()\[\]{}\"“”«»]",
    r"(?<=[a-z])\.(?=[A-Z][a-z])",
)


class Token(NamedTuple):
    """A word or sign; offsets count from the start of its sentence. `space` tells whether white space follows."""

    text: str
    start: int
    end: int
    low: str
    is_code: bool = False
    space: bool = True

    @property
    def is_word(self) -> bool:
        """Tell whether the token has a letter or digit, or is inline code."""
        return self.is_code or self.text[:1].isalnum() or any(map(str.isalnum, self.text))

    @property
    def is_number(self) -> bool:
        """Tell whether the token is a number in digits or words."""
        return self.low in NUMBERS or (self.text[:1].isdigit() and not any(map(str.isalpha, self.text)))

    @property
    def classes(self) -> frozenset[str]:
        """The open classes the word can have."""
        if self.is_code:
            return frozenset(["NOUN"])
        return classes(self.low)


class English(NamedTuple):
    """The parts of `spacy.blank("en")` that are used here."""

    vocab: "Vocab"
    tokenizer: "Tokenizer"


_MAKING = Lock()


def blank_english() -> English:
    """Return spaCy's English tokenizer with our infixes, the only one of this process, whichever thread asks first."""
    with _MAKING:
        return _blank_english()


@lru_cache(maxsize=1)
def _blank_english() -> English:
    """Make the tokenizer.

    It is made of the defaults of `spacy.blank("en")`, whose configuration takes longer to check than the tokenizer to
    make.
    """
    from spacy import util
    from spacy.attrs import IS_PUNCT, LOWER  # type: ignore[import-not-found]
    from spacy.lang.en import English as Pipeline
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import create_vocab

    defaults: Any = Pipeline.Defaults
    vocab: Any = create_vocab(Pipeline.lang, defaults)
    getters = vocab.lex_attr_getters  # spaCy works out twenty attributes of every new word; two are read here
    vocab.lex_attr_getters = {attr: getters[attr] for attr in (LOWER, IS_PUNCT)}
    tokenizer = Tokenizer(
        vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=_unless_letters(util.compile_prefix_regex(defaults.prefixes).search, None),
        suffix_search=_unless_letters(util.compile_suffix_regex(defaults.suffixes).search, None),
        infix_finditer=_unless_letters(util.compile_infix_regex(INFIXES).finditer, ()),
        token_match=defaults.token_match,
        url_match=_unless_letters(defaults.url_match, None),
    )
    return English(vocab, tokenizer)


def _unless_letters(find: Callable[[str], Any], nothing: Any) -> Callable[[str], Any]:
    """Return a function that finds what `find` does, and without asking it nothing in a word of ASCII letters.

    Such a word has no prefix, suffix, infix or address in it; most words are such, and the patterns are long.
    """

    def found(word: str) -> Any:
        return nothing if word.isalpha() and word.isascii() else find(word)

    return found


def read_doc(text: str) -> "Doc":
    """Return spaCy's tokens of a text."""
    doc: Doc = blank_english().tokenizer(text)
    return doc


Word = tuple[str, str, int, bool, bool]
"""A token of spaCy's: text, small letters, start, whether white space follows, whether it is white space."""


def read_words(doc: "Doc") -> list[Word]:
    """Return spaCy's tokens of a text that `read_doc` made, without an object of spaCy's for each."""
    from spacy.attrs import ORTH, SPACY

    words: list[Word] = []
    start = 0
    for orth, space in doc.to_array([ORTH, SPACY]).tolist():
        text, low, size, is_space = _spelled(orth)
        words.append((text, low, start, bool(space), is_space))
        start += size + space
    return words


@lru_cache(maxsize=1 << 16)
def _spelled(orth: int) -> tuple[str, str, int, bool]:
    """Return a word by its number in spaCy's vocabulary: text, small letters, length, whether it is white space."""
    text = blank_english().vocab.strings[orth]
    return text, text.lower(), len(text), text.isspace()


def tokenize(text: "Doc | str", code: tuple[tuple[int, int], ...] = ()) -> tuple[Token, ...]:
    """Return the tokens of a sentence; the character ranges in `code` become one token each."""
    doc = read_doc(text) if isinstance(text, str) else text
    return to_tokens(read_words(doc), doc.text, code)


def to_tokens(words: Iterable[Word], text: str, code: Sequence[tuple[int, int]] = ()) -> tuple[Token, ...]:
    """Return the tokens of a sentence given its words; the character ranges in `code` become one token each."""
    if not code:
        return tuple(
            Token(word, start, start + len(word), low.replace("’", "'"), False, space)
            for word, low, start, space, is_space in words
            if not is_space
        )
    tokens: list[Token] = []
    spans = list(code)
    for word, low, start, space, is_space in words:
        if is_space:
            continue
        end = start + len(word)
        while spans and spans[0][1] <= start:
            spans.pop(0)
        if spans and spans[0][0] <= start:
            _add_code(tokens, text, spans[0], space)
            continue
        tokens.append(Token(word, start, end, low.replace("’", "'"), False, space))
    return tuple(tokens)


def _add_code(tokens: list[Token], text: str, span: tuple[int, int], space: bool) -> None:
    """Add an inline code span, or note what follows it where its first token stands already."""
    start, end = span
    if tokens and tokens[-1].start == start:
        tokens.pop()
    tokens.append(Token(text[start:end], start, end, text[start:end].lower(), is_code=True, space=space))
