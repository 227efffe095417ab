"""Real servers, really started, killed and stopped."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg2
import pytest

from mappa_site.launch import embedded_postgres
from mappa_site.launch.embedded_postgres import (
    SOCKET_FOLDER,
    DatabaseStartError,
    EmbeddedPostgres,
    server_account,
)
from tests.mappa_site.launching import eventually

pytestmark = pytest.mark.processes


@pytest.fixture
def unmade() -> Iterator[Path]:
    """Where a server's folder will be."""
    made = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    yield made / "postgres"
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def once_started() -> Iterator[Path]:
    """A server's folder as its first start and stop left it: to make the data takes a second."""
    made = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    with server(made / "postgres"):
        pass
    yield made / "postgres"
    shutil.rmtree(made)


@pytest.fixture
def folder(unmade: Path, once_started: Path) -> Path:
    subprocess.run(["cp", "-a", str(once_started), str(unmade)], check=True)  # noqa: S607 - keeps the owner
    return unmade


def server(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, durable=False)


def ask(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            found = cursor.fetchone() if cursor.description else None
            return found[0] if found else None
    finally:
        connection.close()


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg2.OperationalError:
        return False


def postmaster(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "data" / "postmaster.pid").read_text().splitlines()[0]))


def has_ended(process: psutil.Process, *, seconds: float = 0) -> bool:
    """A zombie has ended too: in a container whose first process reaps nothing it stays for ever."""

    def is_gone() -> bool:
        try:
            return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    return is_gone() or eventually(is_gone, seconds=seconds)


def test_it_starts_keeps_the_data_and_stops(unmade: Path) -> None:
    with server(unmade) as first:
        ask(first.url, "CREATE TABLE kept AS SELECT 42 AS number")
        process = postmaster(unmade)
    assert has_ended(process)
    assert not answers(first.url)
    with server(unmade) as second:
        assert ask(second.url, "SELECT number FROM kept") == 42


def test_the_database_is_unicode_and_knows_welsh_letters(unmade: Path) -> None:
    with server(unmade) as running:
        assert ask(running.url, "SHOW server_encoding") == "UTF8"
        assert ask(running.url, "SELECT lower('YR ŴYDDGRUG')") == "yr ŵyddgrug"


def test_it_listens_on_no_port_and_only_its_owner_may_enter(unmade: Path) -> None:
    with server(unmade) as running:
        assert ask(running.url, "SHOW listen_addresses") == ""
        assert running.socket_folder.stat().st_mode & 0o777 == 0o700
        assert (unmade / "data").stat().st_mode & 0o077 == 0


def test_the_last_user_stops_it_and_not_the_first(folder: Path) -> None:
    first, second = server(folder), server(folder)
    first.start()
    second.start()
    first.stop()
    assert answers(second.url)
    second.stop()
    assert not answers(second.url)


def test_a_forked_child_that_ends_leaves_it_running(folder: Path) -> None:
    with server(folder) as running:
        child = multiprocessing.get_context("fork").Process(target=running.stop)
        child.start()
        child.join()
        assert child.exitcode == 0
        assert answers(running.url)


