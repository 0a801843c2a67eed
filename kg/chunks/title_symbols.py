"""Titles that are code: a symbol the corpus documents, or a command.

#trainingarguments    over [[autodoc]] TrainingArguments    TrainingArguments
#adamw-pytorch        over [[autodoc]] AdamW                AdamW (PyTorch)
#lamp-env-list        over "Run `lamp env-list`."           lamp env-list
"""

from kg.chunks.title_joints import joined
from kg.chunks.title_places import Place, Witnesses
from kg.chunks.title_spelling import slug_of
from kg.records import Section

_SHORT_WORD = 2


def documented_here(section: Section, slug: str) -> str:
    """Return the symbol that the section documents and its slug names; '' where none."""
    names = [name for symbol in section.symbols for name in (symbol.name, symbol.name.rpartition(".")[2])]
    return next((name for name in names if slug_of(name) == slug), "")


def symbol_title(slug: str, place: Place, witnesses: Witnesses) -> str:
    """Return the symbol that a slug names: one documented anywhere, one made of parts of others; '' where none."""
    if name := witnesses.corpus.documented[slug]:
        return name
    if place.section.symbols and "-" not in slug and (unseen := witnesses.corpus.symbol[slug]) != slug:
        return unseen
    return _qualified_symbol(slug, place, witnesses)


def command_title(text: str, section: Section, slug: str, witnesses: Witnesses) -> str:
    """Return the code a slug was made of (`accelerate tpu-config`): in a link's text, the section, the corpus; else ''.

    In the corpus it stands more often as code than in running text. Code that looks like a slug is no witness.
    """
    if "`" in text:
        return text.replace("`", "")
    words = slug.count("-") + 1
    for mark in section.marks if words > 1 else ():
        if mark.kind == "code" and 0 <= mark.end - mark.start - len(slug) <= words:
            code = " ".join(section.prose[mark.start : mark.end].split()).strip("\"'")
            if slug_of(code) == slug and code != slug:
                return code
    return witnesses.corpus.command[slug]


def _qualified_symbol(slug: str, place: Place, witnesses: Witnesses) -> str:
    """Restore "AdamW (PyTorch)" over the section that documents AdamW, "Sink Cache" over SinkCache.

    A page's first heading may be named after a symbol from anywhere: "Image Processor" of ImageProcessor.
    """
    for symbol in place.section.symbols:
        name = symbol.name.rpartition(".")[2]
        if slug.replace("-", "") == name.lower():
            humps = [word[:1].upper() + word[1:] for word in slug.split("-")]
            return " ".join(humps) if "".join(humps) == name else ""
        head, _, tail = slug.partition("-")
        if head == name.lower() and tail.isalnum():
            form = witnesses.words.form(tail)
            if form[1:] != form[1:].lower():
                return f"{name} ({form})"
    if "-" not in slug or "" in slug.split("-"):
        return ""
    humps = [word[:1].upper() + word[1:] for word in slug.split("-")]
    name = "".join(humps)
    known = place.first and witnesses.corpus.written[slug.replace("-", ""), name]
    usual = witnesses.corpus.spelling[slug] or name
    if not known and (usual.islower() or f"{name}`]" not in place.section.text):
        return ""
    return joined(slug.split("-"), humps, witnesses)


def family_name(word: str, section: Section) -> str:
    """Return the word as the symbols spell it that a section documents: Bert over BertModelOutput; '' where none."""
    for symbol in section.symbols:
        name = symbol.name.rpartition(".")[2]
        if len(word) > _SHORT_WORD and name.lower().startswith(word) and name[len(word) : len(word) + 1].isupper():
            return name[: len(word)]
    return ""
