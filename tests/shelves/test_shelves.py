"""The shelf of this machine: facts are the same and in order, whoever reads; what was read is not read again."""

import os
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from counting import add_up, count, listed, rank
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Chunk
from kg.shelves import Crew, DiskSources, ListSources, LocalShelf, Memory, Opening
from kg.shelves.crew import WorkerError
from kg.shelves.sources import make_batches, spread
from kg.steps import Step


def _open(rows: list[Chunk], known: Any) -> tuple[list[tuple[str, str]], int]:
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row.source, []).append(row.text)
    return [(address, " ".join(texts[address])) for address in sorted(texts)], len(rows)


def _own_counts(counts: Counter[str], known: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((word, known[word]) for word in counts))


STEPS = (Opening("open", _open, listed), Step("count", count, add_up), Step("rank", rank, listed, _own_counts))


def _rows(texts: dict[str, str], bundles: int) -> list[list[Chunk]]:
    """Return one chunk per document, documents in bundles of neighbours."""
    chunks = [Chunk(name, name, name, texts[name]) for name in sorted(texts)]
    return [chunks[i : i + bundles] for i in range(0, len(chunks), bundles)]


def _told(shelf: LocalShelf) -> list[Any]:
    known: Any = None
    gathered = []
    with shelf:
        for step in STEPS:
            known = shelf.take(step, known)
            gathered.append(known)
    return gathered


def _shared(sources: ListSources, size: int) -> LocalShelf:
    """A shelf whose bundles several processes read; one of them comes late."""
    return LocalShelf(sources, crew=Crew(size - 1), jobs=size)


TEXTS = {f"doc{i:03}": " ".join(f"w{(i * j) % 17}" for j in range(i % 9 + 1)) for i in range(60)}


def _on_disk(folder: Path, rows: list[list[Chunk]], most: int) -> DiskSources:
    weights = [sum(len(chunk.text) for chunk in own) for own in rows]
    batches = make_batches(weights, most)
    numbered = [(number, chunk) for number, own in enumerate(rows) for chunk in own]
    spread([numbered[:7], numbered[7:]], batches, folder)
    return DiskSources(folder, weights, batches)


