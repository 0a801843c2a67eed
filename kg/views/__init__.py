"""Stage 6. Takes the Graph, gives files: tables, Turtle, GraphML, report, explorer, manifest."""

from kg.views.write import write_views

__all__ = ["write_views"]
