"""A build of the generated corpus against the truth that was written with it.

Tables are read a part at a time, so that the size does not matter; labels are compared in small letters.

concepts    glossary terms, topics and symbols that are concepts of that kind; precision over glossary terms and symbols
            (a heading that is no topic in the truth may well be one)
alias       names of glossary terms
broader, part_of, contrast, used_for, documents     statements between these concepts (and kinds of use); a broader
            statement counts in either direction of speech, a contrast in both. Precision is over those between two
            concepts of the truth: what a build infers beyond the sentences is counted as false
links       by kind and target, with how often
mentions    places of terms and topics: the smaller of found and true for each, over the sum of the true (recall) and of
            the found (precision); `exact` is the share of terms and topics with exactly the true number
documents   the same for the number of pages that mention a concept
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

RELATIONS = ("broader", "part_of", "contrast", "used_for", "documents")
Statement = tuple[str, str, str]


def rows(path: Path, *columns: str) -> Iterator[dict[str, Any]]:
    """Yield a table's rows, a part at a time."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=20_000, columns=list(columns) or None):
        yield from batch.to_pylist()


def shares(right: int, true: int, found: int) -> dict[str, float | int]:
    return {
        "recall": round(right / max(1, true), 4), "precision": round(right / max(1, found), 4), "true": true,
        "found": found,
    }  # fmt: skip


def of_counts(true: Counter[Hashable], found: Counter[Hashable]) -> dict[str, float | int]:
    return shares((true & found).total(), true.total(), found.total())


def statement(source: str, relation: str, target: str) -> Statement:
    """Return a statement in one form: narrower the other way round, contrasts in the order of letters."""
    source, target = source.casefold(), target.casefold()
    if relation == "narrower":
        return target, "broader", source
    if relation == "contrast":
        source, target = sorted((source, target))
    return ("" if relation == "documents" else source), relation, target


class Truth:
    """The answers of a corpus."""

    def __init__(self, folder: Path) -> None:
        self.concepts = {row["label"].casefold(): row for row in rows(folder / "concepts.parquet")}
        self.kinds: dict[str, set[str]] = defaultdict(set)
        for label, row in self.concepts.items():
            self.kinds[row["kind"]].add(label)
        self.statements: dict[str, set[Statement]] = defaultdict(set)
        for row in rows(folder / "statements.parquet"):
            self.statements[row["relation"]].add(statement(row["source"], row["relation"], row["target"]))
        self.links = Counter({(row["kind"], row["target"]): row["times"] for row in rows(folder / "links.parquet")})

    def names(self) -> set[tuple[str, str]]:
        return {(source, target) for source, _, target in self.statements["alias"]}


def of_concepts(truth: Truth, build: Path) -> dict[str, Any]:
    found: dict[str, set[str]] = defaultdict(set)
    mentions: Counter[Hashable] = Counter()
    pages: Counter[Hashable] = Counter()
    names: set[tuple[str, str]] = set()
    for row in rows(build / "tables/concepts.parquet", "label", "aliases", "kind", "mentions", "documents"):
        label = row["label"].casefold()
        found[row["kind"]].add(label)
        if label not in truth.concepts or row["kind"] == "symbol":
            continue
        mentions[label] += row["mentions"]
        pages[label] += row["documents"]
        if row["kind"] == "glossary":
            names |= {(label, name.casefold()) for name in row["aliases"]}
    spoken = [label for kind in ("glossary", "topic") for label in truth.kinds[kind]]
    true_mentions = Counter({label: truth.concepts[label]["mentions"] for label in spoken})
    result = {kind: shares(len(truth.kinds[kind] & found[kind]), len(truth.kinds[kind]), len(found[kind]))
              for kind in ("glossary", "topic", "symbol")}  # fmt: skip
    exact = sum(mentions[label] == count for label, count in true_mentions.items()) / max(1, len(spoken))
    return {
        **result,
        "alias": shares(len(names & truth.names()), len(truth.names()), len(names)),
        "mentions": of_counts(true_mentions, mentions) | {"exact": round(exact, 4)},
        "documents": of_counts(Counter({label: truth.concepts[label]["documents"] for label in spoken}), pages),
    }


def of_relations(truth: Truth, build: Path) -> dict[str, Any]:
    found: dict[str, set[Statement]] = defaultdict(set)
    file, known = build / "tables/relations.parquet", {"", *truth.concepts}
    for row in rows(file, "source_label", "relation", "target_label"):
        one = statement(row["source_label"], row["relation"], row["target_label"])
        both = one[0] in known and (one[1] == "used_for" or one[2] in known)
        if one[1] in RELATIONS and both:
            found[one[1]].add(one)
    return {
        f"says {name}": shares(len(truth.statements[name] & found[name]), len(truth.statements[name]), len(found[name]))
        for name in RELATIONS
    }


def of_links(truth: Truth, build: Path) -> dict[str, Any]:
    found: Counter[Hashable] = Counter()
    for row in rows(build / "tables/links.parquet", "kind", "target", "href"):
        target = {"broken": "", "symbol": row["href"].strip("~!")}.get(row["kind"], row["target"])
        found[row["kind"], target] += 1
    result: dict[str, Any] = {}
    for kind in sorted({kind for kind, _ in truth.links}):
        result[f"links {kind}"] = of_counts(_of_kind(truth.links, kind), _of_kind(found, kind))
    return result


def _of_kind(links: Mapping[Any, int], kind: str) -> Counter[Hashable]:
    return Counter({target: times for (one, target), times in links.items() if one == kind})


def score(folder: Path, build: Path) -> dict[str, Any]:
    """Compare a build's tables with the truth of its corpus."""
    truth = Truth(folder / "truth")
    return of_concepts(truth, build) | of_relations(truth, build) | of_links(truth, build)