def test_several_processes_tell_what_one_tells() -> None:
    rows = _rows(TEXTS, 3)
    assert _told(_shared(ListSources(rows), 3)) == _told(LocalShelf(ListSources(rows)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_shelf_on_disk_tells_what_one_in_memory_tells(tmp_path: Path, jobs: int) -> None:
    rows = _rows(TEXTS, 2)
    whole = _told(LocalShelf(ListSources(rows)))
    for name in ("rows", "documents"):
        (tmp_path / name).mkdir()
    sources = _on_disk(tmp_path / "rows", rows, 40)
    assert len(sources.batches) > 4
    assert (
        _told(LocalShelf(sources, crew=Crew(jobs) if jobs > 1 else None, jobs=jobs, folder=tmp_path / "documents"))
        == whole
    )


def test_documents_of_one_bundle_take_their_place_among_those_of_others() -> None:
    a, b, c = (Chunk(name, name, name, f"text {name}") for name in "abc")
    told = _told(LocalShelf(ListSources([[a, c], [b]])))[2]
    assert [text for text, _ in told] == ["text a", "text b", "text c"]


READS: list[str] = []


def _noted(text: str, known: Any) -> tuple[str, tuple[str, int]]:
    READS.append(text)
    return rank(text, known)


def _build(texts: dict[str, str], path: Path | None) -> tuple[list[Any], list[str]]:
    READS.clear()
    steps = (*STEPS[:2], STEPS[2]._replace(read=_noted))
    memory = Memory(path) if path else None
    known: Any = None
    gathered = []
    with LocalShelf(ListSources(_rows(texts, 1)), memory=memory) as shelf:
        for step in steps:
            known = shelf.take(step, known)
            gathered.append(known)
        shelf.last()()
    return gathered, list(READS)


def test_only_a_changed_document_and_those_whose_words_it_shares_are_read_again(tmp_path: Path) -> None:
    texts = {"a": "red green", "b": "blue", "c": "green"}
    _, first = _build(texts, tmp_path / "memory")
    _, second = _build(texts, tmp_path / "memory")
    after, third = _build({**texts, "c": "green green"}, tmp_path / "memory")
    assert (len(first), second, sorted(third)) == (3, [], ["green green", "red green"])
    assert after == _build({**texts, "c": "green green"}, None)[0]


word = st.sampled_from(["red", "green", "blue", "teal"])
corpus = st.dictionaries(st.sampled_from("abcdef"), st.lists(word, min_size=1, max_size=4).map(" ".join), min_size=1)


@given(versions=st.lists(corpus, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_with_memory_every_version_of_a_corpus_gives_what_it_gives_without(
    tmp_path_factory: pytest.TempPathFactory, versions: list[dict[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("memory") / "file"
    for version in versions:
        assert _build(version, path)[0] == _build(version, None)[0]


ASKED: list[str] = []


def _choose(text: str, known: Counter[str]) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """Keep the first word that stands twice in the corpus, else the first; tell what was asked and answered."""
    ASKED.append(text)
    answers = {}
    for word in text.split():
        answers[word] = known[word] > 1
        if answers[word]:
            break
    return f"{word}!" if answers[word] else next(iter(answers)), tuple(answers.items())


def _same_answers(answers: tuple[tuple[str, bool], ...], known: Counter[str]) -> bool:
    return all((known[word] > 1) == answer for word, answer in answers)


def _noted_last(text: str, known: Any) -> tuple[str, str]:
    READS.append(text)
    return text, text


TRACED = (
    *STEPS[:2],
    Step("choose", _choose, listed, holds=_same_answers),
    Step("look", _noted_last, listed, lambda facts, known: ()),
)


def _build_traced(texts: dict[str, str], path: Path | None, bundles: int = 1) -> tuple[list[Any], list[str], list[str]]:
    """Return what all steps gather, which documents were read at the step whose facts may hold, and which after."""
    READS.clear()
    ASKED.clear()
    memory = Memory(path) if path else None
    known: Any = None
    gathered = []
    with LocalShelf(ListSources(_rows(texts, bundles)), jobs=1, memory=memory) as shelf:
        for step in TRACED:
            known = shelf.take(step, known)
            gathered.append(known)
            if step.name == "choose":
                asked = list(ASKED)
        shelf.last()()
    return gathered, asked, list(READS)


def test_facts_that_hold_are_kept_however_much_else_of_the_known_changes(tmp_path: Path) -> None:
    texts = {"a": "red green", "b": "blue red", "c": "teal"}
    _, asked, _ = _build_traced(texts, tmp_path / "memory")
    assert asked == ["red green", "blue red", "teal"]
    after, asked, seen = _build_traced({**texts, "c": "teal red"}, tmp_path / "memory")
    assert (asked, seen) == (["teal red"], ["red!"])
    assert after == _build_traced({**texts, "c": "teal red"}, None)[0]


def test_facts_that_do_not_hold_are_replaced_and_what_follows_is_read_again(tmp_path: Path) -> None:
    texts = {"a": "red green", "b": "blue", "c": "teal"}
    path = tmp_path / "memory"
    _build_traced(texts, path)
    edited = {**texts, "c": "green"}
    for version, again, later in (
        (edited, ["red green", "green"], ["green!", "green!"]),
        (edited, [], []),
        (texts, ["red green", "teal"], ["red", "teal"]),
        (texts, [], []),
    ):
        gathered, asked, seen = _build_traced(version, path)
        assert (asked, seen) == (again, later)
        assert gathered == _build_traced(version, None)[0]


def test_facts_of_a_bundle_hold_only_if_those_of_all_its_documents_do(tmp_path: Path) -> None:
    texts = {"a": "red", "b": "blue", "c": "teal", "d": "grey"}
    _build_traced(texts, tmp_path / "memory", 2)
    gathered, asked, _ = _build_traced({**texts, "d": "blue"}, tmp_path / "memory", 2)
    assert asked == ["red", "blue", "teal", "blue"]
    assert gathered == _build_traced({**texts, "d": "blue"}, None, 2)[0]


@given(changes=st.lists(corpus, min_size=1, max_size=4), bundles=st.integers(1, 2))
@settings(max_examples=40, deadline=None)
def test_facts_that_hold_give_what_reading_again_gives(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]], bundles: int
) -> None:
    path = tmp_path_factory.mktemp("memory") / "file"
    for version in changes:
        assert _build_traced(version, path, bundles)[0] == _build_traced(version, None, bundles)[0]


def test_a_damaged_memory_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    path.write_bytes(b"SQLite format 3\x00" + b"not at all" * 300)
    texts = {"a": "red", "b": "blue"}
    assert _build(texts, path)[1] == ["red", "blue"]
    assert _build(texts, path)[1] == []


def test_memory_that_can_not_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert _build({"a": "red"}, tmp_path / "file" / "memory")[1] == ["red"]


def test_memory_that_can_not_be_opened_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "memory").mkdir()
    assert _build({"a": "red"}, tmp_path / "memory")[1] == ["red"]


def _build_with(gather: Any, path: Path, salt: bytes, texts: dict[str, str]) -> Any:
    with LocalShelf(ListSources(_rows(texts, 1)), memory=Memory(path), salt=salt) as shelf:
        known: Any = None
        for step in (STEPS[0], Step("count", count, gather)):
            known = shelf.take(step, known)
        shelf.last()()
    return known


def test_what_another_version_of_the_program_gathered_is_not_taken_though_all_documents_tell_the_same(
    tmp_path: Path,
) -> None:
    texts = {"a": "red red", "b": "blue"}
    path = tmp_path / "memory"
    assert _build_with(add_up, path, b"one", texts) == Counter(red=2, blue=1)
    assert _build_with(len_of, path, b"one", texts) == Counter(red=2, blue=1), (
        "taken as it was: same program, as it says"
    )
    assert _build_with(len_of, path, b"two", texts) == 2


def len_of(facts: Any, known: Any) -> int:
    return len(list(facts))


def test_a_step_that_goes_as_before_is_not_gathered_again_whatever_went_before_it(tmp_path: Path) -> None:
    gathered: list[str] = []

    def words(facts: Any, known: Any) -> frozenset[str]:
        gathered.append("words")
        return frozenset(word for counts in facts for word in counts)

    def longest(facts: Any, known: Any) -> int:
        gathered.append("longest")
        return max(facts)

    def build(texts: dict[str, str]) -> int:
        gathered.clear()
        memory = Memory(tmp_path / "memory")
        with LocalShelf(ListSources(_rows(texts, 1)), memory=memory) as shelf:
            shelf.take(STEPS[0], None)
            found = shelf.take(Step("count", count, words), None)
            answer: int = shelf.take(Step("size", _size, longest, lambda facts, known: ()), ("stage", len(found)))
            shelf.last()()
        return answer

    assert build({"a": "red green", "b": "blue"}) == 9
    assert gathered == ["words", "longest"]
    assert build({"a": "red green", "b": "blue"}) == 9
    assert gathered == []
    assert build({"a": "red green", "b": "teal"}) == 9
    assert gathered == ["words"], "other words, as many of them: the next stage begins with the same"
    assert build({"a": "red", "b": "teal"}) == 4
    assert gathered == ["words", "longest"]


def _size(text: str, known: Any) -> tuple[str, int]:
    return text, len(text)


def test_two_builds_at_once_both_end_and_leave_a_memory_that_fits(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    _build({"a": "red", "b": "blue"}, path)
    first, second = Memory(path), Memory(path)
    saves = []
    for memory, texts in ((first, {"a": "red", "c": "teal"}), (second, {"b": "blue", "d": "teal"})):
        with LocalShelf(ListSources(_rows(texts, 1)), memory=memory) as shelf:
            known: Any = None
            for step in STEPS:
                known = shelf.take(step, known)
            saves.append(shelf.last())
    for save in saves:
        save()
    assert _build({"a": "red", "b": "blue"}, path)[0] == _build({"a": "red", "b": "blue"}, None)[0]


def _fail(text: str, known: Any) -> tuple[str, None]:
    raise ZeroDivisionError("on purpose")


def test_an_error_in_a_worker_is_raised_with_its_place() -> None:
    with _shared(ListSources(_rows(TEXTS, 3)), 2) as shelf:
        list(shelf.run(STEPS[0], None))
        with pytest.raises(WorkerError, match="on purpose"):
            list(shelf.run(Step("fail", _fail, listed), None))


def _die(text: str, known: Any) -> tuple[str, None]:
    os.kill(os.getpid(), signal.SIGKILL)
    return text, None


def test_a_worker_that_is_killed_ends_the_build_with_an_error() -> None:
    with _shared(ListSources(_rows(TEXTS, 3)), 2) as shelf:
        list(shelf.run(STEPS[0], None))
        with pytest.raises(WorkerError, match="has ended"):
            list(shelf.run(Step("die", _die, listed), None))


def _pid(text: str, known: Any) -> tuple[str, int]:
    return text, os.getpid()


def test_workers_end_with_the_shelf() -> None:
    with _shared(ListSources(_rows(TEXTS, 3)), 2) as shelf:
        list(shelf.run(STEPS[0], None))
        pids = set(shelf.run(Step("pid", _pid, listed), None))
    assert len(pids) == 2
    assert os.getpid() not in pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        shelf = _shared(ListSources(_rows(TEXTS, 3)), 2)
        list(shelf.run(STEPS[0], None))
        os.write(writing, " ".join(map(str, set(shelf.run(Step("pid", _pid, listed), None)))).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        pids = list(map(int, pipe.read().split()))
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/stat").exists() and _runs(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert len(pids) == 2


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
