"""Headings restored from their slugs.

A chunk table keeps of a heading only its slug. Letters and digits survive in it; capitals, signs and the difference
between a space and a hyphen do not. They are looked up, the surest witness first:

1. a symbol the section documents, a command            `[[autodoc]] TrainingArguments` under #trainingarguments
2. the text of a link to the section, a bold lead        [What's new?](#whats-new), **Lower Precision** on the page
3. the same words in running text                        "... with Flash Attention 2 and ..." for #flash-attention-2
4. word by word: how page and corpus write each word in mid-sentence, and what they put between two of them

then acronyms (title_acronyms.py), numbers, labels and questions (title_slugs.py) and the style of the place: a
glossary writes its terms as running text does, other pages begin with a capital, some use Title Case
(title_habits.py). What nothing bears witness to stays as in the slug, in sentence case.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.chunks.drafts import Draft
from kg.chunks.title_acronyms import LITTLE_WORDS, are_initials, expansion_start
from kg.chunks.title_habits import in_title_case, is_title_case
from kg.chunks.title_joints import joined
from kg.chunks.title_leads import bold_leads
from kg.chunks.title_oracle import oracle_of
from kg.chunks.title_phrases import on_page
from kg.chunks.title_places import Forms, PageSpellings, Place, Witnesses
from kg.chunks.title_questions import Questions, questions_of_page, record, would_answer
from kg.chunks.title_slugs import AUXILIARIES, explicit_anchors, is_question, split_label, without_address
from kg.chunks.title_spelling import slug_of
from kg.chunks.title_symbols import command_title, documented_here, family_name, symbol_title
from kg.chunks.title_tables import Tables
from kg.chunks.title_vocabulary import add_leads, merged_texts, repeated_headings
from kg.chunks.title_words import Words
from kg.records import Section

_ORDERED = 0.9
_FEW_ENTRIES = 8
_LEFT_OUT = 2
_ALWAYS = {"i": "I", "vs": "vs", "its": "its"}


def restore_titles(page: Draft, tables: Tables | None) -> tuple[list[str], bytes | None]:
    """Return the titles of a page's sections, and what the corpus was asked for them and answered (None: not asked)."""
    if tables is None:
        return [section.title for section in page.sections], None
    corpus = questions_of_page(oracle_of(tables))
    return titles_by(page, corpus), record(corpus)


def titles_by(page: Draft, corpus: Questions) -> list[str]:
    """Return the titles of a page's sections: as they are where known, else from the anchor; '' without one."""
    titles = [section.title for section in page.sections]
    unknown = [at for at, section in enumerate(page.sections) if not section.title and section.anchor]
    if unknown:
        sections = [page.sections[at] for at in unknown]
        restored = _page_titles(sections, corpus.fragments[page.iri], _witnesses(page, sections, corpus))
        for at, title in zip(unknown, restored, strict=True):
            titles[at] = title
    return titles


def titles_hold(answers: bytes | None, tables: Tables | None) -> bool:
    """Tell whether an unchanged page gets the titles again that it got when the corpus gave these answers."""
    if answers is None or tables is None:
        return answers is None and tables is None
    return would_answer(oracle_of(tables), answers)


def is_alphabetical(slugs: Sequence[str]) -> bool:
    """Tell whether a page's headings below the first stand in alphabetical order, as in a glossary."""
    pairs = list(pairwise(slugs[1:]))
    numbered = any(slug[:1].isdigit() for slug in slugs)
    return len(pairs) >= _FEW_ENTRIES and not numbered and sum(a <= b for a, b in pairs) >= _ORDERED * len(pairs)


def _page_titles(unknown: Sequence[Section], linked: Sequence[str], witnesses: Witnesses) -> list[str]:
    slugs = [without_address(section.anchor) for section in unknown]
    symbols = {symbol.name.rpartition(".")[2].lower() for section in unknown for symbol in section.symbols}
    heads = explicit_anchors(slugs, linked, symbols, witnesses.corpus)
    plain_terms, above, titles = is_alphabetical(slugs), "", []
    for section, slug in zip(unknown, slugs, strict=True):
        label, rest = split_label(heads.get(slug, slug), above, slugs)
        above = label[:-2] if label.endswith(". ") else above
        first = section is unknown[0]
        capital = (first or not plain_terms) and label != "Usage: "
        place = Place(section, capital=capital, first=first, title_case=capital and witnesses.title_case)
        titles.append(label + _title(place, rest, witnesses))
    return titles


def _witnesses(page: Draft, unknown: Sequence[Section], corpus: Questions) -> Witnesses:
    """Put what the corpus and the page itself say of its slugs together."""
    own = page.spellings or PageSpellings({}, {})
    lost = [(section.key, without_address(section.anchor)) for section in unknown]
    titled = [(s.key, without_address(s.anchor)) for s in page.sections if s.title and s.anchor]
    bare = [section.key for section in page.sections if not section.anchor]
    leads = [lead for section in page.sections for lead in bold_leads(section)]
    texts = merged_texts(lost, bare, corpus.texts[page.iri])
    add_leads(texts, lost, leads)
    title_case = is_title_case([*leads, *repeated_headings(texts, (*lost, *titled))], corpus)
    words = Words(corpus, own.words, [section.prose for section in page.sections])
    return Witnesses(corpus, words, own.phrases, texts, title_case)


