"""Bad days of a site that runs by itself, as `./run` starts it: each drill leaves it as it found it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import psutil
import psycopg2
import pytest

from mappa_site.database_wait import ANSWER_SECONDS, AT_ONCE
from mappa_site.launch.embedded_postgres import EmbeddedPostgres, server_account
from mappa_site.launch.install import BUILT
from mappa_site.serve import THREADS
from tests.mappa_site.launching import BARE, ROOT, SERVE, end, eventually, free_port, launch

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it"),
]
KEPT = "/areas/dorset/"
STARTED_AGAIN = "It is started again, and nothing stored is lost."


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
    assert STARTED_AGAIN in site.said
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


def test_forms_that_are_half_sent_keep_out_nobody_else(site: Site) -> None:
    """A hundred from one address: readers go on, and so does who signs in from another."""
    head = f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nCookie: csrftoken={'a' * 32}\r\n"
    half = f"{head}Content-Length: 500\r\n\r\nusername=".encode()

    def sign_in(address: str) -> int:
        connection = HTTPConnection("127.0.0.1", site.port, timeout=30, source_address=(address, 0))
        with closing(connection):
            connection.request("POST", "/admin/login/", "username=a", {"Cookie": f"csrftoken={'a' * 32}"})
            return connection.getresponse().status

    refused = 403  # the form was read, and has no token
    with ExitStack() as held:
        for _ in range(100):
            held.enter_context(site.connect(half))
        assert eventually(lambda: sign_in("127.0.0.1") == 503)
        times = [site.seconds(path) for path in ("/healthz", KEPT, "/admin/login/") for _ in range(5)]
        assert max(times) < 2, times
        assert sign_in("127.0.0.2") == refused
    assert eventually(lambda: sign_in("127.0.0.1") == refused)


def test_a_log_that_cannot_be_written_holds_up_nobody(site: Site) -> None:
    """As on a full disk: a limit on the size of files, since a disk of its own needs a privileged user."""
    limits = {}
    full = (site.folder / "output").stat().st_size
    try:
        for process in site.workers:
            limits[process] = process.rlimit(psutil.RLIMIT_FSIZE)
            process.rlimit(psutil.RLIMIT_FSIZE, (full, limits[process][1]))
        assert site.ask("/areas/atlantis/").status == 404
        assert site.ask("/areas/dorset/", Host="evil.example").status == 400  # which is logged
        assert site.ask("/areas/kent/").status == site.ask(KEPT).status == 200
    finally:
        for process, limit in limits.items():
            process.rlimit(psutil.RLIMIT_FSIZE, limit)


def test_a_disk_that_is_full_during_a_load_loses_nothing(site: Site, tmp_path: Path) -> None:
    """PostgreSQL cannot write its log and ends itself. Once it can again all is as before, and the load
    works."""
    server = EmbeddedPostgres(site.folder / "postgres")
    file = tmp_path / "figures.csv"
    header = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url"
    cells = "".join(
        f"dorset,,{year}-{year % 100 + 1:02},eligible_offenders,1,total,{year},,press report,A drill,\n"
        for year in range(2003, 2023)
    )
    file.write_text(f"{header}\n{cells}")

    def load() -> str:
        loading = subprocess.run(
            [sys.executable, "manage.py", "load_figures", str(file)],
            cwd=ROOT,
            env=BARE | {"DATABASE_URL": server.url, "SECRET_KEY": "s" * 50},
            capture_output=True,
            text=True,
            check=False,
        )
        return loading.stderr + loading.stdout

    def figures() -> object:
        with closing(psycopg2.connect(server.url)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM stats_figure")
            return cursor.fetchone()

    before = figures()
    started = site.said.count(STARTED_AGAIN)
    # What it begins from now on, as for the load, has its limit.
    command = ["prlimit", f"--pid={site.postmaster.pid}", "--fsize=8192"]
    subprocess.run(command, check=True, cwd="/", **server_account(server.data))
    told = load()
    assert "server closed the connection" in told or "File too large" in told, told
    with suppress(psutil.NoSuchProcess, FileNotFoundError):  # it may have ended by itself
        site.postmaster.kill()  # what it begins from now on has space again
    assert eventually(lambda: site.said.count(STARTED_AGAIN) > started, seconds=60), site.said
    assert eventually(lambda: site.ask("/readyz").status == 200, seconds=60)
    assert figures() == before
    assert "Loaded as release " in load()
    assert figures() != before
    assert site.ask("/areas/dorset/2015-16/").status == 200


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
