"""`kg export`: a build in the forms of other programs. One format per file; the list of them is in `export`."""

from kg.views.formats.export import FORMATS, Format, export, export_build

__all__ = ["FORMATS", "Format", "export", "export_build"]
