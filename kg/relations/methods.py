"""The table of methods: what each proposes, how often it is right, where the idea comes from.

`weight` is (right + 1) / (judged + 2), Laplace's rule of succession, over the statements that docs/methods.md counts
with date and command; 0.95 at most, since the rules were written with these texts at hand, and 0.8 at most for a
method with fewer than three statements. A method that nobody has seen propose anything yet has 0.8, its family's usual.
Names carry their own weight, given where they are read (`kg.concepts.names`).
"""

from typing import NamedTuple


class Method(NamedTuple):
    """A way to read a relation: `weight` is the probability that a statement it proposes is right."""

    name: str
    relation: str
    weight: float
    source: str


HEARST = "Hearst 1992, Automatic Acquisition of Hyponyms from Large Text Corpora"
GENUS = "Navigli & Velardi 2010, Learning Word-Class Lattices for Definition and Hypernym Extraction"
PARTS = "Girju, Badulescu & Moldovan 2006, Automatic Discovery of Part-Whole Relations"
TELIC = "Pustejovsky 1991, The Generative Lexicon (telic role)"
OPPOSITION = "Mann & Thompson 1988, Rhetorical Structure Theory (contrast)"
OWN = "this project"

PARSED = "Chambers et al. 2007, Learning Alignments and Leveraging Natural Logic (Semgrex)"
METHODS: tuple[Method, ...] = (
    Method("genus", "broader", 0.95, GENUS),
    Method("genus_head", "broader", 0.9, GENUS),
    Method("hearst_text", "broader", 0.94, HEARST),
    Method("genus_own_head", "narrower", 0.67, GENUS),
    Method("examples_of", "narrower", 0.95, HEARST),
    Method("common_kinds", "narrower", 0.95, HEARST),
    Method("called_kind", "narrower", 0.8, HEARST),
    Method("are_examples", "narrower", 0.95, HEARST),
    Method("take_example", "narrower", 0.83, HEARST),
    Method("such_as", "narrower", 0.81, HEARST),
    Method("and_other", "narrower", 0.75, HEARST),
    Method("genus_brackets", "narrower", 0.8, HEARST),
    Method("genus_like", "narrower", 0.89, HEARST),
    Method("can_be", "narrower", 0.95, HEARST),
    Method("kinds_listed", "narrower", 0.95, HEARST),
    Method("there_are", "narrower", 0.88, HEARST),
    Method("kinds_bulleted", "narrower", 0.9, HEARST),
    Method("is_one", "narrower", 0.95, HEARST),
    Method("all_brackets", "narrower", 0.8, HEARST),
    Method("refers_to_kind", "narrower", 0.75, HEARST),
    Method("is_same_head", "narrower", 0.75, HEARST),
    Method("include", "narrower", 0.94, HEARST),
    Method("genus_tail", "narrower", 0.86, HEARST),
    Method("mark_brackets", "narrower", 0.8, HEARST),
    Method("unlike", "contrast", 0.93, OPPOSITION),
    Method("differs_from", "contrast", 0.94, OPPOSITION),
    Method("contrasts_with", "contrast", 0.93, OPPOSITION),
    Method("confused_with", "contrast", 0.86, OPPOSITION),
    Method("not_same_as", "contrast", 0.86, OPPOSITION),
    Method("versus", "contrast", 0.8, OPPOSITION),
    Method("opposite_of", "contrast", 0.91, OPPOSITION),
    Method("rather_than", "contrast", 0.8, OPPOSITION),
    Method("in_contrast", "contrast", 0.83, OPPOSITION),
    Method("whereas", "contrast", 0.88, OPPOSITION),
    Method("while", "contrast", 0.67, OPPOSITION),
    Method("part_of", "part_of", 0.95, PARTS),
    Method("belongs_to", "part_of", 0.75, PARTS),
    Method("contained_in", "part_of", 0.67, PARTS),
    Method("genus_part_of", "part_of", 0.8, PARTS),
    Method("part_of_fragment", "part_of", 0.8, PARTS),
    Method("used_for", "used_for", 0.95, TELIC),
    Method("used_actively", "used_for", 0.8, TELIC),
    Method("genus_used_for", "used_for", 0.79, TELIC),
    Method("useful_for", "used_for", 0.67, TELIC),
    Method("uses_listed", "used_for", 0.67, TELIC),
    Method("applied_in", "used_for", 0.75, TELIC),
    Method("parsed_narrower", "narrower", 0.8, PARSED),
    Method("parsed_contrast", "contrast", 0.8, PARSED),
    Method("parsed_part_of", "part_of", 0.8, PARSED),
    Method("parsed_used_for", "used_for", 0.8, PARSED),
    Method("related_link", "related", 0.94, "Mihalcea & Csomai 2007, Wikify!"),
    Method("page_link", "related", 0.94, "Milne & Witten 2008, relatedness from links"),
    Method("page_name", "related", 0.83, "Spärck Jones 1972, tf-idf"),
    Method("link", "links_to", 1.0, OWN),
    Method("autodoc", "documents", 1.0, OWN),
    Method("autodoc_member", "part_of", 1.0, OWN),
    Method("dotted_name", "part_of", 1.0, OWN),
    Method("requires_link", "requires", 0.71, "Gordon et al. 2016, Modeling Concept Dependencies"),
    Method("requires_mention", "requires", 0.8, "Gordon et al. 2016, Modeling Concept Dependencies"),
)
METHOD: dict[str, Method] = {method.name: method for method in METHODS}
