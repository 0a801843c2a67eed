"""What sentences anywhere in the documentation say of concepts that no glossary explains.

    "Optimizers such as Adam and SGD ..."          Adam -broader-> optimizer      both ends are concepts
    "LoRA is used for fine-tuning large models"    LoRA -used_for-> ...           the concept opens the sentence

A glossary entry is the authority on its own concept, so running text adds nothing to what an entry says; and a concept
with a genus of its own gets no second one from a list it happens to stand in. Regular expressions pick the blocks that
can hold a pattern; only their sentences are parsed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.records import Block, Concept, Mention, Section
from kg.relations.contrast import find_contrasts
from kg.relations.cues import Cue
from kg.relations.examples import find_examples
from kg.relations.hearst import find_hyponyms
from kg.relations.lookups import has_genus
from kg.relations.page import Page
from kg.relations.parts import find_wholes
from kg.relations.phrases import Phrase, list_at, list_before
from kg.relations.readings import MARK, Reading, inward, opens_with_mark
from kg.relations.rules import resolve
from kg.relations.statements import Statement
from kg.relations.uses import find_uses
from kg.syntax import Sentence, is_plural
from kg.syntax.sentences import PROSE_BLOCKS

_CUE = re.compile(
    r"\b(?:such\s+as|including|especially|(?:and|or)\s+other"
    r"|[Uu]nlike|in\s+contrast\s+to|as\s+opposed\s+to|differs?\s+from"
    r"|confused\s+with|(?:part|component|member)s?\s+of|belongs?\s+to"
    r"|used\s+(?:\w+\s+)?(?:for|to|in)|useful\s+for|examples?\s+of)\b"
)
_NEAR = Cue((
    "such", "including", "especially", "other", "unlike", "contrast", "opposed", "differ", "confused", "part",
    "component", "member", "belong", "used", "useful", "example",
))  # fmt: skip
"""Of these words one stands in every cue."""
_BARE = re.compile(
    rf"^(?:Unlike\b[^,]*,\s+|In contrast to\b[^,]*,\s+|As opposed"
    rf" to\b[^,]*,\s+)?(?:(?:an?|the|most|some|many|all)\s+)?{MARK}",
    re.IGNORECASE,
)
_NAMES_KINDS = re.compile(r"such as|including|especially|other")
_SUCH_AS = re.compile(rf"{MARK}\s*,?\s+(?:such as|including|especially)\s+")
_PARTS_OF = re.compile(rf"\b(?!variet)[a-z]+s\s+of\s+(?:[\w-]+\s+)?{MARK}+$", re.IGNORECASE)
_OTHER = re.compile(rf",?\s+(?:and|or)\s+(?:any\s+|many\s+)?other\s+(?={MARK})")
FAMILIES = (find_examples, find_hyponyms, find_contrasts, find_wholes, find_uses)


def find_in_running_text(page: Page) -> Iterator[Statement]:
    """Propose what sentences outside glossaries say; cost is linear in the text, parsing only where a cue stands."""
    entries = {key for key, iri in page.entry_of.items() if page.known.concepts[iri].kind == "glossary"}
    for section in page.sections:
        if section.key in page.mentions_in and section.key not in entries:
            for sentence in page.sentences_in(section.key, _cued_blocks(section, page.mentions_in[section.key])):
                if _CUE.search(sentence.text):
                    yield from _read(page, sentence)


def _cued_blocks(section: Section, mentions: Sequence[Mention]) -> list[Block]:
    """Return the blocks with a mention and a cue, which are the only ones to be split."""
    starts = [mention.start for mention in mentions]
    named = [
        b
        for b in section.blocks
        if b.kind in PROSE_BLOCKS and bisect_left(starts, b.end) > bisect_left(starts, b.start)
    ]
    return [block for block in named if _is_cued(section.prose[block.start : block.end])]


def _is_cued(text: str) -> bool:
    return _NEAR.is_in(text) and _CUE.search(text) is not None


def _read(page: Page, sentence: Sentence) -> Iterator[Statement]:
    mentions = list(page.mentions_within(sentence.section, *sentence.span()))
    if not mentions:
        return
    if _NAMES_KINDS.search(sentence.text):
        for iri in dict.fromkeys(mention.concept for mention in mentions):
            yield from _hyponyms(page, _marked(page, sentence, page.known.concepts[iri], mentions))
    first = page.known.concepts[mentions[0].concept]
    if first.kind != "glossary" and page.entry_of.get(sentence.section) != first.iri:
        reading = _marked(page, sentence, first, mentions)
        if _BARE.match(reading.masked) and not _is_one_of_many(sentence.text, first):
            found = (statement for family in FAMILIES for statement in family(page, [reading]))
            yield from (s for s in found if s.relation != "contrast" or s.target is not None or _is_proper(s.label))


def _is_one_of_many(text: str, concept: Concept) -> bool:
    """Tell whether "The model can ..." speaks of one model, not of models."""
    return text.startswith(("The ", "This ")) and concept.label.islower() and " " not in concept.label


def _is_proper(label: str) -> bool:
    """Tell whether words are a name: "prior work" is opposed to every paper's subject and says nothing."""
    return any(char.isupper() for char in label)


def _marked(page: Page, sentence: Sentence, concept: Concept, mentions: Sequence[Mention]) -> Reading:
    masked = sentence.text
    for mention in mentions:
        if mention.concept == concept.iri:
            start, end = inward(sentence, mention.start, mention.end)
            masked = masked[:start] + MARK * (end - start) + masked[end:]
    return Reading(concept, sentence, masked, number=1, about=opens_with_mark(masked), is_fragment=False)


def _hyponyms(page: Page, reading: Reading) -> Iterator[Statement]:
    """Both ends of "Y such as X" are concepts: X is a kind of Y."""
    for match in _SUCH_AS.finditer(reading.masked):
        if _is_class(reading, match.start()) and not _PARTS_OF.search(reading.masked, 0, match.start() + 1):
            yield from _kinds(page, reading, list_at(reading, match.end()))
    for match in _OTHER.finditer(reading.masked):
        yield from _kinds(page, reading, list_before(reading, match.start()))


def _is_class(reading: Reading, last: int) -> bool:
    """Tell whether the concept is named as a class here: in the plural, or behind "a"; and no product's name."""
    text = reading.sentence.text[: last + 1]
    begin = len(reading.masked[: last + 1].rstrip(MARK))
    surface = text[begin:].strip("\"“”'")
    common = surface[:1].islower() or surface[:-1].isupper() or not text[:begin].strip()
    return common and (
        is_plural(surface.split()[-1]) or bool(re.search(r"\b(?:an?|any|some)\s+(?:[\w-]+\s+)?$", text[:begin]))
    )


def _kinds(page: Page, reading: Reading, found: Sequence[Phrase]) -> Iterator[Statement]:
    above = reading.concept
    for phrase in found:
        kind = resolve(page, reading, phrase)
        if kind is not None and kind != above.iri and not _is_explained(page.known.concepts[kind]):
            sentence = reading.sentence
            proof = page.proof(sentence)
            yield Statement(kind, "broader", above.label, "hearst_text", sentence.section, *proof, target=above.iri)


def _is_explained(concept: Concept) -> bool:
    return concept.kind == "glossary" or has_genus(concept)
