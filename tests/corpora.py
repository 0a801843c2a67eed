"""Where the shared corpora are. They stand beside the checkout (or at `KG_CORPORA`) and are never copied in."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def bench(name: str) -> ModuleType:
    """A script of `bench/`, whose measures the tests hold to floors (no package: its names would hide test folders)."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", ROOT / f"bench/{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.append(str(ROOT / "bench"))  # for what the scripts share, and only as long as they are read
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "bench"))
    return module


def _corpus(relative: str) -> Path:
    found = Path(os.environ.get("KG_CORPORA", ROOT.parent / "shared")) / relative
    if not found.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{relative}: shared corpus missing under CI; set KG_CORPORA")
        pytest.skip(f"shared corpus {relative} is not on this machine; set KG_CORPORA to its folder")
    return found


def transformers_table() -> Path:
    return _corpus("data/transformers-docs/chunks.parquet")


def transformers_dump() -> Path:
    return _corpus("data/transformers-docs/viewer-dump.txt")


def transformers_pages() -> Path:
    return _corpus("data/transformers-docs/source-en")


def accelerate_table() -> Path:
    return _corpus("data/accelerate-docs/chunks.parquet")


def accelerate_pages() -> Path:
    return _corpus("data/accelerate-docs/source-en")


def cncf_tree() -> Path:
    return _corpus("data/cncf-glossary/en")


def gold(name: str) -> Path:
    return _corpus(f"gold/{name}.jsonl")


def scorer() -> Path:
    return _corpus("tools/score_relations.py")


def w3c() -> Path:
    return _corpus("data/w3c-rdf-tests")
