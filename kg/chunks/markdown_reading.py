"""What the parser found in one text: blocks, marks, links, anchors, headings, and the stretches that are words."""

from typing import NamedTuple

from kg.records import Block, Mark


class Anchor(NamedTuple):
    """A name a link can ask for, where it stands, and where to its content moved if a map of moved names says so.

    A `label` (MyST) is known on all pages.
    """

    name: str
    at: int
    moved_to: str = ""
    label: bool = False


class Found(NamedTuple):
    """A link as it stands. `form`: `inline`, `reference`, `autolink`, `symbol`, `html`, or `role:NAME` (MyST)."""

    form: str
    href: str
    text: str
    start: int
    end: int


class Heading(NamedTuple):
    """A heading inside the text (tables of chunks keep those the cutter did not cut at)."""

    text: str
    start: int
    end: int


class Reading(NamedTuple):
    """What the parser found in one text; every list is in text order. `words` are the stretches prose keeps,
    `cuts` the markup inside them."""

    blocks: list[Block]
    marks: list[Mark]
    links: list[Found]
    anchors: list[Anchor]
    headings: list[Heading]
    words: list[tuple[int, int]]
    cuts: list[tuple[int, int]]
    too_deep: list[int]
