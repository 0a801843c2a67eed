"""Arguments -> library calls -> printing. Results on stdout, messages and progress on stderr.

Exit codes: 0 fine, 1 findings (where findings are what was asked for), 2 bad input or setting, 130 Ctrl-C.
"""

from kg.cli.main import main

__all__ = ["main"]
