"""Requests to a triple store by the standard library: basic and digest authentication, retries, one-line errors.

Digest (RFC 7616) is what Virtuoso asks for. A password goes only where the server asks for one, never in an address.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import NamedTuple

from kg.errors import InputError

TIMEOUT_S = 300.0
TRIES = 4
FIRST_PAUSE_S = 0.5
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
SHOWN_CHARS = 200


class Failure(InputError):  # noqa: N818
    """A triple store did not do what was asked; `status` is its HTTP status, 0 where it did not answer."""

    def __init__(self, where: str, what: str, *, status: int = 0) -> None:
        super().__init__(where, what)
        self.status = status


class Login(NamedTuple):
    """A user's name and password."""

    user: str
    password: str


class Client:
    """Sends requests with a login, again where the server asks for patience or does not answer."""

    def __init__(self, login: Login | None, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._login = login
        self._pause = pause

    def send(self, method: str, url: str, body: bytes | None = None, **headers: str) -> bytes:
        """Return the body of the answer. Raises `Failure`; every request here may be repeated."""
        wait = FIRST_PAUSE_S
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(method, url, body, headers)
            except Failure as failure:
                if attempt == TRIES or (failure.status and failure.status not in _AGAIN):
                    raise
                self._pause(wait)
                wait *= 2
        raise AssertionError("unreachable")

    def _once(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, body, named, method=method)
        try:
            with self._opener(url).open(request, timeout=TIMEOUT_S) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(4 * SHOWN_CHARS).decode("utf-8", "replace")
            words = f": {' '.join(said.split())[:SHOWN_CHARS]}" if said.strip() else ""
            raise Failure(url, f"{method} gave {error.code} {error.reason}{words}", status=error.code) from None
        except urllib.error.URLError as error:
            raise Failure(url, f"does not answer ({error.reason})") from None
        except ValueError as error:  # the digest handler, of a login that was refused
            raise Failure(url, f"{method} was refused ({error})", status=401) from None
        except (OSError, HTTPException) as error:
            raise Failure(url, f"the connection broke ({error or type(error).__name__})") from None

    def _opener(self, url: str) -> urllib.request.OpenerDirector:
        if self._login is None:
            return urllib.request.build_opener()
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, *self._login)
        return urllib.request.build_opener(
            urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)
        )
