"""Sentences, tokens, noun phrases: the only package that knows spaCy. Used by concepts and relations.

split_sentences(section)        Sentence: text as read, .tokens (lazy), .span(start, end) -> Span in section.text
noun_phrase(tokens, at)         NounPhrase that begins at a token: label without article, singular
noun_list(tokens, at)           the phrases of "A, B, and C", and the token behind
reduce_phrase(tokens, phrase)   "a type of layer" -> "layer": bleached heads give what they classify
Cues(table).find(sentence)      spaCy Matcher over a table of patterns
prepare()                       loads spaCy, which happens by itself when it is first needed
"""

from kg.syntax.classifiers import reduce_phrase
from kg.syntax.cues import Cue, Cues
from kg.syntax.joints import skip_parenthesis
from kg.syntax.lexicon import classes, inflections, is_plural, lemma, singular_noun
from kg.syntax.lists import noun_list
from kg.syntax.loading import prepare
from kg.syntax.phrases import NounPhrase, join, noun_phrase, skip_determiner
from kg.syntax.sentences import Line, Sentence, split_sentences
from kg.syntax.tokens import Token

__all__ = [
    "Cue",
    "Cues",
    "Line",
    "NounPhrase",
    "Sentence",
    "Token",
    "classes",
    "inflections",
    "is_plural",
    "join",
    "lemma",
    "noun_list",
    "noun_phrase",
    "prepare",
    "reduce_phrase",
    "singular_noun",
    "skip_determiner",
    "skip_parenthesis",
    "split_sentences",
]
