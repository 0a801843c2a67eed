"""Media types: what can be sent, and which of it a client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Media(NamedTuple):
    """A media type, the Content-Type header that goes with it, and pyoxigraph's name of the format."""

    type: str
    header: str
    format: str


RESULTS: tuple[Media, ...] = (
    Media("application/sparql-results+json", "application/sparql-results+json", "JSON"),
    Media("application/json", "application/json", "JSON"),
    Media("application/sparql-results+xml", "application/sparql-results+xml", "XML"),
    Media("application/xml", "application/xml", "XML"),
    Media("text/csv", "text/csv; charset=utf-8", "CSV"),
    Media("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "TSV"),
)
RDF: tuple[Media, ...] = (
    Media("text/turtle", "text/turtle; charset=utf-8", "TURTLE"),
    Media("application/n-triples", "application/n-triples", "N_TRIPLES"),
    Media("application/ld+json", "application/ld+json", "JSON_LD"),
    Media("application/json", "application/json", "JSON_LD"),
    Media("application/rdf+xml", "application/rdf+xml", "RDF_XML"),
    Media("application/xml", "application/xml", "RDF_XML"),
)
HTML = "text/html"


class Range(NamedTuple):
    """One entry of an Accept header."""

    type: str
    quality: float

    def covers(self, media: str) -> bool:
        """Tell whether a media type falls into this range."""
        return self.type in ("*/*", media) or (self.type.endswith("/*") and media.startswith(self.type[:-1]))


def ranges(accept: str) -> list[Range]:
    """Return the entries of an Accept header; what can't be read is left out, an empty header takes everything."""
    found = []
    for part in accept.split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        quality = next((p[2:].strip() for p in parameters if p.lower().startswith("q=")), "1")
        if "/" in name:
            found.append(Range(name.lower(), _quality(quality)))
    return found or [Range("*/*", 1.0)]


def _quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def acceptable(accept: str, offers: Iterable[str]) -> list[str]:
    """Return the offers that a client takes, best liked first; ties keep our order.

    >>> acceptable("text/csv;q=0.5, application/*", ["application/json", "text/csv", "text/html"])
    ['application/json', 'text/csv']
    """
    wanted = ranges(accept)
    liked = [(_liking(wanted, offer), offer) for offer in offers]
    return [offer for quality, offer in sorted(liked, key=lambda pair: -pair[0]) if quality > 0]


def _liking(wanted: Sequence[Range], offer: str) -> float:
    """Return how much an offer is liked: the most specific range that covers it decides."""
    covering = [r for r in wanted if r.covers(offer)]
    if not covering:
        return 0.0
    return max(covering, key=lambda r: (r.type == offer, not r.type.startswith("*"), r.quality)).quality
