"""The server: uvicorn around the application, ended gracefully by Ctrl-C or SIGTERM."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from kg.errors import SettingError
from kg.serve.app import make_app
from kg.serve.pool import Limits
from kg.serve.site import Site

GRACE_S = 5


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to us: uvicorn would raise them again at the end."""
        yield


def serve(
    folder: Path, *, host: str, port: int, limits: Limits, graphs: dict[str, str], ready: Callable[[str], None]
) -> None:
    """Serve a build until a signal ends it; `ready` is called with the address when requests are answered.

    Raises `InputError` where there is no build, `SettingError` where the address can't be taken.
    """
    asyncio.run(_serve(Site(folder, graphs, limits), _listen(host, port), ready))


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=256)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else the answer's body waits for 40 ms
        return listening
    except (OSError, OverflowError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise SettingError(f"{host}:{port}", f"can't be listened at ({what})", "choose --host and --port") from None


async def _serve(site: Site, listening: socket.socket, ready: Callable[[str], None]) -> None:
    with listening:
        try:
            await site.start()
            config = uvicorn.Config(
                make_app(site), log_level="warning", access_log=False, lifespan="off", server_header=False,
                timeout_graceful_shutdown=GRACE_S, timeout_keep_alive=15, ws="none",
                h11_max_incomplete_event_size=1 << 18,
            )  # fmt: skip
            server = _Server(config)
            loop = asyncio.get_running_loop()

            def end() -> None:
                server.should_exit = True
                site.end()

            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, end)
            following = asyncio.ensure_future(site.follow())
            host, port = listening.getsockname()[:2]
            ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
            try:
                await server.serve(sockets=[listening])
            finally:
                following.cancel()
        finally:
            await site.close()
