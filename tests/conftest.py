"""Fixtures that several stages share: builds of the sample and of the real corpora, made once per test process."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import corpora
import pytest

CHROMIUM = "/usr/bin/chromium"

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background jobs: what tests start would too
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What builds remember is kept with the tests' other files, not in the user's cache folder."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def build_into(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    from kg.clock import Clock
    from kg.config import make_settings
    from kg.pipeline import build

    def make(name: str, *inputs: Path, **settings: object) -> Path:
        out = tmp_path_factory.mktemp(name) / "out"
        build([str(path) for path in inputs], out, make_settings(settings), Clock())
        return out

    return make


@pytest.fixture(scope="session")
def sample_build(build_into: Callable[..., Path]) -> Path:
    """What `make graph` writes."""
    settings = {"title": "Lantern", "base_iri": "https://docs.lantern.example/concepts/"}
    return build_into("sample", corpora.ROOT / "data/chunks.parquet", **settings)


@pytest.fixture(scope="session")
def transformers_build(build_into: Callable[..., Path]) -> Path:
    return build_into("transformers", corpora.transformers_table())


@pytest.fixture(scope="session")
def accelerate_build(build_into: Callable[..., Path]) -> Path:
    return build_into("accelerate", corpora.accelerate_table())


@pytest.fixture(scope="session")
def cncf_build(build_into: Callable[..., Path]) -> Path:
    return build_into("cncf", corpora.cncf_tree())


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium of playwright; skipped on a user's machine without it, never under CI."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing under CI")
        pytest.skip(f"no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*flags.split(), "--disable-sync", "--no-first-run"]
        )
        yield browser
        browser.close()
