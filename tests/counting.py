"""Steps that count and rank words, for tests of shelves; executors of a cluster can import them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any


def count(text: str, known: Any) -> tuple[str, Counter[str]]:
    return text, Counter(text.split())


def rank(text: str, known: Counter[str]) -> tuple[str, tuple[str, int]]:
    words = sorted(text.split(), key=lambda word: (-known[word], word))
    return " ".join(words), (text, sum(known[word] for word in words))


def add_up(facts: Iterator[Counter[str]], known: Any) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in facts:
        total.update(counts)
    return total


def listed(facts: Iterator[Any], known: Any) -> list[Any]:
    return list(facts)
