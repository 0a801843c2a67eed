"""A vault for Obsidian: one Markdown note per concept, linked as the graph is.

---
aliases: ["SSL"]
tags: ["glossary"]
iri: "https://..."
---
A category of machine learning techniques in which ...

## is a kind of
- [[machine learning]]
  > words that say so ([page](https://.../#self-supervised-learning))
"""

import json
import re
from collections import defaultdict

from kg.graph import Graph
from kg.ids import Iri, short_hash
from kg.records import Concept, Evidence, Relation
from kg.views.terms import readable
from kg.views.whole import as_whole
from kg.vocab import RELATION

# what a file name may not hold on some system, and what means something inside [[ ]]
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]%{}\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~$%=!])")
NAME_BYTES = 120


def notes(graph: Graph) -> dict[str, str]:
    """Return the notes by file name."""
    names = file_names(graph)
    index = [f"# {_plain(graph.title)}\n", f"{len(graph.concepts)} concepts.\n"]
    central = sorted(graph.concepts, key=lambda c: (-graph.pagerank[c.iri], c.iri))
    index += [f"- {_link(c.iri, c.label, names)}" for c in central[:50]]
    found = {f"{names[c.iri]}.md": _note(graph, c, names) for c in graph.concepts}
    return {"_index.md": "\n".join(index) + "\n", **found}


def file_names(graph: Graph) -> dict[Iri, str]:
    """Return a file name for each concept: its label, safe on every system, no two alike but for case."""
    taken = {"_index"}
    found: dict[Iri, str] = {}
    for iri, labels in as_whole(graph).labels.items():
        name = _UNSAFE.sub(" ", labels.preferred).strip(" .")
        name = " ".join(name.encode()[:NAME_BYTES].decode("utf-8", "ignore").split())
        if not name or _RESERVED.match(name) or name.casefold() in taken:
            name = f"{name} {short_hash(iri)}".strip()
        taken.add(name.casefold())
        found[iri] = name
    return found


def _note(graph: Graph, c: Concept, names: dict[Iri, str]) -> str:
    aliases = list(filter(None, map(readable, (c.label, *c.aliases))))
    front = {"aliases": aliases, "tags": [c.kind], "iri": c.iri, "community": readable(graph.community[c.iri])}
    lines = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()), "---", ""]
    lines.append(_plain(c.definition or "Not defined in this documentation."))
    if c.defined_in is not None:
        section = graph.section[c.defined_in]
        lines.append(f"\n[{_plain(section.title or 'page')}]({_address(section.iri)})")
    groups: dict[str, list[tuple[str, Relation]]] = defaultdict(list)
    for r in graph.relations_from.get(c.iri, ()):
        groups[RELATION[r.relation].reading].append((_link(r.target, r.target_label, names), r))
    for r in graph.relations_to.get(c.iri, ()):
        groups[RELATION[r.relation].inverse_reading].append((_link(r.source, r.source_label, names), r))
    for reading, statements in sorted(groups.items()):
        lines += ["", f"## {reading}"]
        for link, r in sorted(statements, key=lambda pair: (-pair[1].confidence, pair[0])):
            lines += [f"- {link} ({r.confidence:.2f})", *(_quote(graph, e) for e in r.evidence)]
    return "\n".join(lines) + "\n"


def _link(iri: Iri | None, label: str, names: dict[Iri, str]) -> str:
    return f"[[{names[iri]}]]" if iri in names and iri is not None else _plain(label)


def _quote(graph: Graph, e: Evidence) -> str:
    section = graph.section[e.section]
    return f"  > {_plain(e.quote)} ([{_plain(section.title or 'page')}]({_address(section.iri)}))"


def _plain(text: str) -> str:
    """Return text as a reader sees it, on one line, with nothing in it that Markdown would take for markup."""
    return _MARKUP.sub(r"\\\1", readable(text))


def _address(iri: str) -> str:
    return iri.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
