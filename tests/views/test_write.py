"""Writing a build: all files or none, an earlier build whole until the end, nobody else's files touched."""

import errno
import gc
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from views.builders import small_graph

from kg.errors import OutputError
from kg.graph import Graph
from kg.views import aside, tables, write
from kg.views.manifest import files, read_manifest
from kg.views.schema import TABLES
from kg.views.tables import read_graph
from kg.views.write import View, write_views

PROMISED = {
    "graph.html", "graph.ttl", "evidence.ttl", "graph.graphml", "report.md", "manifest.json",
    *(f"tables/{table.name}.parquet" for table in TABLES),
}  # fmt: skip
MANIFEST = {"inputs": [{"path": "x", "sha256": "0"}], "settings": {"seed": 7}, "seconds": {"read": 0.1}}


@pytest.fixture(autouse=True)
def _light_explorer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The explorer has tests of its own; here a page of one line stands for it."""
    put(monkeypatch, "graph.html", lambda graph, path: path.write_text(f"<title>{graph.title}</title>"))


def put(monkeypatch: pytest.MonkeyPatch, name: str, function: object) -> None:
    views = [View(v.name, function) if v.name == name else v for v in write.VIEWS]  # type: ignore[arg-type]
    monkeypatch.setattr(write, "VIEWS", tuple(views))


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in listing(folder)}


def other_graph() -> Graph:
    return replace(small_graph(), title="another")


def test_a_build_is_what_was_promised_and_nothing_else(tmp_path: Path) -> None:
    write_views(small_graph(), tmp_path / "deep/er/out", manifest=MANIFEST)
    assert listing(tmp_path / "deep/er/out") == PROMISED
    assert sorted(p.name for p in Path(tmp_path / "deep/er").iterdir()) == ["out"]
    assert read_graph(tmp_path / "deep/er/out") == small_graph()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o750)
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    assert listing(tmp_path / "out") == PROMISED
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750


def test_two_builds_differ_in_nothing_but_seconds(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_views(small_graph(), tmp_path / name, manifest={**MANIFEST, "seconds": {"read": len(name) / 7}})
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    manifests = [json.loads(found.pop("manifest.json")) for found in (one, two)]
    assert one == two
    assert [bool(m.pop("seconds")) for m in manifests] == [True, True]
    assert manifests[0] == manifests[1]


def test_the_manifest_lists_hash_and_size_of_every_file(tmp_path: Path) -> None:
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    manifest = read_manifest(tmp_path / "out")
    assert set(manifest["files"]) == PROMISED - {"manifest.json"}
    for name, known in manifest["files"].items():
        found = (tmp_path / "out" / name).read_bytes()
        assert known == {"sha256": hashlib.sha256(found).hexdigest(), "bytes": len(found)}
    assert manifest["inputs"] == MANIFEST["inputs"]
    assert manifest["counts"]["concepts"] == 4
    assert manifest["counts"]["evidence"] == 11
    assert manifest["seconds"]["read"] == 0.1
    assert set(manifest["seconds"]) >= {"read", "views", "views/graph.ttl"}


@pytest.mark.parametrize("most", [1, 2, 3])
def test_tables_of_many_row_groups_are_whole_although_two_processes_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """A table that one process has begun is not finished by its copy: the first would end the file once more."""
    small = [table._replace(group=most) for table in TABLES]
    monkeypatch.setattr(aside, "can_copy", lambda: True)
    monkeypatch.setattr(tables, "TABLES", small)
    monkeypatch.setattr(tables, "TABLE", {table.name: table for table in small})
    monkeypatch.setattr(write, "TABLE", {table.name: table for table in small})
    write_views(small_graph(), tmp_path / "out", manifest={})
    gc.collect()
    assert read_graph(tmp_path / "out") == small_graph()
    test = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["files"]
    for name, known in test.items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == known["sha256"], name


def test_a_build_written_again_from_its_own_folder_is_the_same(tmp_path: Path) -> None:
    write_views(small_graph(), tmp_path / "one", manifest=MANIFEST)
    again = read_graph(tmp_path / "one")
    write_views(again, tmp_path / "two", manifest=read_manifest(tmp_path / "one"))
    one, two = read_manifest(tmp_path / "one"), read_manifest(tmp_path / "two")
    one.pop("seconds"), two.pop("seconds")
    assert one == two


def test_an_earlier_build_is_replaced_and_its_stale_files_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_views(small_graph(), out, manifest=MANIFEST)
    (out / "tables/old.parquet").write_bytes(b"x")
    manifest = read_manifest(out)
    manifest["files"]["tables/old.parquet"] = {}
    (out / "manifest.json").write_text(json.dumps(manifest))
    write_views(other_graph(), out, manifest=MANIFEST)
    assert listing(out) == PROMISED
    assert read_graph(out).title == "another"
    assert sorted(p.name for p in Path(tmp_path).iterdir()) == ["out"]


def test_files_of_the_user_in_an_earlier_build_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_views(small_graph(), out, manifest=MANIFEST)
    (out / "notes/mine").mkdir(parents=True)
    (out / "notes/mine/todo.txt").write_text("keep me")
    (out / "link").symlink_to("nowhere")
    write_views(other_graph(), out, manifest=MANIFEST)
    assert (out / "notes/mine/todo.txt").read_text() == "keep me"
    assert (out / "link").is_symlink()
    assert listing(out) == PROMISED | {"notes/mine/todo.txt"}


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match="holds other files and no kg build"):
        write_views(small_graph(), tmp_path, manifest=MANIFEST)
    assert contents(tmp_path) == {"thesis.docx": b"years of work"}


def test_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match=r"out: is a file"):
        write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    with pytest.raises(OutputError, match="can't be written"):
        write_views(small_graph(), tmp_path / "out/below", manifest=MANIFEST)
    assert (tmp_path / "out").read_text() == "a file"


def test_a_place_that_nobody_may_write_is_refused() -> None:
    with pytest.raises(OutputError, match=r"/proc/kg-build: can't be written"):
        write_views(small_graph(), Path("/proc/kg-build"), manifest=MANIFEST)


@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("view", ["rows as they come", "tables", *(view.name for view in write.VIEWS)])
def test_whatever_fails_the_earlier_build_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str, trouble: BaseException
) -> None:
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    before = contents(tmp_path / "out")

    def fail(_: object, path: object, *_more: object) -> None:
        if isinstance(path, Path):
            path.write_text("half")
        raise trouble

    put(monkeypatch, view, fail)
    method = {"rows as they come": "add", "tables": "finish"}.get(view)
    if method is not None:
        monkeypatch.setattr(write.TableFiles, method, fail)
    with pytest.raises((OutputError, KeyboardInterrupt)) as raised:
        write_views(other_graph(), tmp_path / "out", manifest=MANIFEST)
    assert isinstance(trouble, KeyboardInterrupt) or "No space left on device" in str(raised.value)
    assert contents(tmp_path / "out") == before
    assert sorted(p.name for p in Path(tmp_path).iterdir()) == ["out"]  # nothing half-written is left behind


@pytest.mark.parametrize("trouble", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_a_failing_last_step_puts_the_earlier_build_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    before = contents(tmp_path / "out")
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if target == tmp_path / "out" and not self.name.endswith("-old"):
            raise trouble
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    if isinstance(trouble, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            write_views(other_graph(), tmp_path / "out", manifest=MANIFEST)
        assert contents(tmp_path / "out") == before
    else:  # a folder that can't be moved is filled file by file instead
        write_views(other_graph(), tmp_path / "out", manifest=MANIFEST)
        assert read_graph(tmp_path / "out").title == "another"
    assert sorted(p.name for p in Path(tmp_path).iterdir()) == ["out"]


def test_the_current_folder_is_filled_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inode = tmp_path.stat().st_ino
    write_views(small_graph(), Path(), manifest=MANIFEST)
    (tmp_path / "tables/old.parquet").write_bytes(b"x")
    manifest = read_manifest(tmp_path)
    manifest["files"]["tables/old.parquet"] = manifest["files"]["../../escape"] = {}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "mine.txt").write_text("keep")
    write_views(other_graph(), Path(), manifest=MANIFEST)
    assert tmp_path.stat().st_ino == inode
    assert listing(tmp_path) == PROMISED | {"mine.txt"}
    assert read_graph(tmp_path).title == "another"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_views(small_graph(), tmp_path / "link", manifest=MANIFEST)
    assert (tmp_path / "link").is_symlink()
    assert listing(tmp_path / "real") == PROMISED


ELSEWHERE = """
import resource, signal, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from kg.errors import OutputError
from kg.views import write
from views.builders import small_graph
if int(sys.argv[2]):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write.write_views(small_graph(), Path(sys.argv[1]), manifest={})
except OutputError as error:
    print(error)
