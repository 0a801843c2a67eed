"""Take the pictures of the documentation anew, from the real explorer: `make pictures` (needs Chromium).

usage: python docs/make_pictures.py [--build DIR]      a build of any documentation; default: the sample in data/
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)


class Picture(NamedTuple):
    """A picture: file name, address in the explorer, size, colour scheme."""

    name: str
    address: str
    size: tuple[int, int] = (1440, 900)
    scheme: str = "light"


def pictures(concept: str, far: str) -> tuple[Picture, ...]:
    """Return the pictures that the documentation shows, around two concepts."""
    return (
        Picture("explorer.png", f"#concept={concept}"),
        Picture("explorer-dark.png", f"#concept={concept}&depth=2", scheme="dark"),
        Picture("explorer-path.png", f"#from={concept}&to={far}"),
        Picture("explorer-tree.png", f"#concept={concept}&view=tree"),
        Picture("explorer-phone.png", f"#concept={concept}", size=(390, 844)),
    )


def take(page_file: Path, out: Path, concept: str, far: str) -> list[Path]:
    """Open the explorer and save its pictures into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        for picture in pictures(concept, far):
            width, height = picture.size
            size = {"width": width, "height": height}
            context = browser.new_context(
                viewport=size, color_scheme=picture.scheme, offline=True, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(page_file.as_uri() + picture.address)
            page.wait_for_selector("html[data-ready=all]")
            page.wait_for_timeout(300)
            page.screenshot(path=out / picture.name)
            taken.append(out / picture.name)
            context.close()
        browser.close()
    return taken


def main() -> None:
    """Build the sample unless a build is given, then take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--build", type=Path)
    parser.add_argument("--concept", default="bm25", help="id of the concept in the pictures")
    parser.add_argument("--far", default="tokenizer", help="id of the other end of the path")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/pictures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = options.build or Path(folder) / "out"
        if options.build is None:
            command = [sys.executable, "-m", "kg", "build", str(ROOT / "data/chunks.parquet"), "--out", str(build)]
            subprocess.run([*command, "--title", "Lantern", "--quiet"], check=False)
        for path in take((build / "graph.html").resolve(), options.out, options.concept, options.far):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
