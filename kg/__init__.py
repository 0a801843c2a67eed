"""kg: knowledge graphs over documentation, with the words that prove every edge.

>>> import kg  # doctest: +SKIP
>>> graph = kg.build("chunks.parquet")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "build", "open"]

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph, build, open  # noqa: A004


def __getattr__(name: str) -> Any:
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
