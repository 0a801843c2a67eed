"""Every number and name a user may set: unit, range, reason. A `kg.toml` says the same names.

title = "My docs"            # as on the command line: --title
furniture_pages = 5
[columns]                    # as on the command line: --column chunk=text
chunk = "text"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.errors import InputError, SettingError


def _number(default: float, low: float, high: float, reason: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "reason": reason})


def _text(default: str, reason: str) -> Any:
    return field(default=default, metadata={"reason": reason})


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one build, checked; the defaults are what the README shows."""

    base_iri: str = _text("https://w3id.org/doc-concept-graph/id/", "beginning of concepts' IRIs; HTTP, ends in / or #")
    title: str = _text("Concept graph", "title of the concept scheme and of the explorer")
    licence: str = _text(
        "", "IRI of the licence of the documentation, written into the scheme's header; empty: not known"
    )
    language: str = _text("en", "BCP 47 tag of all labels; the rules read English")
    columns: tuple[tuple[str, str], ...] = field(default=(), metadata={"reason": "(our column, the table's column)"})
    furniture_pages: int = _number(3, 2, 10_000, "pages: a heading on this many is furniture, no topic")
    terms_per_concept: float = _number(1.0, 0, 100, "ratio: at most this many `term` concepts per other concept")
    term_min_pages: int = _number(3, 1, 10_000, "pages: an undefined term is named on at least this many")
    min_label_chars: int = _number(2, 1, 100, "code points: shorter labels are not looked for in text")
    min_confidence: float = _number(0.0, 0, 1, "probability: statements below it are left out")
    pyvis_max_nodes: int = _number(300, 1, 1000, "concepts: pyvis freezes on more")
    overview_nodes: int = _number(200, 1, 2000, "concepts in the explorer's first picture")
    seed: int = _number(7, 0, 2**31, "seed of layout and communities")
    spacy_model: str = _text("", "name of an installed trained spaCy pipeline; empty: rules alone")

    def __post_init__(self) -> None:
        _check_base_iri(self.base_iri)
        _check_licence(self.licence)
        for setting in fields(self):
            _check_range(setting.name, getattr(self, setting.name), setting.metadata)


def _check_base_iri(base_iri: str) -> None:
    parts = urlsplit(base_iri)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(c in base_iri for c in ' <>"{}|\\^`'):
        raise SettingError("base_iri", f"{base_iri!r} is not an HTTP IRI", "allowed: http(s)://host/path/")
    if base_iri[-1] not in "/#":
        raise SettingError("base_iri", f"{base_iri!r} does not end in / or #", "names are put right behind it")


def _check_licence(licence: str) -> None:
    if licence and not licence.startswith(("http://", "https://")):
        raise SettingError(
            "licence", f"{licence!r} is not an HTTP IRI", "example: https://spdx.org/licenses/Apache-2.0"
        )


def _check_range(name: str, value: object, bounds: Mapping[str, Any]) -> None:
    if "low" in bounds and isinstance(value, (int, float)) and not bounds["low"] <= value <= bounds["high"]:
        raise SettingError(name, f"{value} is out of range", f"allowed: {bounds['low']} to {bounds['high']}")


def make_settings(values: Mapping[str, Any], *, where: str = "settings") -> Settings:
    """Return checked settings.

    Raises `SettingError` for unknown names, wrong types and values out of range.
    """
    known = {setting.name: setting for setting in fields(Settings)}
    given: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise SettingError(where, f"unknown setting {name!r}", f"meant {near[0]}?" if near else _allowed())
        given[name] = _coerced(where, name, value, known[name].default)
    return replace(Settings(), **given)


def _allowed() -> str:
    return "allowed: " + ", ".join(setting.name for setting in fields(Settings))


def _coerced(where: str, name: str, value: Any, default: Any) -> Any:
    if name == "columns":
        return _columns(where, value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise SettingError(where, f"{name} = {value!r} has the wrong type", f"allowed: {type(default).__name__}")
    return value


def _columns(where: str, value: Any) -> tuple[tuple[str, str], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    if not all(isinstance(ours, str) and isinstance(theirs, str) for ours, theirs in pairs):
        raise SettingError(where, "columns must map names to names", 'example: chunk = "text"')
    return tuple(sorted((ours, theirs) for ours, theirs in pairs))


def read_settings(path: str, overrides: Mapping[str, Any]) -> Settings:
    """Read a TOML file (none for an empty path) and lay the command line's values over it."""
    values: dict[str, Any] = {}
    if path:
        try:
            values = tomllib.loads(Path(path).read_text("utf-8"))
        except OSError as error:
            raise InputError(path, error.strerror or "can't be read", "a TOML file is wanted") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(path, f"not TOML: {error}", "see docs/settings.md") from None
    make_settings(values, where=path)
    return make_settings({**values, **overrides}, where="command line" if overrides else path)
