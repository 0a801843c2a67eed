"""Which facts of earlier builds hold, step by step, and which steps as a whole went as they did before.

    key of a bundle before a step, what of the known matters to it   -->  key of its facts, key after the step
    digest of the known, hashes of the facts of all bundles          -->  what the step gathered

Where a step's known is that of the build before, every bundle that is what it was then is passed by: neither are its
facts looked at nor what they depend on. Where all bundles tell what they told then, what was gathered then is taken.
A step that changes anything is gathered anew, and the steps behind it see whether that made a difference: the early
cutoff of Mokhov, Mitchell & Peyton Jones, "Build systems à la carte" (ICFP 2018).
"""

import io
import marshal
import pickle
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from kg.shelves.bundles import Facts, Opening
from kg.shelves.memory import Memory
from kg.steps import Step


class Went(NamedTuple):
    """How a step went. `before`, `keys`, `after` and `hashes` have an entry per bundle: its key before the step, that
    of its facts, its key after it, a hash of the facts; `result` is what was gathered, pickled (empty: not kept)."""

    digest: bytes
    before: list[bytes]
    keys: list[bytes]
    after: list[bytes]
    hashes: list[bytes]
    result: bytes


_NEVER = Went(b"", [], [], [], [], b"")


class Turn:
    """A step of this build, as far as its bundles are settled: their facts are found or read."""

    def __init__(self, name: str, step: Step | Opening, known: Any, then: Went, *, whole: bool) -> None:
        """Begin with how the step went `then`; how it goes `now` is seen when its bundles have keys."""
        self.name, self.step, self.known, self.then, self.whole = name, step, known, then, whole
        self.now = _NEVER
        self.blobs: dict[int, bytes] = {}

    @property
    def may_repeat(self) -> bool:
        """Tell whether the step may go as it did before: what is known is the same."""
        return self.whole and self.now.digest == self.then.digest

    @property
    def unsettled(self) -> list[int]:
        """The bundles that were not there then, or were others."""
        return [number for number, settled in enumerate(self.now.hashes) if not settled]

    @property
    def repeats(self) -> bool:
        """Tell whether all facts, in their order, are those of then."""
        return self.may_repeat and self.now.hashes == self.then.hashes

    @property
    def traced(self) -> bool:
        """Tell whether facts say themselves if they hold."""
        return isinstance(self.step, Step) and self.step.holds is not None

    def holds(self, blob: bytes) -> bool:
        """Tell whether facts that were found would be found again; a key that fits says so where they do not."""
        holds = self.step.holds if isinstance(self.step, Step) else None
        return holds is None or all(holds(facts, self.known) for _, facts in pickle.loads(blob))

    def settle(self, number: int, blob: bytes) -> None:
        """Take the facts of a bundle."""
        self.blobs[number] = blob
        if self.whole:
            self.now.hashes[number] = hash_of(blob)
        if self.traced:
            self.now.after[number] = hash_of(self.now.before[number] + self.name.encode() + blob)


