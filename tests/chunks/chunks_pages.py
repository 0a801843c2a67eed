"""Joined pages made by hand, as `join_chunks` would give them: a table's (no headings) and a tree's."""

from kg.chunks.parse import parse
from kg.chunks.slugs import DIALECTS
from kg.ids import Iri, SectionKey
from kg.records import JoinedDocument, Passage, Piece, Section

SITE = "https://docs.example.org/lib/en"


def table(*texts: str, path: str = "a", number: int = 0, anchors: tuple[str, ...] = ()) -> JoinedDocument:
    """A page of a chunk table: the first section has no anchor, the others `s1`, `s2` or what is given."""
    iri = f"{SITE}/{path}"
    names = ["", *(anchors or tuple(f"s{n}" for n in range(1, len(texts))))]
    passages = tuple(
        Passage(
            SectionKey(f"{number}_{n}"), Iri(f"{iri}/#{name}" if name else f"{iri}/"), name, None, None, text,
            (Piece(f"{number}_{n}_0", 0, len(text)),), n,
        )
        for n, (name, text) in enumerate(zip(names, texts, strict=True))
    )  # fmt: skip
    return JoinedDocument(Iri(iri), f"/home/me/docs/source/en/{path}.md", f"{iri}/", passages)


def page(*sections: tuple[str, int, str], path: str = "a", source: str = "") -> JoinedDocument:
    """A page of a Markdown tree: (heading, level, text) per section; GitHub's anchors, as the reader sets them."""
    iri = f"https://w3id.org/doc-concept-graph/id/doc/{path}"
    passages = []
    seen: dict[str, int] = {}
    for number, (title, level, text) in enumerate(sections):
        slug = DIALECTS[0].slug(title)
        anchor = f"{slug}-{seen[slug]}" if slug in seen else slug
        seen[slug] = seen.get(slug, 0) + 1
        passages.append(
            Passage(
                SectionKey(f"{path}.md#{number}"), Iri(f"{iri}/#{anchor}"), anchor, title, level, text,
                (Piece(f"{path}.md#{number}", 0, len(text)),), number,
            )
        )  # fmt: skip
    return JoinedDocument(Iri(iri), source or f"{path}.md", f"{path}/", tuple(passages))


def parse_one(text: str, source: str = "a.md") -> Section:
    """Parse one section of a tree."""
    return parse([page(("Title", 1, text), source=source)]).sections[0]
