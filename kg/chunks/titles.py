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
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kg.chunks.title_acronyms import LITTLE_WORDS, are_initials, expansion_start
from kg.chunks.title_habits import bold_leads, in_title_case, title_case_pages
from kg.chunks.title_joints import joined
from kg.chunks.title_phrases import Phrases
from kg.chunks.title_places import Place, Texts, Witnesses
from kg.chunks.title_slugs import AUXILIARIES, explicit_anchors, is_question, split_label, without_address
from kg.chunks.title_symbols import command_title, documented_here, family_name, symbol_title
from kg.chunks.title_tally import slug_of, without_code
from kg.chunks.title_words import Words
from kg.ids import SectionKey
from kg.records import Link, Section

_ORDERED = 0.9
_FEW_ENTRIES = 8
_LEFT_OUT = 2
_QUOTES = "\"“”'‘"
_ALWAYS = {"i": "I", "vs": "vs", "its": "its"}


def restore_titles(sections: Sequence[Section], links: Sequence[Link]) -> dict[SectionKey, str]:
    """Return every section's title: as it is where known, else restored from its anchor; '' without an anchor."""
    titles = {section.key: section.title for section in sections}
    pages: defaultdict[str, list[Section]] = defaultdict(list)
    for section in sections:
        if not section.title and section.anchor:
            pages[section.document].append(section)
    if not pages:
        return titles
    witnesses = _witnesses(sections, links, pages)
    linked = _linked_anchors(sections, links)
    for page, unknown in pages.items():
        titles.update(_page_titles(page, unknown, linked.get(page, ()), witnesses))
    return titles


def is_alphabetical(slugs: Sequence[str]) -> bool:
    """Tell whether a page's headings below the first stand in alphabetical order, as in a glossary."""
    pairs = list(pairwise(slugs[1:]))
    numbered = any(slug[:1].isdigit() for slug in slugs)
    return len(pairs) >= _FEW_ENTRIES and not numbered and sum(a <= b for a, b in pairs) >= _ORDERED * len(pairs)


def _page_titles(
    page: str, unknown: Sequence[Section], linked: Iterable[str], witnesses: Witnesses
) -> dict[SectionKey, str]:
    slugs = [without_address(section.anchor) for section in unknown]
    symbols = {symbol.name.rpartition(".")[2].lower() for section in unknown for symbol in section.symbols}
    heads = explicit_anchors(slugs, linked, symbols, witnesses.words.known)
    plain_terms, above, titles = is_alphabetical(slugs), "", {}
    for section, slug in zip(unknown, slugs, strict=True):
        label, rest = split_label(heads.get(slug, slug), above, slugs)
        above = label[:-2] if label.endswith(". ") else above
        first = section is unknown[0]
        capital = (first or not plain_terms) and label != "Usage: "
        title_case = capital and page in witnesses.title_case
        place = Place(section, page, capital=capital, first=first, title_case=title_case)
        titles[section.key] = label + _title(place, rest, witnesses)
    return titles


def _witnesses(sections: Sequence[Section], links: Sequence[Link], pages: Mapping[str, Sequence[Section]]) -> Witnesses:
    slugs = {page: [without_address(section.anchor) for section in unknown] for page, unknown in pages.items()}
    heads = {page: unknown[0].key for page, unknown in pages.items()}
    top = {
        section.key: heads[section.document] for section in sections if not section.anchor and section.document in heads
    }
    texts: defaultdict[SectionKey, Counter[str]] = defaultdict(Counter)
    for link in links:
        if link.target_section is not None and link.kind != "symbol":
            texts[top.get(link.target_section, link.target_section)][" ".join(link.text.split()).strip(_QUOTES)] += 1
    for key, leads in _repeated(sections, pages).items():
        texts[key].update(leads)
    running = [without_code(section) for section in sections]
    every = {slug for of_page in slugs.values() for slug in of_page}
    every |= {expansion for slug in every if (expansion := _expansion(slug))}
    words = Words(sections, running, slugs)
    return Witnesses(
        words,
        Phrases([(s.document, text) for s, text in zip(sections, running, strict=True)], sorted(every)),
        texts,
        _title_case(sections, texts, words),
    )


