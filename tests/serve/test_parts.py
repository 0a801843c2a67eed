"""The parts of the server that need no server: messages, what is kept, what a request asks."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve import wire
from kg.serve.cache import MOST_BYTES_EACH, Cache
from kg.serve.page import anchor, local
from kg.serve.pool import Refusal
from kg.serve.protocol import Asked, read_request


@given(st.dictionaries(st.text(), st.text()), st.binary(max_size=200_000))
def test_a_message_comes_through_whole(header: dict[str, str], body: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        message = wire.pack(header, body)
        sent = 0
        theirs.settimeout(5)
        while sent < len(message):
            try:
                sent += ours.send(message[sent:])
            except BlockingIOError:
                break
        if sent == len(message):
            found = wire.receive(theirs)
            assert found is not None
            assert found[1] == body
            assert {name: value for name, value in found[0].items() if name != "size"} == {
                name: value for name, value in header.items() if name != "size"
            }


def test_a_message_that_breaks_off_is_nothing() -> None:
    for count in (0, 2, 10, 30):
        ours, theirs = socket.socketpair()
        with theirs:
            ours.sendall(wire.pack({"a": "b"}, b"x" * 40)[:count])
            ours.close()
            assert wire.receive(theirs) is None


def test_the_cache_gives_what_was_put_and_forgets_the_oldest() -> None:
    cache = Cache(most_bytes=100)
    for name in "abc":
        cache.put(name, ({"status": 200}, b"x" * 30))
    assert cache.get("a") == ({"status": 200}, b"x" * 30)
    cache.put("d", ({"status": 200}, b"x" * 30))
    assert cache.get("b") is None  # not asked for longest
    assert cache.get("a") is not None
    assert cache.size <= 100


def test_the_cache_keeps_no_errors_and_nothing_huge() -> None:
    cache = Cache()
    cache.put("bad", ({"status": 503}, b""))
    cache.put("huge", ({"status": 200}, b"x" * (MOST_BYTES_EACH + 1)))
    assert (cache.get("bad"), cache.get("huge"), cache.size) == (None, None, 0)


@given(st.binary(max_size=80), st.sampled_from(["GET", "POST"]), st.text(max_size=40), st.binary(max_size=80))
def test_any_request_is_read_or_refused(query: bytes, method: str, content_type: str, body: bytes) -> None:
    try:
        assert isinstance(read_request(method, query, content_type, body), Asked)
    except Refusal as refusal:
        assert 400 <= refusal.status < 500


def test_form_and_address_together_name_the_data_set() -> None:
    asked = read_request(
        "POST",
        b"default-graph-uri=http://e/a",
        "application/x-www-form-urlencoded",
        b"query=ASK+%7B%7D&named-graph-uri=http%3A%2F%2Fe%2Fb",
    )
    assert asked == Asked("ASK {}", ["http://e/a"], ["http://e/b"])


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://e.org/id/x", "/id/x"),
        ("https://e.org/id/ü b", "/id/%C3%BC%20b"),
        ("https://other.org/x", "https://other.org/x"),
        ("https://e.org/id/a#b", "/resource?iri=https%3A%2F%2Fe.org%2Fid%2Fa%23b"),
    ],
)
def test_things_of_the_graph_are_linked_here_and_others_there(address: str, place: str) -> None:
    assert local(address, "https://e.org/id/") == place


def test_no_script_becomes_a_link() -> None:
    assert anchor("javascript:alert(1)", "x<y") == "x&lt;y"
    assert anchor('https://e/"><script>', "x") == '<a href="https://e/&quot;&gt;&lt;script&gt;">x</a>'
