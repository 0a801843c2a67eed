"""Answers that were given before: data never changes within a generation, so the same question has the same answer."""

from collections import OrderedDict

from kg.serve.wire import Header

MOST_BYTES = 32 << 20
MOST_BYTES_EACH = 1 << 20

Entry = tuple[Header, bytes]


class Cache:
    """Answers by question, bounded in bytes; what was not asked for longest is forgotten first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self.size = 0

    def get(self, question: str) -> Entry | None:
        """Return the answer to a question, where it is known."""
        entry = self._entries.get(question)
        if entry is not None:
            self._entries.move_to_end(question)
        return entry

    def put(self, question: str, entry: Entry) -> None:
        """Keep a good answer that is not too large."""
        size = len(question) + len(entry[1])
        if entry[0]["status"] != 200 or size > MOST_BYTES_EACH or question in self._entries:
            return
        self._entries[question] = entry
        self.size += size
        while self.size > self._most:
            old, (_, body) = self._entries.popitem(last=False)
            self.size -= len(old) + len(body)
