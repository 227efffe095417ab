"""What must be so before pytest reads the settings (pytest is told to load this first, in pyproject.toml).

Without DATABASE_URL the tests have a PostgreSQL of their own in a temporary folder, started when the first
test asks for the database. The workers of pytest-xdist share it, each with databases of its own: the first
that needs the server starts it, the last to leave stops it.
"""

import ipaddress
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from mappa_site.launch.embedded_postgres import EmbeddedPostgres

LOOPBACK = ("127.0.0.1", "::1", "localhost")

SERVER_FOLDER = "MAPPA_TESTS_POSTGRES"  # tells the workers, and whatever pytest a test starts, of the server

server: EmbeddedPostgres | None = None
made: Path | None = None

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
for name in (
    "DJANGO_DEBUG",
    "MAPPA_HTTPS",
    "MAPPA_ADMIN_ADDRESSES",
    "MAPPA_ADMIN_PATH",
    "MAPPA_REQUIRE_CODES",
    "MAPPA_SECURITY_CONTACT",
    "MAPPA_TWO_PEOPLE",
    "ALLOWED_HOSTS",
    "HOST",
    "PORT",
):
    os.environ.pop(name, None)
os.environ["MAPPA_CACHE_MB"] = "0"  # tests change what is stored without a release
if not os.environ.get("DATABASE_URL"):
    made = Path(tempfile.mkdtemp(prefix="mappa-tests-"))
    os.environ[SERVER_FOLDER] = str(made)
if folder := os.environ.get(SERVER_FOLDER):
    server = EmbeddedPostgres(Path(folder), durable=False)
    os.environ["DATABASE_URL"] = server.url


def is_address(host: str) -> bool:
    """An address needs no look-up, and so no network."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Tests reach this machine and nothing else. An audit hook: a test cannot take it off again.

    Python tells it of thousands of other events, every id() among them.
    """
    if not event.startswith("socket."):
        return
    match event, arguments:
        case "socket.connect", (_, (str() as host, *_)) if host not in LOOPBACK:
            raise PermissionError(f"Tests may not use the network: {host}")
        case "socket.getaddrinfo", (str() as host, *_) if host not in LOOPBACK and not is_address(host):
            raise PermissionError(f"Tests may not look up hosts: {host}")


sys.addaudithook(refuse_network)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server:
        server.stop()
    if made:
        shutil.rmtree(made, ignore_errors=True)
