"""Front matter of a Markdown file: YAML between `---` lines (Jekyll, Hugo, MkDocs), TOML between `+++` lines (Hugo).

    ---                                   (("title", "Canary Deployment"), ("tags", "methodology"), ("tags", "rollout"))
    title: Canary Deployment        ->
    tags: ["methodology", "rollout"]
    ---

A list gives a pair for each of its elements; nested tables are left out. What is no YAML is read line by line.
"""

import datetime
import re
import tomllib

_BLOCK = re.compile(
    r"(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LINE = re.compile(r"^([A-Za-z_][\w-]*+)[ \t]*+:[ \t]++(.+)$", re.MULTILINE)
_MOST = 100_000


def split_front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return a file's front matter and where its text begins; nothing and 0 where it has none."""
    block = _BLOCK.match(text)
    if not block or len(block["body"]) > _MOST:
        return (), 0
    values = _toml(block["body"]) if block["mark"] == "+++" else _yaml(block["body"])
    if values is None:
        return (), 0
    return tuple((name, cell) for name, value in values.items() for cell in _cells(value)), block.end()


def _yaml(body: str) -> dict[str, object] | None:
    import yaml

    try:
        values = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = {name: value.rstrip(" \t").strip("\"'") for name, value in _LINE.findall(body)}
    if values is None:
        return {}
    return {str(name): value for name, value in values.items()} if isinstance(values, dict) else None


def _toml(body: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(body)
    except tomllib.TOMLDecodeError:
        return None


def _cells(value: object) -> list[str]:
    """Return a value's cells as text: one for a scalar, one for each scalar of a list."""
    cells = value if isinstance(value, list) else [value]
    return [text for cell in cells if (text := _scalar(cell))]


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, (str, int, float)) else ""
