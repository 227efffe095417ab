"""Bad days of a site that runs by itself, as `./run` starts it: each drill leaves it as it found it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import psutil
import pytest

from mappa_site.database_wait import ANSWER_SECONDS, AT_ONCE
from mappa_site.install import BUILT
from mappa_site.serve import THREADS
from tests.mappa_site.launching import SERVE, end, eventually, free_port, launch

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it"),
]
KEPT = "/areas/dorset/"


@dataclass(frozen=True)
class Site:
    process: Popen[bytes]
    port: int
    folder: Path

    @property
    def said(self) -> str:
        return (self.folder / "output").read_text()

    @property
    def postmaster(self) -> psutil.Process:
        pid = (self.folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
        return psutil.Process(int(pid))

    @property
    def workers(self) -> list[psutil.Process]:
        found = psutil.Process(self.process.pid).children()
        return [one for one in found if one.status() != psutil.STATUS_ZOMBIE]

    def ask(self, path: str, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def seconds(self, path: str) -> float:
        began = time.monotonic()
        assert self.ask(path).status == 200
        return time.monotonic() - began

    def listens(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def connect(self, sending: bytes) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.sendall(sending)
        return connection


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    port = free_port()
    environment = {"PORT": str(port), "MAPPA_CACHE_MB": "8", "WEB_CONCURRENCY": "1", "MAPPA_LOG_JSON": "1"}
    process = launch(SERVE, str(folder / "postgres"), said=folder / "output", **environment)
    made = Site(process, port, folder)
    try:
        assert eventually(lambda: "Serving on" in made.said or process.poll() is not None, seconds=120)
        assert made.ask(KEPT).status == 200, made.said
        yield made
        process.terminate()
        process.wait(60)
    finally:
        end(process)
        shutil.rmtree(folder, ignore_errors=True)


def test_a_database_that_dies_is_started_again_under_the_site(site: Site) -> None:
    """Pages that were kept go on meanwhile, others say so calmly, and nobody takes the process for dead."""
    try:
        # Held back, so that what is asked now is asked without a database.
        site.process.send_signal(signal.SIGSTOP)
        site.postmaster.kill()
        assert eventually(lambda: site.ask("/readyz").status == 503, seconds=20)
        assert site.ask(KEPT).status == 200
        assert site.ask("/healthz").status == 200
        away = site.ask("/areas/kent/", **{"X-Request-ID": (number := uuid4().hex)})
        assert (away.status, away.headers["Retry-After"]) == (503, "30")
    finally:
        site.process.send_signal(signal.SIGCONT)
    assert eventually(lambda: site.ask("/readyz").status == 200, seconds=60), site.said
    assert site.ask("/areas/kent/").status == 200
    assert "It is started again, and nothing stored is lost." in site.said
    lines = [line for line in site.said.splitlines() if number in line]
    assert len(lines) == 1, lines  # one for what is known
    (line,) = lines
    logged = json.loads(line)
    assert logged["message"].startswith("No database for /areas/kent/: ")
    assert (logged["level"], logged["request_id"]) == ("ERROR", number)


@contextmanager
def frozen(site: Site) -> Iterator[None]:
    processes = [site.postmaster, *site.postmaster.children()]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in reversed(processes):
            process.resume()


def test_a_frozen_database_holds_up_neither_kept_pages_nor_who_watches(site: Site) -> None:
    """More ask for what is not kept than may wait for the database: the rest are told at once."""
    many = THREADS + AT_ONCE
    paths = [f"/areas/essex/?with={number}&q=x" for number in range(many)]
    with ThreadPoolExecutor(many) as visitors:
        with frozen(site):
            waiting = [visitors.submit(site.ask, path) for path in paths]
            # One may be asking whether there is a newer release.
            fewest = many - AT_ONCE - 1
            assert eventually(lambda: sum(one.done() for one in waiting) >= fewest, seconds=15)
            told = {one.result().status for one in waiting if one.done()}
            times = [site.seconds(path) for path in ("/healthz", KEPT) for _ in range(5)]
        statuses = {one.result().status for one in waiting}
    assert told == {503}
    assert max(times) < ANSWER_SECONDS / 5, times
    assert statuses == {200, 503}
    assert site.ask("/areas/essex/").status == 200


def test_slow_and_idle_connections_keep_nobody_out(site: Site) -> None:
    """A thousand of them, half with a header that never ends."""
    unfinished = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nX-Slow: ".encode()
    with ExitStack() as held:
        for sending in (unfinished, b"") * 500:
            held.enter_context(site.connect(sending))
        times = sorted(site.seconds(KEPT) for _ in range(100))
    assert times[98] < 2, times[90:]


def test_a_process_that_is_killed_is_replaced(site: Site) -> None:
    (killed,) = site.workers
    killed.kill()
    assert eventually(lambda: [one for one in site.workers if one.pid != killed.pid], seconds=20)
    assert eventually(site.listens, seconds=20)
    assert site.ask("/areas/kent/").status == 200


def test_whoever_answers_leaves_when_the_site_is_killed(site: Site) -> None:
    """The last drill: an orphan would go on answering, with figures that nobody looks after."""
    workers = site.workers
    site.process.kill()
    site.process.wait(10)
    assert workers
    assert eventually(lambda: not any(one.is_running() for one in workers), seconds=10)
    site.postmaster.send_signal(signal.SIGINT)
