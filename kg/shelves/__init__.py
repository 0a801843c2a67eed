"""Runs the steps of a build on this machine: in one process or several, from memory or disk, from an earlier build."""

from kg.shelves.bundles import Opening
from kg.shelves.crew import Crew, can_fork, processors
from kg.shelves.memory import Memory
from kg.shelves.shelf import LocalShelf
from kg.shelves.sources import DiskSources, ListSources, Sources

__all__ = ["Crew", "DiskSources", "ListSources", "LocalShelf", "Memory", "Opening", "Sources", "can_fork", "processors"]