def _repeated(sections: Iterable[Section], pages: Mapping[str, Sequence[Section]]) -> dict[SectionKey, list[str]]:
    """Return the bold leads of a page that repeat one of its headings, by that heading's section."""
    found: defaultdict[SectionKey, list[str]] = defaultdict(list)
    keys = {page: {without_address(own.anchor): own.key for own in unknown} for page, unknown in pages.items()}
    for section in sections:
        for lead in bold_leads(section) if section.document in keys else ():
            if key := keys[section.document].get(slug_of(lead)):
                found[key].append(lead)
    return found


def _title_case(sections: Sequence[Section], texts: Texts, words: Words) -> frozenset[str]:
    headings: defaultdict[str, list[str]] = defaultdict(list)
    for section in sections:
        slug = without_address(section.anchor)
        headings[section.document] += [text for text in texts.get(section.key, ()) if slug_of(text) == slug]
    return title_case_pages(sections, headings, words)


def _expansion(slug: str) -> str:
    words = slug.split("-")
    start = expansion_start(words[:-1], words[-1])
    return "" if start is None else "-".join(words[start:-1])


def _linked_anchors(sections: Sequence[Section], links: Sequence[Link]) -> dict[str, set[str]]:
    """Return the fragments that links ask for, by page."""
    documents = {section.key: section.document for section in sections}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        target = link.target_section or (link.section if link.href.startswith("#") else None)
        if target is not None and "#" in link.href:
            found[documents[target]].add(link.href.partition("#")[2])
    return found


def _title(place: Place, slug: str, witnesses: Witnesses) -> str:
    of_section: Mapping[str, int] = witnesses.texts.get(place.section.key, {})
    texts = {text: n for text, n in of_section.items() if slug_of(text) == slug} or _within(of_section, slug)
    text = max(texts, key=lambda text: (texts[text], text), default="")
    if known := documented_here(place.section, slug) or command_title(text, place.section, slug, witnesses):
        return known
    spelled = text or witnesses.phrases.on_page(place.page, slug) or witnesses.phrases.spelling(slug) or ""
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
    found = {}
    for text, count in texts.items():
        words = text.split()
        for start in range(len(words) if "-" in slug else 0):
            inner = " ".join(words[start : start + slug.count("-") + 1]).strip("?!.,:;\"'`")
            if slug_of(inner) == slug and inner != inner.lower():
                found[inner] = count
    return found


def _composed(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> str:
    words = [token for token in tokens if token]
    start, short = _short_form(words, witnesses) if words == tokens else (None, None)
    if short is None or start is None:
        text = _begun(joined(tokens, _spelled(tokens, place, witnesses), witnesses), place, witnesses)
        return text + "?" if is_question(words) else text
    tokens = tokens[:-1]
    long = "-".join(tokens[start:])
    titled, whole = witnesses.phrases.on_page(place.page, long), witnesses.phrases.spelling(long)
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
        return start, witnesses.words.acronym(short, initials=initials)
    start = expansion_start(long[:-1], short) if len(long) > _LEFT_OUT else None
    return start, witnesses.words.acronym(short) if start is not None else None


def _spelled(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> list[str]:
    """Spell each word in the way of its place: in Title Case, or beside its neighbours."""
    parts = _beside(tokens, place, witnesses)
    return in_title_case(parts, witnesses.words) if place.title_case else parts


def _beside(tokens: Sequence[str], place: Place, witnesses: Witnesses) -> list[str]:
    """Spell each word beside its neighbours; a capital it has only from them needs a neighbour with a capital."""
    alone = [
        _ALWAYS.get(word) or (word if word in LITTLE_WORDS or not word else witnesses.words.form(word, place.page))
        for word in tokens
    ]
    parts = list(alone)
    for at, (left, word, right) in enumerate(zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False)):
        if word and word not in _ALWAYS and word not in LITTLE_WORDS:
            certain = alone[at].lower() != word or witnesses.words.is_habit(word, alone[at], place.page)
            parts[at] = alone[at] if certain else witnesses.phrases.word(left, word, right) or alone[at]
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
        usual = witnesses.words.form(first.lower(), place.page)
        of_place_only = usual == first.lower() and first[1:] == first[1:].lower() and rest == rest.lower()
        return usual + space + rest if of_place_only else text
    start, hyphen, end = first.partition("-")
    start = start if hyphen else witnesses.words.first_form(start.lower(), start)
    first, text = start + hyphen + end, start + text[len(start) :]
    if "_" in first or start[1:] != start[1:].lower() or (not hyphen and witnesses.words.begins_small(first)):
        return text
    return text[:1].upper() + text[1:]
