"""What must be so before pytest reads the settings (pytest is told to load this first, in pyproject.toml).

Without DATABASE_URL the tests have a PostgreSQL of their own in a temporary folder, started when the first
test asks for the database.
"""

import ipaddress
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from mappa_site.embedded_postgres import EmbeddedPostgres

LOOPBACK = ("127.0.0.1", "::1", "localhost")

server: EmbeddedPostgres | None = None

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
for name in ("DJANGO_DEBUG", "MAPPA_HTTPS", "MAPPA_REQUIRE_CODES", "ALLOWED_HOSTS", "HOST", "PORT"):
    os.environ.pop(name, None)
if not os.environ.get("DATABASE_URL"):
    server = EmbeddedPostgres(Path(tempfile.mkdtemp(prefix="mappa-tests-")), durable=False)
    os.environ["DATABASE_URL"] = server.url


def is_address(host: str) -> bool:
    """An address needs no look-up, and so no network."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Tests reach this machine and nothing else. An audit hook: a test cannot take it off again."""
    match event, arguments:
        case "socket.connect", (_, (str() as host, *_)) if host not in LOOPBACK:
            raise PermissionError(f"Tests may not use the network: {host}")
        case "socket.getaddrinfo", (str() as host, *_) if host not in LOOPBACK and not is_address(host):
            raise PermissionError(f"Tests may not look up hosts: {host}")


sys.addaudithook(refuse_network)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
