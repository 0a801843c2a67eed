"""Lets the tests of this stage import the cutter beside them and the measures of `bench/`."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2] / "bench")]
