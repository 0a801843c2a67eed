"""Settings: ranges, names, types, TOML, and one-line messages."""

from pathlib import Path

import pytest

from kg.config import Settings, make_settings, read_settings
from kg.errors import InputError, KgError, SettingError


def test_defaults_are_within_their_own_ranges() -> None:
    assert make_settings({}) == Settings()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"base_iri": "urn:x:"}, "not an HTTP IRI"),
        ({"base_iri": "https://example.org/a b/"}, "not an HTTP IRI"),
        ({"base_iri": "https://example.org/x"}, "does not end in / or #"),
        ({"furniture_pages": 1}, "allowed: 2 to 10000"),
        ({"min_confidence": 1.5}, "allowed: 0 to 1"),
        ({"seed": "7"}, "allowed: int"),
        ({"titel": "x"}, "meant title?"),
        ({"zzz": 1}, "allowed: base_iri, title"),
        ({"columns": {"chunk": 3}}, "columns must map names to names"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line_with_what_is_allowed(values: dict[str, object], said: str) -> None:
    with pytest.raises(SettingError) as caught:
        make_settings(values)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_line_is_laid_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kg.toml"
    file.write_text('title = "From file"\nseed = 3\n[columns]\nchunk = "text"\n', "utf-8")
    settings = read_settings(str(file), {"title": "From line"})
    assert (settings.title, settings.seed, settings.columns) == ("From line", 3, (("chunk", "text"),))


def test_a_whole_number_serves_where_a_ratio_is_wanted() -> None:
    assert make_settings({"min_confidence": 1}).min_confidence == 1.0


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe", b"[columns"])
def test_a_file_that_is_no_toml_is_bad_input(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kg.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match="not TOML"):
        read_settings(str(file), {})


def test_a_missing_file_is_bad_input() -> None:
    with pytest.raises(InputError, match="No such file"):
        read_settings("nowhere.toml", {})


def test_messages_stay_on_one_line_whatever_is_in_them() -> None:
    assert str(KgError("a\nb", "c\td", "e")) == "a b: c d; e"
