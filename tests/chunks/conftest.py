"""Lets the tests of this stage import the cutter and the page maker beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
