"""The case reader fails on what it did not understand."""

from pathlib import Path

import pytest
from concepts import case_reader


@pytest.mark.parametrize(
    "line", ["term | text", "term | text | genus | more", " | text | genus", "a | b | x;;y", "a | b | -\na | b | -"]
)
def test_a_line_that_is_no_case_fails(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_reader, "CASES", tmp_path)
    (tmp_path / "bad.txt").write_text(line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt:\d"):
        case_reader.read_cases("bad.txt")


def test_comments_and_blank_lines_are_no_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_reader, "CASES", tmp_path)
    (tmp_path / "good.txt").write_text("# note\n\nterm | text | a; b\n", "utf-8")
    assert [case.answers for case in case_reader.read_cases("good.txt")] == [("a", "b")]
