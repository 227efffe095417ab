"""The site as it is deployed: its own process, its own database with everything in data_loads, built assets.

A server inside the test process would share the tests' transactions, of which a browser sees nothing.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path

import pytest

from tests.databases import fresh_database

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "static"
ASSETS = (
    "css/site.css",
    "css/admin.css",
    "css/grid.css",
    "js/site.js",
    "js/explore.js",
    "js/grid.js",
    "js/plotly-basic.min.js",
)
SECONDS_TO_START = 90


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: where it is, which database it has, and a plain way to ask it."""

    port: int
    database_url: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """One answer, with no redirect followed; `path` goes out as it stands, however odd it is."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            got = HTTPResponse(connection, method=method)
            got.begin()
            names = {name.lower(): value for name, value in got.getheaders()}
            return Answer(got.status, names, got.read())


@contextmanager
def served(database_url: str, *, log: Path, processes: int = 1, template: str = "") -> Iterator[Site]:
    """What `./run` serves, beside the database named: a fresh one on the same server, dropped afterwards.

    It is empty, or a copy of `template`, which spares the site its migrations and its load.
    """
    missing = [name for name in ASSETS if not (BUILT / name).is_file()]
    if missing:
        pytest.fail(f"Not built: {', '.join(missing)}. `./test` (or `./run`) builds the front end.")
    with fresh_database(database_url, template=template) as own, log.open("w+") as output:
        port = free_port()
        environment = os.environ | {"DATABASE_URL": own, "PORT": str(port), "WEB_CONCURRENCY": str(processes)}
        environment.pop("MAPPA_CACHE_MB", None)
        command = [sys.executable, "-m", "mappa_site.serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            site = Site(port, own)
            await_answer(site, process)
            yield site
        except SiteDidNotStart as error:
            output.seek(0)
            pytest.fail(f"{error}\n{output.read()[-4000:]}")
        finally:
            process.terminate()
            process.wait(timeout=30)


class SiteDidNotStart(Exception):  # noqa: N818 - says what happened
    pass


def await_answer(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SiteDidNotStart(f"The site ended with status {process.returncode}.")
        try:
            if site.ask("/healthz").status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise SiteDidNotStart(f"The site did not answer within {SECONDS_TO_START} seconds.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