def _title(place: Place, slug: str, witnesses: Witnesses) -> str:
    of_section: Forms = witnesses.texts.get(place.section.key, {})
    texts = {text: n for text, n in of_section.items() if slug_of(text) == slug} or _within(of_section, slug)
    text = max(texts, key=lambda text: (texts[text], text), default="")
    if known := documented_here(place.section, slug) or command_title(text, place.section, slug, witnesses):
        return known
    spelled = text or on_page(witnesses.phrases, slug) or witnesses.corpus.spelling[slug] or ""
    if spelled != spelled.lower():
        return _begun(spelled, place, witnesses)
    if symbol := symbol_title(slug, place, witnesses):
        return symbol
    if text and not place.title_case:
        return _begun(text, place, witnesses)
    before, dash, after = slug.partition("---")
    text = _composed(before.split("-"), place, witnesses)
    return f"{text} - {_composed(after.split('-'), place._replace(capital=False), witnesses)}" if dash else text


def _within(texts: Mapping[str, int], slug: str) -> dict[str, int]:
    """Return the words of a slug found inside link texts: "input IDs" in "What are input IDs?"."""
    found: dict[str, int] = {}
    for text, count in texts.items():
        words = text.split()
        for start in range(len(words) if "-" in slug else 0):
            inner = " ".join(words[start : start + slug.count("-") + 1]).strip("?!.,:;\"'`")
            if slug_of(inner) == slug and inner != inner.lower():
                found[inner] = found.get(inner, 0) + count
    return found


def _composed(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> str:
    words = [token for token in tokens if token]
    start, short = _short_form(words, witnesses) if words == tokens else (None, None)
    if short is None or start is None:
        text = _begun(joined(tokens, _spelled(tokens, place, witnesses), witnesses), place, witnesses)
        return text + "?" if is_question(words) else text
    tokens = tokens[:-1]
    long = "-".join(tokens[start:])
    titled, whole = on_page(witnesses.phrases, long), witnesses.corpus.spelling[long]
    parts = [t if t == words[-1] else part for t, part in zip(tokens, _spelled(tokens, place, witnesses), strict=True)]
    if place.capital and titled:
        return f"{_begun(' '.join([*parts[:start], titled]), place, witnesses)} ({short})"
    if place.capital:
        parts[start:] = [part if part in LITTLE_WORDS else part[:1].upper() + part[1:] for part in parts[start:]]
    elif whole:
        parts[start:] = re.split("[ -]", whole)
    return f"{_begun(joined(tokens, parts, witnesses), place, witnesses)} ({short})"


def _short_form(words: Sequence[str], witnesses: Witnesses) -> tuple[int | None, str | None]:
    """Return where the long form of a last word that is an acronym begins, and the acronym's spelling.

    One that running text knows may leave out a last word of the long form: inverted file index (IVF).
    """
    *long, short = words or [""]
    start = expansion_start(long, short)
    if start is not None:
        initials = short not in AUXILIARIES | LITTLE_WORDS and are_initials(long[start:], short)
        return start, witnesses.corpus.acronym[short, initials]
    start = expansion_start(long[:-1], short) if len(long) > _LEFT_OUT else None
    return start, witnesses.corpus.acronym[short, False] if start is not None else None


def _spelled(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> list[str]:
    """Spell each word in the way of its place: in Title Case, or beside its neighbours."""
    parts = _beside(tokens, place, witnesses)
    return in_title_case(parts, witnesses.corpus) if place.title_case else parts


def _beside(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> list[str]:
    """Spell each word beside its neighbours; a capital it has only from them needs a neighbour with a capital."""
    alone = [
        _ALWAYS.get(word) or (word if word in LITTLE_WORDS or not word else witnesses.words.form(word))
        for word in tokens
    ]
    parts = list(alone)
    for at, (left, word, right) in enumerate(zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False)):
        if word and word not in _ALWAYS and word not in LITTLE_WORDS:
            certain = alone[at].lower() != word or witnesses.words.is_habit(word, alone[at])
            parts[at] = alone[at] if certain else witnesses.corpus.word_beside[left, word, right] or alone[at]
    for at, (part, usual) in enumerate(zip(list(parts), alone, strict=True)):
        beside = parts[max(0, at - 1) : at] + parts[at + 1 : at + 2]
        named = any(other != other.lower() or other.isdigit() for other in beside)
        if part != usual and usual == usual.lower() and not named:
            parts[at] = usual
    return [
        part if word in _ALWAYS or word in LITTLE_WORDS else family_name(word, place.section) or part
        for word, part in zip(tokens, parts, strict=True)
    ]


def _begun(text: str, place: Place, witnesses: Witnesses) -> str:
    """Begin a heading as its page does; names that begin small (mT5, init_empty_weights) stay.

    On a page of plain terms a capital stays only where the first word has it in mid-sentence.
    """
    first, space, rest = text.partition(" ")
    if not place.capital:
        usual = witnesses.words.form(first.lower())
        of_place_only = usual == first.lower() and first[1:] == first[1:].lower() and rest == rest.lower()
        return usual + space + rest if of_place_only else text
    start, hyphen, end = first.partition("-")
    start = start if hyphen else witnesses.words.first_form(start.lower(), start)
    first, text = start + hyphen + end, start + text[len(start) :]
    if "_" in first or start[1:] != start[1:].lower() or (not hyphen and witnesses.corpus.begins_small[first]):
        return text
    return text[:1].upper() + text[1:]
