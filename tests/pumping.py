"""Texts that make a pattern try again and again, derived from the pattern's own parse: what comes before a repetition,
then what is repeated, very often, then something that fits nowhere.

    (?:\\s+|<[^<>]*>)*x    ->    "\\n" * 1000 + "!",  "<a>\\n<" * 300,  ...

`python pumping.py MODULE ...` attacks the patterns of modules of kg, `python pumping.py --pattern PATTERN` one pattern.
Each is named before it is attacked, so that whoever waits knows which one does not come back.
"""

import importlib
import pkgutil
import random
import re
import sys
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LENGTH = 2_000  # a pattern of cubic cost needs a minute for one text, one of quadratic cost some hundredths of a second
TRIES = 4
SENTENCES = ("kg.relations",)  # whose patterns are given nothing else
SUFFIXES = ("", "!", "\n", "\x00")
COMMON = ("a", "A", "1", " ", "\n", "a ", "a\n", "-", ".", "(", "[", "`", "*", "|", "<", '"', "    a\n", "a b\n\n")
_LETTERS = [chr(code) for code in range(32, 127)] + ["\n", "\t", "é"]
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


class Writer:
    """Writes texts that a parsed pattern may match; what it asks of its surroundings is left out."""

    def __init__(self, seed: int) -> None:
        self.random, self.groups = random.Random(seed), dict[int, str]()

    def write(self, parsed: Any) -> str:
        return "".join(self._one(kind, value) for kind, value in parsed)

    def _one(self, kind: Any, value: Any) -> str:
        if kind is sre.LITERAL:
            return chr(value)
        if kind in (sre.ANY, sre.NOT_LITERAL):
            return self.random.choice("ab A1")
        if kind is sre.IN:
            return self.random.choice(_members(value) or ["a"])
        if kind is sre.BRANCH:
            return self.write(self.random.choice(value[1]))
        if kind is sre.SUBPATTERN:
            written = self.groups[value[0]] = self.write(value[3])
            return written
        if kind is sre.ATOMIC_GROUP:
            return self.write(value)
        if kind is sre.GROUPREF:
            return self.groups.get(value, "a")
        if kind in _REPEATS:
            least, most, inner = value
            times = self.random.randint(least, min(most, least + 2))
            return "".join(self.write(inner) for _ in range(min(times, max(least, 3))))
        return ""


def _members(items: Any) -> list[str]:
    found: set[str] = set()
    for kind, value in items:
        if kind is sre.LITERAL:
            found.add(chr(value))
        elif kind is sre.RANGE:
            found |= {letter for letter in _LETTERS if value[0] <= ord(letter) <= value[1]} or {chr(value[0])}
        elif kind is sre.CATEGORY:
            found |= {letter for letter in _LETTERS if re.match(_CATEGORIES[value], letter)}
    chosen = set(_LETTERS) - found if items[0][0] is sre.NEGATE else found
    usual = sorted(letter for letter in chosen if letter.isalnum() or letter in " \n-_")
    return usual or sorted(chosen)


def repetitions(parsed: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each repetition of a parsed pattern: what stands before it, and what is repeated."""
    for kind, value in parsed:
        if kind in _REPEATS:
            if value[1] > 8:
                yield before, value[2]
            yield from repetitions(value[2], before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from repetitions(branch, before)
        elif kind is sre.SUBPATTERN:
            yield from repetitions(value[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from repetitions(value, before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repetitions(value[1], before)
        before = (*before, (kind, value))


def texts(pattern: str, flags: int) -> set[str]:
    """Return the texts to attack a pattern with."""
    forms = {("", unit, "") for unit in COMMON}
    for before, inner in repetitions(_parser.parse(pattern, flags)):
        for seed in range(TRIES):
            writer = Writer(seed)
            begin, unit = writer.write(before), writer.write(inner)
            unit += writer.write(inner) if seed % 2 else ""
            forms |= {(begin, unit, suffix) for suffix in SUFFIXES} | {("", begin + unit, "")}
    return {begin + (unit * LENGTH)[:LENGTH] + suffix for begin, unit, suffix in forms if unit}


def patterns(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the compiled patterns of a module of kg, and of those below it, with their names."""
    top = importlib.import_module(module)
    inner = [one.name for one in pkgutil.walk_packages(top.__path__, f"{module}.")] if hasattr(top, "__path__") else []
    for name in (module, *inner):
        for variable, value in vars(importlib.import_module(name)).items():
            for number, one in enumerate(_inside(value)):
                yield f"{name}.{variable}[{number}]", one


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from _inside(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _inside(one)


def attack(pattern: re.Pattern[str], *, sentences: bool = False) -> None:
    """Have a pattern read texts; `sentences` have single spaces between words, as `kg.syntax` gives them."""
    found = texts(pattern.pattern, pattern.flags)
    for text in sorted({" ".join(text.split()) for text in found} if sentences else found):
        pattern.match(text)
        pattern.fullmatch(text)


def main(arguments: list[str]) -> None:
    if arguments[0] == "--pattern":
        attack(re.compile(arguments[1], re.MULTILINE))
        return
    done: set[tuple[str, int]] = set()
    for module in arguments:
        sentences = module in SENTENCES
        for name, pattern in patterns(module):
            if (pattern.pattern, pattern.flags) not in done:
                done.add((pattern.pattern, pattern.flags))
                print(name, flush=True)
                attack(pattern, sentences=sentences)
    print(f"{len(done)} patterns came back", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
