"""Definitions, names and relations by a trained pipeline (`--spacy-model NAME`): patterns over dependencies.

    A pod is the smallest unit.           be     > nsubj subject, > attr genus
    A pod refers to a unit.               refer  > nsubj subject, > prep "to" > pobj genus
    A pod is known as a cell.             know   > nsubjpass subject, > prep "as" > pobj name
    A pod belongs to a cluster.           belong > nsubj subject, > prep "to" > pobj part_of

The labels are those of spaCy's English pipelines (ClearNLP style); the operators are Semgrex's, see spaCy's
DependencyMatcher. Heads found here become noun phrases over our own tokens, so that both ways give the same records.
The rules without a model come first: what a parse adds is read only where they find nothing in a sentence. A verb in a
relative clause has the relative word for its subject, so that such clauses give nothing.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import SettingError
from kg.syntax.phrases import NounPhrase, phrase_of
from kg.syntax.sentences import Sentence
from kg.syntax.tokens import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import DependencyMatcher
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

Edge = tuple[str, str, str, Mapping[str, Any]]


class Rule(NamedTuple):
    """A pattern: the verb's lemmas, edges (from, to, dependency, more attributes), and the node that is read out."""

    form: str
    verbs: tuple[str, ...]
    edges: tuple[Edge, ...]
    wanted: str


RULES: tuple[Rule, ...] = (
    Rule("copula", ("be",), (("verb", "subject", "nsubj", {}), ("verb", "genus", "attr", {})), "genus"),
    Rule(
        "refers", ("refer",),
        (("verb", "subject", "nsubj", {}), ("verb", "to", "prep", {"LOWER": "to"}), ("to", "genus", "pobj", {})),
        "genus",
    ),
    Rule(
        "denotes", ("denote", "designate", "signify", "mean", "describe"),
        (("verb", "subject", "nsubj", {}), ("verb", "genus", "dobj", {})), "genus",
    ),
    Rule(
        "defined", ("define", "describe", "characterize", "regard", "see", "view"),
        (("verb", "subject", "nsubjpass", {}), ("verb", "as", "prep", {"LOWER": "as"}), ("as", "genus", "pobj", {})),
        "genus",
    ),
    Rule(
        "called", ("call", "term", "name", "dub"),
        (("verb", "subject", "nsubjpass", {}), ("verb", "name", "oprd", {})), "name",
    ),
    Rule(
        "called", ("know", "refer"),
        (("verb", "subject", "nsubjpass", {}), ("verb", "as", "prep", {"LOWER": "as"}), ("as", "name", "pobj", {})),
        "name",
    ),
    Rule(
        "part_of", ("be",),
        (
            ("verb", "subject", "nsubj", {}),
            ("verb", "part", "attr", {"LEMMA": {"IN": ["part", "component", "element"]}}),
            ("part", "of", "prep", {"LOWER": "of"}), ("of", "part_of", "pobj", {}),
        ),
        "part_of",
    ),
    Rule(
        "part_of", ("belong",),
        (("verb", "subject", "nsubj", {}), ("verb", "to", "prep", {"LOWER": "to"}), ("to", "part_of", "pobj", {})),
        "part_of",
    ),
    Rule(
        "used_for", ("use", "apply", "employ"),
        (
            ("verb", "subject", "nsubjpass", {}), ("verb", "for", "prep", {"LOWER": {"IN": ["for", "in"]}}),
            ("for", "used_for", "pobj", {}),
        ),
        "used_for",
    ),
    Rule(
        "contrast", ("differ",),
        (
            ("verb", "subject", "nsubj", {}), ("verb", "from", "prep", {"LOWER": "from"}),
            ("from", "contrast", "pobj", {}),
        ),
        "contrast",
    ),
    Rule(
        "narrower", ("include",),
        (("verb", "subject", "nsubj", {}), ("verb", "narrower", "dobj", {})), "narrower",
    ),
)  # fmt: skip
_PREMODIFIERS = frozenset(
    ["det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "predet", "punct"]
)


class Reading(NamedTuple):
    """What one rule read in a sentence: token ranges are of our own tokens. `wanted`: `genus`, `name` or a relation."""

    form: str
    wanted: str
    subject: NounPhrase
    phrases: tuple[NounPhrase, ...]


class Parser:
    """A trained pipeline and the patterns compiled for it."""

    def __init__(self, pipeline: "Language") -> None:
        self.pipeline = pipeline

    @cached_property
    def _matcher(self) -> "DependencyMatcher":
        return compile_rules(self.pipeline.vocab)

    def read(self, sentence: Sentence) -> list[Reading]:
        """Parse a sentence and return what the rules read, in the order of `RULES`."""
        return read_parse(self.pipeline(sentence.text), sentence.tokens, self._matcher)


@lru_cache(maxsize=1)
def load_parser(name: str) -> Parser | None:
    """Load an installed trained pipeline; None for an empty name.

    Raises `SettingError` where the pipeline is not installed or has no parser.
    """
    if not name:
        return None
    import spacy

    try:
        pipeline = spacy.load(name)
    except OSError:
        raise SettingError(
            "spacy_model", f"no pipeline {name!r} is installed", "install it as a package first"
        ) from None
    if "parser" not in pipeline.pipe_names:
        raise SettingError("spacy_model", f"pipeline {name!r} has no parser", "allowed: a pipeline that parses English")
    return Parser(pipeline)


def compile_rules(vocab: Any) -> "DependencyMatcher":
    """Compile `RULES` for the vocabulary of a pipeline."""
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    for number, rule in enumerate(RULES):
        verb = {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": list(rule.verbs)}}}
        matcher.add(str(number), [[verb, *(_edge(*edge) for edge in rule.edges)]])
    return matcher


def _edge(left: str, right: str, dependency: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {"LEFT_ID": left, "REL_OP": ">", "RIGHT_ID": right, "RIGHT_ATTRS": {"DEP": dependency, **more}}


def read_parse(doc: "Doc", tokens: Sequence[Token], matcher: "DependencyMatcher") -> list[Reading]:
    """Return what the rules read in a parsed sentence whose own tokens are `tokens`."""
    readings: list[Reading] = []
    for key, nodes in sorted(matcher(doc), key=lambda match: (int(doc.vocab.strings[match[0]]), match[1])):
        rule = RULES[int(doc.vocab.strings[key])]
        places = dict(zip(("verb", *(edge[1] for edge in rule.edges)), nodes, strict=True))
        subject = _phrase(doc[places["subject"]], tokens)
        heads = [doc[places[rule.wanted]], *_conjuncts(doc[places[rule.wanted]])]
        phrases = tuple(phrase for head in heads if (phrase := _phrase(head, tokens)))
        if subject and phrases:
            readings.append(Reading(rule.form, rule.wanted, subject, phrases))
    return readings


def _conjuncts(head: "SpacyToken") -> list["SpacyToken"]:
    """Return the nouns joined to a head, and those joined to them."""
    return [noun for child in head.children if child.dep_ == "conj" for noun in (child, *_conjuncts(child))]


def _phrase(head: "SpacyToken", tokens: Sequence[Token]) -> NounPhrase | None:
    """Return the base noun phrase of a head over our own tokens; None for a pronoun or a clause."""
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
        return None
    first = min((child.left_edge.idx for child in head.lefts if child.dep_ in _PREMODIFIERS), default=head.idx)
    covered = [i for i, token in enumerate(tokens) if token.end > first and token.start < head.idx + len(head.text)]
    return phrase_of(tokens, covered[0], covered[-1] + 1) if covered else None
