"""Two sites behind nginx, on a database with a standby: deploy/ as it stands, on one machine.

The tests follow one another as a bad day does: a release, a host that is lost, a database that is lost.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import psutil
import psycopg2
import pytest

from mappa_site.launch.embedded_postgres import ENVIRONMENT, EmbeddedPostgres, programs, server_account
from mappa_site.launch.install import BUILT
from tests.deploy.proxy import NGINX, in_front
from tests.mappa_site.launching import end, eventually, free_port, launch

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it"),
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed: .ci/run does it"),
]
SERVE = "from mappa_site import serve; serve.main()"
PAGE = "/areas/dorset/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Deployed:
    folder: Path
    port: int
    redirecting: int
    sites: tuple[Popen[bytes], ...]
    primary: EmbeddedPostgres
    standby: EmbeddedPostgres

    @property
    def database_url(self) -> str:
        return address(self.primary, self.standby)

    def ask(self, path: str, headers: Mapping[str, str] = {}, *, port: int = 0) -> Answer:
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def statuses(self, path: str, *, times: int = 20) -> Counter[int]:
        return Counter(self.ask(path).status for _ in range(times))

    def releases(self, path: str = PAGE, *, times: int = 20) -> set[int]:
        """What a page says in its foot, asked for again and again."""
        texts = (self.ask(path).body.decode() for _ in range(times))
        return {int(number) for text in texts for number in re.findall(r"Release (\d+)", text)[-1:]}

    def release(self) -> int:
        """Make one on whichever database takes changes, and give its number."""
        with closing(psycopg2.connect(self.database_url)) as connection, connection as within:
            cursor = within.cursor()
            cursor.execute(
                "INSERT INTO stats_release (number, title, description) "
                "SELECT max(number) + 1, 'Another', '' FROM stats_release RETURNING number"
            )
            [[number]] = cursor.fetchall()
        return int(number)


def address(*servers: EmbeddedPostgres) -> str:
    """libpq's own list of hosts: the first that takes changes is used."""
    folders = ",".join(quote(str(server.socket_folder), safe="/") for server in servers)
    ports = ",".join("5432" for _ in servers)
    return f"postgresql:///mappa?host={folders}&port={ports}&user=postgres&target_session_attrs=read-write"


def copied(primary: EmbeddedPostgres, folder: Path) -> EmbeddedPostgres:
    """A standby that follows the primary by streaming."""
    standby = EmbeddedPostgres(folder, durable=False)
    folder.mkdir()
    account = server_account(primary.data)
    if account:
        shutil.chown(folder, account["user"], account["group"])
    command = [
        str(programs() / "pg_basebackup"),
        f"--host={primary.socket_folder}",
        f"--pgdata={standby.data}",
        "--username=postgres",
        "--write-recovery-conf",
        "--checkpoint=fast",
    ]
    subprocess.run(command, check=True, cwd="/", env=ENVIRONMENT, **account)
    standby.start()
    return standby


def await_serving(site: Popen[bytes], said: Path) -> None:
    assert eventually(lambda: "Serving on" in said.read_text() or site.poll() is not None, seconds=120)
    assert site.poll() is None, said.read_text()


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployed]:
    folder = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    folder.chmod(0o711)
    ports = (free_port(), free_port())
    with ExitStack() as at_the_end:
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        primary = at_the_end.enter_context(EmbeddedPostgres(folder / "primary", durable=False))
        standby = EmbeddedPostgres(folder / "standby", durable=False)
        sites = []
        for number, port in enumerate(ports):
            said = folder / f"site-{number}"
            environment = {
                "DATABASE_URL": address(primary, standby),
                "PORT": str(port),
                "WEB_CONCURRENCY": "1",
                "SECRET_KEY": "s" * 50,
            }
            site = launch(SERVE, said=said, **environment)
            at_the_end.callback(end, site)
            at_the_end.callback(site.terminate)
            sites.append(site)
            await_serving(site, said)
            if number == 0:  # the tables are there now
                at_the_end.callback(copied(primary, folder / "standby").stop)
        port, redirecting = free_port(), free_port()
        at_the_end.enter_context(in_front(folder / "nginx", port=port, redirecting=redirecting, sites=ports))
        yield Deployed(folder, port, redirecting, tuple(sites), primary, standby)