class Recall:
    """What is remembered of every bundle, as the steps go by."""

    def __init__(self, memory: Memory, keys: Sequence[bytes], salt: bytes, reread: Callable[[int], Facts]) -> None:
        """Begin with the key of each bundle's rows, made with a `salt`.

        `reread` gives what a bundle told last, where that is lost.
        """
        self.memory, self._salt, self._reread = memory, salt, reread
        self._keys = list(keys)
        self._told: list[Facts | None] = [[] for _ in keys]
        self._turn: Turn | None = None
        self._ended: list[tuple[Turn, Any]] = []
        self._gathered: tuple[Any, bytes] = (self, b"")
        self._digests: dict[int, tuple[Any, bytes]] = {}

    def begin(self, name: str, step: Step | Opening, known: Any, *, whole: bool) -> Turn:
        """Begin a step. `whole`: what it gathers is kept, and taken where it would be the same.

        Where nothing is remembered of the step, its bundles have no keys yet: nothing is looked for, so keys can be
        made while bundles are read.
        """
        kept = self.memory.went(name)
        turn = Turn(name, step, known, Went(*marshal.loads(kept)) if kept else _NEVER, whole=whole)
        if turn.then is not _NEVER:
            self.key(turn)
        return turn

    def key(self, turn: Turn) -> None:
        """Find the keys of all bundles at a step."""
        before, then = self._keys, turn.then
        keys, after, hashes = ([b""] * len(before) for _ in range(3))
        digest = self._digest(turn.known) if turn.whole else b""
        now = turn.now = Went(digest, before, keys, after, hashes, b"")
        if turn.may_repeat:
            passed = {key: i for i, key in enumerate(then.before)}
            for number, at in enumerate(map(passed.get, before)):
                if at is not None:
                    now.keys[number], now.after[number] = then.keys[at], then.after[at]
                    now.hashes[number] = then.hashes[at]
        others = [number for number, key in enumerate(now.keys) if not key]
        for number, part in zip(others, self._parts(turn.step, turn.known, others), strict=True):
            now.keys[number] = now.after[number] = hash_of(before[number] + turn.name.encode() + part)

    def found(self, turn: Turn, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return the facts that are remembered of bundles, and hold."""
        if not turn.now.keys:
            return {}
        wanted = [number for number in numbers if number not in turn.blobs]
        blobs = self.memory.facts(turn.name, [turn.now.keys[number] for number in wanted])
        passed = {number for number in wanted if turn.now.hashes[number]}
        found = {number: blob for number, blob in zip(wanted, blobs, strict=True) if blob is not None}
        return {n: blob for n, blob in found.items() if n in passed or turn.holds(blob)} | turn.blobs

    def tell(self, turn: Turn, number: int, facts: Facts) -> None:
        """Keep facts for the next step, which may ask what it depends on."""
        self._told[number] = facts
        turn.blobs.pop(number, None)

    def end(self, turn: Turn, result: Any) -> None:
        """Go on from a step; what it gathered must not change any more."""
        now = turn.now
        if turn.whole:
            self._gathered = (result, hash_of(b"".join([now.digest, turn.name.encode(), *now.hashes])))
        self.memory.forget(turn.name, set(turn.then.keys).difference(now.keys))
        self._keys, self._turn = now.after, turn
        self._ended.append((turn, result))

    def write_down(self) -> None:
        """Remember how the steps went that have ended; for when there is time, at the latest when all have."""
        for turn, result in self._ended:
            now = turn.now
            if turn.repeats:
                now = now._replace(result=turn.then.result)
            elif turn.whole:
                now = now._replace(result=pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            if now != turn.then:
                self.memory.keep(turn.name, marshal.dumps(tuple(now)))
        self._ended = []

    def pass_by(self, turn: Turn) -> Any:
        """Return what a step gathered that went as before; facts are loaded if the next one asks for them."""
        result = pickle.loads(turn.then.result)
        self._told = [None] * len(self._keys)
        self.end(turn, result)
        return result

    def made(self, name: str, given: bytes) -> bytes | None:
        """Return what was made of all documents, if it was made of the same; and keep it, if it is asked for."""
        then = self.memory.went(name)
        key = hash_of(self._salt + given)
        return then[len(key) :] if then and then.startswith(key) else None

    def make(self, name: str, given: bytes, made: bytes) -> None:
        """Keep what was made of all documents, and what it was made of."""
        self.memory.keep(name, hash_of(self._salt + given) + made)

    def _parts(self, step: Step | Opening, known: Any, numbers: Sequence[int]) -> list[bytes]:
        """Return what of the known each bundle depends on; nothing where facts say themselves whether they hold."""
        scope = step.scope if isinstance(step, Step) else None
        if scope is None:
            traced = isinstance(step, Step) and step.holds is not None
            return [b"" if traced or not numbers else hash_of(_frozen(known))] * len(numbers)
        return [_frozen([scope(facts, known) for _, facts in told]) for told in self._last(numbers)]

    def _last(self, numbers: Sequence[int]) -> Iterator[Facts]:
        """Yield what bundles told at the last step."""
        missing = [number for number in numbers if self._told[number] is None]
        if missing and self._turn is not None:
            turn = self._turn
            keys = [turn.now.keys[number] for number in missing if number not in turn.blobs]
            loaded = iter(self.memory.facts(turn.name, keys))
            for number in missing:
                blob = turn.blobs[number] if number in turn.blobs else next(loaded)
                self._told[number] = self._reread(number) if blob is None else pickle.loads(blob)
        for number in numbers:
            yield self._told[number] or []

    def _digest(self, known: Any) -> bytes:
        """Return a hash of the program and what is known, part by part: parts are handed on from stage to stage."""
        if known is self._gathered[0]:
            return self._gathered[1]
        parts = tuple(known) if isinstance(known, tuple) else (known,)
        for part in parts:
            if id(part) not in self._digests:
                self._digests[id(part)] = (part, hash_of(_canonical(part)))
        hashes = b"".join(self._digests[id(part)][1] for part in parts)
        return hash_of(self._salt + type(known).__name__.encode() + hashes)


def hash_of(value: bytes) -> bytes:
    """Return a hash of bytes, 16 long."""
    return blake2b(value, digest_size=16).digest()


def _frozen(value: Any) -> bytes:
    """Return bytes that are equal only for equal values; mostly also the other way round."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _canonical(value: Any) -> bytes:
    """Return bytes as `_frozen` does, whichever parts of the value are one object."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return file.getvalue()
