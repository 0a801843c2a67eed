"""Messages between the server and its workers: four bytes of length, a JSON header, and a body of `size` bytes."""

import asyncio
import json
import socket
import struct
from typing import Any

Header = dict[str, Any]
_LENGTH = struct.Struct(">I")


def pack(header: Header, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    head = json.dumps({**header, "size": len(body)}).encode()
    return _LENGTH.pack(len(head)) + head + body


def receive(sock: socket.socket) -> tuple[Header, bytes] | None:
    """Wait for a message; None where the other side has gone."""
    length = _exactly(sock, _LENGTH.size)
    head = None if length is None else _exactly(sock, _LENGTH.unpack(length)[0])
    if head is None:
        return None
    header = json.loads(head)
    body = _exactly(sock, header["size"])
    return None if body is None else (header, body)


def _exactly(sock: socket.socket, count: int) -> bytes | None:
    parts, left = [], count
    while left:
        part = sock.recv(min(left, 1 << 20))
        if not part:
            return None
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


async def receive_async(reader: asyncio.StreamReader) -> tuple[Header, bytes]:
    """Wait for a message. Raises `EOFError` where the other side has gone."""
    try:
        length = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))[0]
        header = json.loads(await reader.readexactly(length))
        return header, await reader.readexactly(header["size"])
    except ConnectionError:
        raise EOFError from None