def test_the_public_comes_over_https(deployed: Deployed) -> None:
    answer = deployed.ask("/areas/?q=leeds", port=deployed.redirecting)
    assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/areas/?q=leeds")


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, *;q=0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_a_page_is_kept_for_each_compression(deployed: Deployed, accepted: str, given: str | None) -> None:
    first = deployed.ask(PAGE, {"Accept-Encoding": accepted})
    again = deployed.ask(PAGE, {"Accept-Encoding": accepted})
    assert first.status == again.status == 200
    assert first.headers.get("content-encoding") == again.headers.get("content-encoding") == given
    assert first.body == again.body
    assert (
        deployed.ask(PAGE, {"Accept-Encoding": accepted, "If-None-Match": again.headers["etag"]}).status
        == 304
    )


def test_what_watches_the_site_is_not_the_publics(deployed: Deployed) -> None:
    assert deployed.ask("/healthz").status == deployed.ask("/readyz").status == 404


def test_the_log_knows_requests_and_no_visitor(deployed: Deployed) -> None:
    deployed.ask("/about/")
    # nginx writes the line once the answer is gone.
    assert eventually(lambda: '"path":"/about/"' in (deployed.folder / "nginx" / "mappa.log").read_text())
    log = (deployed.folder / "nginx" / "mappa.log").read_text()
    assert '"network":"127.0.0.0"' in log
    assert "127.0.0.1" not in log


def test_the_admin_is_never_kept(deployed: Deployed) -> None:
    first, second = (deployed.ask("/admin/login/") for _ in range(2))
    assert first.status == 200
    assert first.headers["set-cookie"] != second.headers["set-cookie"]


def test_what_is_asked_with_a_session_is_kept_nowhere(deployed: Deployed) -> None:
    """Where MAPPA_ADMIN_PATH was set and nginx was not told, the admin is asked for like any page."""

    def logged() -> list[str]:
        log = (deployed.folder / "nginx" / "mappa.log").read_text()
        return re.findall(rf'"path":"{PAGE}".*"cache":"(\w+)"', log)

    before = len(logged())
    for cookie in ({}, {"Cookie": "theme=dark; __Secure-sessionid=abc"}, {"Cookie": "sessionid=abc"}):
        assert deployed.ask(PAGE, cookie).status == 200
    assert eventually(lambda: len(logged()) == before + 3)
    assert [kept == "BYPASS" for kept in logged()[before:]] == [False, True, True]


def test_a_release_is_seen_on_every_host(deployed: Deployed) -> None:
    deployed.releases()
    number = deployed.release()
    time.sleep(2)  # a second for each host, and a second in nginx
    assert deployed.releases() == {number}


def test_a_host_that_is_lost_is_not_missed(deployed: Deployed) -> None:
    deployed.sites[0].kill()
    deployed.sites[0].wait(10)
    assert deployed.statuses(PAGE) == {200: 20}
    assert deployed.statuses("/areas/kent/") == {200: 20}


def test_the_standby_takes_over(deployed: Deployed) -> None:
    """Kept pages go on all the while; what changes goes on as soon as the standby was told to take over."""
    pid = (deployed.primary.data / "postmaster.pid").read_text().split()[0]
    psutil.Process(int(pid)).kill()
    assert deployed.statuses(PAGE) == {200: 20}
    # What is not kept is answered by the site: nginx goes on asking it.
    assert deployed.statuses("/areas/norfolk/") == {503: 20}
    assert b"The figures cannot be read just now" in deployed.ask("/areas/norfolk/").body
    with closing(psycopg2.connect(deployed.standby.url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("SELECT pg_promote()")
        assert cursor.fetchone() == (True,)
    assert eventually(lambda: deployed.ask("/areas/essex/").status == 200, seconds=30)
    number = deployed.release()
    assert eventually(lambda: deployed.releases(times=1) == {number}, seconds=10)
    assert deployed.releases() == {number}


def test_without_any_site_kept_pages_go_on_and_others_are_told_calmly(deployed: Deployed) -> None:
    assert deployed.ask(PAGE).status == 200
    for site in deployed.sites:
        site.terminate()
        site.wait(20)
    assert deployed.statuses(PAGE) == {200: 20}
    assert deployed.statuses("/areas/suffolk/") == {503: 20}
    answer = deployed.ask("/areas/suffolk/")
    assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("30", "no-store")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"Please try again in a minute." in answer.body
