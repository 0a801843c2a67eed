"""Cues are found as by the Matcher alone, though it runs on few sentences; tokens are spaCy's."""

from functools import lru_cache

import spacy
from concepts.case_reader import entry
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.concepts.definitions import DEFINITORS
from kg.concepts.name_cues import CUES
from kg.syntax import Cues, split_sentences
from kg.syntax.tokens import INFIXES, read_doc, read_words, tokenize

ODD = Cues((("b", "also"), ("a", "also"), ("adverb", "<ADV>"), ("many", "so+"), ("sign", "<PUNCT>"), ("is", "is so?")))
WORDS = "is are was been considered as to also so has have known called abbr aka Means means , : ( ’s cannot don't e.g."
sentences = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join)


@settings(deadline=None)
@given(sentences)
@example("it is also so so known as")
def test_the_cues_of_a_sentence_are_those_of_the_matcher(text: str) -> None:
    for sentence in split_sentences(entry("Any", text)[0]):
        for cues in (DEFINITORS, CUES, ODD):
            assert cues.find(sentence) == cues.match(sentence)


@settings(deadline=None)
@given(st.text(alphabet="Ab 9.’'(x)-_/\n\té😀ſ", max_size=40))
def test_words_are_spacys_tokens_with_their_places(text: str) -> None:
    doc = read_doc(text)
    assert read_words(doc) == [(t.text, t.lower_, t.idx, bool(t.whitespace_), t.text.isspace()) for t in doc]
    assert all(text[token.start : token.end] == token.text for token in tokenize(text))


@settings(deadline=None, max_examples=300)
@given(
    st.text(alphabet="Abis 9.’'(x)-_/:@\né€😀", max_size=30)
    | st.sampled_from(["U.S.A. don't", "10km c++ a.m. :-)", "cannot Im gonna wont ve km GB example com"])
)
def test_words_are_those_of_the_blank_pipeline_with_our_infixes(text: str) -> None:
    assert [word for word, *_ in read_words(read_doc(text))] == [token.text for token in pipeline()(text)]


@lru_cache
def pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(INFIXES).finditer
    return nlp
