"""Taking the address to serve on, and reading how many processes serve. Standard library only."""

import errno
import os
import socket
from collections.abc import Mapping

from mappa_site.launch.steps import StepError

HOST = "127.0.0.1"
PORT = "8000"
WORKERS = "2"


def take_address(environ: Mapping[str, str] = os.environ) -> socket.socket:
    """A socket bound to HOST and PORT, not yet listening. Raises StepError where it cannot be had."""
    host = environ.get("HOST") or HOST
    port = environ.get("PORT") or PORT
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise StepError(f"PORT is {port!r}. Set it to a number from 1 to 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise StepError(
            f"HOST is {host!r}, which is no address of this machine ({error}). Correct it."
        ) from error
    taken = socket.socket(family, kind, protocol)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError as error:
        taken.close()
        raise StepError(f"Cannot listen on {host}:{port}: {_why(error, port)}") from error
    return taken


def _why(error: OSError, port: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"it is in use. Stop what listens there, or choose another port: PORT={int(port) + 1} ./run"
    if error.errno == errno.EACCES:
        return "this user may not use that port. Choose one above 1023: PORT=8000 ./run"
    return f"{error.strerror}. Set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0."


def number_of_workers(environ: Mapping[str, str] = os.environ) -> int:
    """How many processes serve. Raises StepError where WEB_CONCURRENCY is no such number."""
    given = environ.get("WEB_CONCURRENCY") or WORKERS
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise StepError(
            f"WEB_CONCURRENCY is {given!r}. Set it to the number of processes that serve, 1 or more."
        )
    return int(given)


def where(taken: socket.socket) -> str:
    """The address as a link to follow from this machine."""
    host, port = taken.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
