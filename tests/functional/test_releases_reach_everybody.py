"""A release is seen by everybody within a second, on a site of two processes that keep their pages."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import extensions

from tests.functional.serving import Site, served

pytestmark = pytest.mark.thorough

SECOND = 1.0
ASKED = 60  # times: that neither of two processes is asked is then out of the question


@pytest.fixture(scope="module")
def site(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    log: Path = tmp_path_factory.mktemp("site") / "log"
    with served(os.environ["DATABASE_URL"], log=log, processes=2) as site:
        yield site


@contextmanager
def connected(site: Site) -> Iterator[extensions.cursor]:
    with (
        closing(psycopg2.connect(site.database_url)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        yield cursor


def release(site: Site) -> int:
    """Make one, as every publishing does, and give its number."""
    with (
        closing(psycopg2.connect(site.database_url)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO stats_release (number, title, description) "
            "SELECT max(number) + 1, 'Another', '' FROM stats_release RETURNING number"
        )
        [[number]] = cursor.fetchall()
        return int(number)


def seen(site: Site, path: str = "/about/") -> Counter[int]:
    """The releases that pages name in their foot, each answer counted."""
    texts = (site.ask(path).text for _ in range(ASKED))
    return Counter(int(number) for text in texts for number in re.findall(r"Release (\d+)", text)[-1:])


def test_a_release_is_seen_on_every_process_within_a_second(site: Site) -> None:
    seen(site)
    number = release(site)
    time.sleep(SECOND)
    assert seen(site) == {number: ASKED}


def test_where_the_channel_is_cut_it_is_seen_all_the_same(site: Site) -> None:
    seen(site)
    with connected(site) as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchall() >= [(2,)]
    number = release(site)
    time.sleep(SECOND)
    assert seen(site) == {number: ASKED}


def test_a_release_that_is_taken_back_is_seen_too(site: Site) -> None:
    """As when an older backup is put back under the running site."""
    number = release(site)
    time.sleep(SECOND)
    with (
        closing(psycopg2.connect(site.database_url)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM stats_release WHERE number = %s", [number])
    time.sleep(SECOND)
    assert seen(site) == {number - 1: ASKED}