"""


def in_another_process(out: Path, *, max_file_bytes: int = 0) -> list[str]:
    root = Path(__file__).resolve().parents[2]
    return [sys.executable, "-c", ELSEWHERE, str(out), str(max_file_bytes), str(root / "tests"), str(root)]


def test_a_disk_that_takes_no_more_is_one_clear_line(tmp_path: Path) -> None:
    command = in_another_process(tmp_path / "out", max_file_bytes=3000)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    assert "can't be written" in done.stdout
    assert sorted(p.name for p in Path(tmp_path).iterdir()) == []


def test_a_read_only_build_is_refused_and_stays(tmp_path: Path) -> None:
    """Permissions mean nothing to root: then somebody else tries, where the machine lets them read our code."""
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    before = contents(tmp_path / "out")
    for folder in (tmp_path / "out", tmp_path / "out/tables"):
        folder.chmod(0o555)
    command = in_another_process(tmp_path / "out")
    if os.geteuid() == 0:
        for parent in (tmp_path, *tmp_path.parents[:2]):
            parent.chmod(0o777)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (tmp_path / "out").chmod(0o755)
    (tmp_path / "out/tables").chmod(0o755)
    if done.returncode and "Permission denied" in done.stderr and os.geteuid() == 0:
        pytest.skip("user 65534 may not read this checkout")
    assert "may not be written" in done.stdout, done.stderr
    assert contents(tmp_path / "out") == before


def test_files_lists_all_but_the_manifest(tmp_path: Path) -> None:
    write_views(small_graph(), tmp_path / "out", manifest=MANIFEST)
    assert {path.relative_to(tmp_path / "out").as_posix() for path in files(tmp_path / "out")} == PROMISED - {
        "manifest.json"
    }