def start_elsewhere(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that uses the server until it is killed."""
    program = (
        "import sys, time, pathlib; from mappa_site.launch.embedded_postgres import EmbeddedPostgres;"
        "EmbeddedPostgres(pathlib.Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(60)"
    )
    user = subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE)
    assert user.stdout
    assert user.stdout.readline() == b"up\n"
    return user


def kill(user: subprocess.Popen[bytes]) -> None:
    user.kill()
    user.communicate()


@pytest.mark.thorough
def test_a_server_left_by_a_killed_user_is_used_and_then_stopped(folder: Path) -> None:
    kill(start_elsewhere(folder))
    process = postmaster(folder)
    assert process.is_running()
    with server(folder) as running:
        assert postmaster(folder).pid == process.pid
        assert answers(running.url)
    assert has_ended(process)


@pytest.mark.thorough
def test_it_recovers_after_user_and_server_were_killed(folder: Path) -> None:
    user = start_elsewhere(folder)
    process = postmaster(folder)
    url = server(folder).url
    ask(url, "CREATE TABLE kept AS SELECT 42 AS number")
    kill(user)
    process.send_signal(signal.SIGKILL)
    assert has_ended(process, seconds=10)
    with server(folder):
        assert ask(url, "SELECT number FROM kept") == 42


@pytest.mark.thorough
def test_a_stale_number_that_another_program_has_now_is_forgotten(folder: Path) -> None:
    with server(folder) as first:
        lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
    stale = folder / "data" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    with server(folder) as second:
        assert answers(second.url)
    assert first.url == second.url


@pytest.mark.thorough
def test_a_first_start_cut_short_is_begun_again(unmade: Path) -> None:
    half_made = unmade / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    with server(unmade) as running:
        assert answers(running.url)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["with a space", "with, a comma and \"quotes'", "long-" * 30, "ŵ"])
def test_any_path_will_do(unmade: Path, name: str) -> None:
    with server(unmade / name) as running:
        assert answers(running.url)
        assert SOCKET_FOLDER.fullmatch(os.fsencode(running.socket_folder))
    assert not running.socket_folder.exists() or running.socket_folder.is_relative_to(unmade)


def test_data_of_another_postgresql_is_refused_with_advice(unmade: Path) -> None:
    (unmade / "data").mkdir(parents=True)
    (unmade / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseStartError, match="made by PostgreSQL 16; this version of the site brings 18"):
        server(unmade).start()


@pytest.mark.thorough
def test_damaged_data_is_told_with_the_end_of_the_log(folder: Path) -> None:
    with server(folder):
        pass
    (folder / "data" / "global" / "pg_control").unlink()
    with pytest.raises(DatabaseStartError, match="could not find the database system"):
        server(folder).start()


@pytest.mark.thorough
def test_the_log_of_the_server_before_is_kept(folder: Path) -> None:
    with server(folder):
        (folder / "log").write_text("how it died")
    with server(folder):
        assert (folder / "log.old").read_text().startswith("how it died")
        assert "ready to accept connections" in (folder / "log").read_text()


@pytest.mark.thorough
def test_what_it_keeps_is_closed_to_other_users(unmade: Path) -> None:
    """The log repeats what was typed, and whoever may open a lock may hold it."""
    unmade.mkdir(mode=0o755)
    with server(unmade):
        assert unmade.stat().st_mode & 0o066 == 0
        assert {name: (unmade / name).stat().st_mode & 0o777 for name in ("log", "lock", "users")} == {
            "log": 0o600,
            "lock": 0o600,
            "users": 0o600,
        }


@pytest.mark.thorough
def test_a_disk_that_is_full_asks_for_space_and_keeps_the_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server(folder):
        pass
    pretending = folder / "bin" / "postgres"
    pretending.parent.mkdir()
    pretending.write_text("#!/bin/sh\necho 'PANIC:  could not write: No space left on device'\nexit 1\n")
    pretending.chmod(0o755)
    monkeypatch.setattr(embedded_postgres, "programs", lambda: pretending.parent)
    with pytest.raises(DatabaseStartError, match=r"Free some space and run again; .* must stay") as told:
        server(folder).start()
    assert "remove" not in str(told.value)


@pytest.fixture
def small_disk(unmade: Path) -> Iterator[Path]:
    """A file system of 100 MB, which the data nearly fills."""
    unmade.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=100m,mode=755", "tmpfs", str(unmade)]
    if os.geteuid() != 0 or subprocess.run(mounted, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk, and not in every container")
    yield unmade
    subprocess.run(["umount", str(unmade)], check=True)  # noqa: S607 - umount from the PATH


@pytest.mark.thorough
def test_it_goes_on_once_a_full_disk_has_space_again(small_disk: Path) -> None:
    with server(small_disk / "postgres") as running:
        ask(running.url, "CREATE TABLE kept AS SELECT 42 AS number")
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(bytes(4096))
    with pytest.raises(DatabaseStartError, match="Free some space") as told:
        server(small_disk / "postgres").start()
    assert "remove" not in str(told.value)
    filler.unlink()
    with server(small_disk / "postgres") as running:
        assert ask(running.url, "SELECT number FROM kept") == 42


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as somebody else")
def test_root_starts_it_as_somebody_else_and_keeps_to_the_owner(unmade: Path) -> None:
    with server(unmade):
        assert postmaster(unmade).uids().effective != 0
    assert server_account(unmade / "data")["user"] == (unmade / "data").stat().st_uid


@pytest.mark.thorough
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that another user may not enter")
def test_a_folder_above_becomes_passable_but_not_readable(unmade: Path) -> None:
    unmade.parent.chmod(0o700)
    with server(unmade):
        assert unmade.parent.stat().st_mode & 0o777 == 0o701
