"""Write the output of the README's commands into the README; the tests fail when it is stale.

usage: python docs/make_tour.py [BUILD]

Every line `$ kg ...` in a `console` block is run in a shell, on BUILD (default: outputs/lantern) where it says
outputs/lantern; what it prints stands below it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def filled(text: str, build: str) -> str:
    """Return the text with the output of every command below it."""
    return _BLOCK.sub(lambda block: f"```console\n{_session(block[1], build)}```", text)


def _session(block: str, build: str) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{command}\n{_output(command[2:], build)}" for command in commands)


def _output(command: str, build: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = command.replace("outputs/lantern", build)
    done = subprocess.run(
        here, shell=True, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
    )
    return done.stdout.replace(build, "outputs/lantern")


if __name__ == "__main__":
    README.write_text(
        filled(README.read_text("utf-8"), sys.argv[1] if len(sys.argv) > 1 else "outputs/lantern"), "utf-8"
    )
