"""Chunk ids and addresses: where in which document a chunk stands.

    16_37_0           document 16, section 37, chunk 0                     a row of a chunk table
    docs:16_37_0      the same where several tables were read              the table's name in front
    guide/a.md#3      the fourth section of a page                         a Markdown tree

An address that is not absolute stands below `base_iri` + "doc/".
"""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from kg.ids import Iri, clean_iri
from kg.records import JoinedDocument

_TABLE = re.compile(r"(?:(.+):)?([0-9]{1,18})_([0-9]{1,18})_([0-9]{1,18})")
_TREE = re.compile(r"(?P<page>.+)#(?P<section>[0-9]{1,18})", re.DOTALL)
_ABSOLUTE = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LAST = 10**18
_PLAIN = re.compile(r"[!#$&-;=?-Z_a-z~]*")
_NOT_IN_IRI = re.compile(r"[\[\]\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")


class ChunkAddress(NamedTuple):
    """A chunk id taken apart. `page` is the document's part of the id, `key` the section's, `order` sorts pages."""

    order: tuple[str, int, str]
    page: str
    section: int
    number: int
    key: str


def read_chunk_id(chunk_id: str) -> ChunkAddress | None:
    """Take a chunk id apart; None where it is malformed.

    >>> read_chunk_id("16_37_0").key, read_chunk_id("a/b.md#2").page, read_chunk_id("16_37")
    ('16_37', 'a/b.md', None)
    """
    if table := _TABLE.fullmatch(chunk_id):
        name, page, section, number = table.groups()
        document, begun = int(page), int(section)
        page = f"{name}:{document}" if name else str(document)
        return ChunkAddress((name or "", document, ""), page, begun, int(number), f"{page}_{begun}")
    if tree := _TREE.fullmatch(chunk_id):
        return ChunkAddress(("", 0, tree["page"]), tree["page"], int(tree["section"]), 0, chunk_id)
    return None


def page_of_id(chunk_id: str) -> str | None:
    """Return the document's part of a chunk id; None where the id is malformed."""
    address = read_chunk_id(chunk_id)
    return address.page if address else None


DocumentOrder = tuple[tuple[str, int, str], int, int, str]


def own_section(key: str) -> ChunkAddress:
    """Return the address of a chunk whose id is malformed: a section of its own behind all others."""
    return ChunkAddress(("", _LAST, key), key, 0, 0, key)


def document_order(document: JoinedDocument) -> DocumentOrder:
    """Return what sorts documents as their chunks' ids do: by the first chunk of each."""
    if not document.passages:
        return ("", 0, ""), 0, 0, ""
    first = document.passages[0]
    chunk_id = first.pieces[0].chunk_id if first.pieces else ""
    address = read_chunk_id(chunk_id) or own_section(first.key)
    return address.order, address.section, address.number, chunk_id


def page_address(url: str) -> str:
    """Return the page of an address, without slashes at its end."""
    return url.strip().partition("#")[0].rstrip("/")


def split_address(url: str) -> tuple[str, str]:
    """Split an address into the page, without slashes at its end, and the anchor.

    >>> split_address("https://example.org/glossary/#stride")
    ('https://example.org/glossary', 'stride')
    """
    return page_address(url), unquote(url.strip().partition("#")[2])


def page_iri(page: str, base_iri: str) -> Iri:
    """Return a page's IRI: its address, else its path below `base_iri` + "doc/"."""
    return _valid(page if _ABSOLUTE.match(page) else base_iri.rstrip("/#") + "/doc/" + page.strip("/"))


def section_iri(url: str, page: Iri) -> Iri:
    """Return a section's IRI: its page with the anchor; a section without one has a slash (or `#`) to tell it apart."""
    before, sharp, anchor = url.strip().partition("#")
    slash = "/" if before.endswith("/") or not _ABSOLUTE.match(before) else ""
    if sharp and anchor:
        return _valid(f"{page}{slash}#{anchor.replace('#', '%23')}")
    return Iri(page + (slash or "#"))


def path_of(source: str) -> str:
    """Return the path of a page that has no address: its source without the suffix.

    >>> path_of("guide/install.md")
    'guide/install'
    """
    folder, slash, name = source.replace("\\", "/").strip("/").rpartition("/")
    stem = name.rpartition(".")[0] or name
    return folder + slash + stem or "page"


def _valid(address: str) -> Iri:
    if _PLAIN.fullmatch(address):
        return Iri(address)
    encoded = _NOT_IN_IRI.sub(lambda m: quote(m[0].encode("utf-8", "replace"), safe=""), address)
    return clean_iri(_STRAY_PERCENT.sub("%25", encoded))
