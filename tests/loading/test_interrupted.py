"""A load that is killed, interrupted or met by another leaves no half behind. Real processes, real locks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from stats.documents import Upload
from stats.loading.pipeline import load_figures
from stats.models import Figure, Report
from tests.factories import make_area, make_figure
from tests.loading.conftest import FILES, dump
from tests.signals import as_in_a_terminal

pytestmark = pytest.mark.django_db(transaction=True)

FILE = FILES / "dash_in_category_3_level_1.csv"
PATIENCE = 180  # seconds: a guard against hanging, not a limit; the machine may be busy


@contextmanager
def another_session() -> Iterator[psycopg2.extensions.cursor]:
    """A second connection to the tests' database, with a transaction of its own."""
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.rollback()
        other.close()


def environment() -> Mapping[str, str]:
    """That of the tests, with DATABASE_URL leading to their own database."""
    dsn = connection.connection.get_dsn_parameters()
    query = "&".join(f"{name}={dsn[name]}" for name in ("host", "port", "user") if dsn.get(name))
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql:///{dsn['dbname']}?{query}",
        "PGPASSWORD": settings.DATABASES["default"]["PASSWORD"] or "",
    }


@contextmanager
def loading_process() -> Iterator[subprocess.Popen[str]]:
    """`manage.py load_figures` on its own, killed at the end if it is still there."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "load_figures", str(FILE)],
        cwd=settings.BASE_DIR,
        env=environment(),
        preexec_fn=as_in_a_terminal,  # noqa: PLW1509 - it only sets signals
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until_blocked(*, times: int = 1) -> None:
    """Wait until so many sessions of the database wait for a lock."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() == (times,):
                return
        time.sleep(0.05)
    pytest.fail("the load never came to wait for the lock")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_load_killed_within_its_transaction_leaves_everything_as_it_was(how: signal.Signals) -> None:
    make_figure(category="1", level="total", value=670, area=make_area("dorset"))
    before = dump()

    with another_session() as cursor, loading_process() as process:
        # By now the load has made its source; it must also lock the report's row, which is taken here.
        cursor.execute("SELECT 1 FROM stats_report FOR UPDATE")
        wait_until_blocked()
        process.send_signal(how)
        _, stderr = process.communicate(timeout=PATIENCE)

    assert process.returncode != 0
    if how is signal.SIGINT:
        assert stderr.splitlines()[-1] == "CommandError: Interrupted. Nothing was loaded."
        assert process.returncode == 130
    assert dump() == before
    with loading_process() as again:
        again.communicate(timeout=PATIENCE)
    assert again.returncode == 0
    assert Figure.objects.count() == 3


def test_a_fault_while_writing_leaves_everything_as_it_was() -> None:
    make_area("dorset")
    before = dump()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE 'no second figure'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON stats_figure FOR EACH ROW "
            "WHEN (NEW.level = '2') EXECUTE FUNCTION pg_temp.refuse()"
        )
    try:
        with pytest.raises(Exception, match="no second figure"):
            load_figures([Upload("f.csv", path=FILE)])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER refuse ON stats_figure")
    assert dump() == before


def test_two_loads_at_once_follow_one_another() -> None:
    make_area("dorset")
    with another_session() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(20140331)")
        with loading_process() as first, loading_process() as second:
            wait_until_blocked(times=2)
            cursor.connection.rollback()
            outputs = [process.communicate(timeout=PATIENCE) for process in (first, second)]

    assert [first.returncode, second.returncode] == [0, 0], outputs
    said = sorted(stdout.splitlines()[-1] for stdout, _ in outputs)
    assert said == [
        "Loaded as release 1: 2 added.",
        "Nothing to change: the database holds all of it already.",
    ]
    assert all(stdout.startswith("Another load is running; waiting for it to end.") for stdout, _ in outputs)


def test_loads_of_many_reports_in_opposite_orders_do_not_lock_each_other_out() -> None:
    make_area("dorset")
    header = FILE.read_text("utf-8").splitlines()[0]
    lines = [
        f"dorset,,{year}-{year % 100 + 1:02d},eligible_offenders,1,total,{{}},,press report,Echo,,"
        for year in range(2001, 2023)
    ]
    failures: list[BaseException] = []

    def load_often(order: int) -> None:
        try:
            for value in range(5):
                text = "\n".join(
                    [header, *(line.format(value * 10 + order % 3 + 1) for line in lines[::order])]
                )
                assert load_figures([Upload("f.csv", content=text.encode())], reason="Again.").errors == ()
        except BaseException as failure:  # noqa: BLE001 - told in the test's own thread
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=load_often, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert failures == []
    assert Report.objects.count() == len(lines)
