import gc
import sys
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from xdist.scheduler import LoadScopeScheduling

from stats.documents.bounded import in_child as parsed_in_child
from stats.documents.problems import Where
from tests import environment
from tests.shipped import (  # noqa: F401
    on_shipped_database,
    shipped,
    shipped_database,
    shipped_load,
    shipped_outcome,
    shipped_template,
)

# Begun first, and in this order, so that no worker is left with a long file once the others are done.
LONGEST = (
    "functional/test_every_page.py",
    "views/test_nothing_of_a_draft.py",
    "views/test_every_sentence.py",
    "views/test_every_figure_stands.py",
    "functional/test_hostile_input.py",
    "mappa_site/launch/test_backup.py",
    "management/test_freeze.py",
    "mappa_site/test_bad_days.py",
    "deploy/test_several_hosts.py",
    "views/test_withdrawn.py",
    "queries/pages/test_compare_years_data.py",
    "presentation/area/test_page.py",
    "mappa_site/launch/test_launch.py",
    "mappa_site/launch/test_first_run.py",
    "mappa_site/launch/test_embedded_postgres.py",
    "functional/test_entering.py",
    "functional/test_pointing_at_a_chart.py",
    "functional/test_keyboard.py",
    "functional/test_entering_pages.py",
    "views/test_words_on_pages.py",
    "loading/test_round_trip.py",
    "loading/test_load_all.py",
)
# They read the same pages, which are asked for once on each worker.
READERS = (
    "views/test_every_sentence.py",
    "views/test_every_figure_stands.py",
    "views/test_words_on_pages.py",
    "views/test_valid_html.py",
)
# They look at every area and year that is held, which are fetched once on each worker.
EVERY_AREA_PAGE = (
    "presentation/area/test_page.py",
    "presentation/area/test_position.py",
    "queries/test_against_reference.py",
)
PATIENCE = 5  # seconds
# Files with a test that commits, see `commits`.
COMMITTING = (
    "api/test_published_meanwhile.py",
    "drafting/test_given_files.py",
    "drafting/test_interrupted.py",
    "drafting/test_saving.py",
    "loading/test_interrupted.py",
    "views/test_health.py",
    "views/test_past_releases.py",
)
RANKS = {Path(__file__).parent / name: rank for rank, name in enumerate(LONGEST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first. Tests that commit come last: they empty the tables of their worker.

    What migrations put there, such as the groups of the admin, is then gone for whatever would follow.
    """
    last = {Path(__file__).parent / name for name in COMMITTING}
    if missing := {item.path for item in items if commits(item)} - last:
        raise pytest.UsageError(f"Add to COMMITTING in tests/conftest.py: {', '.join(map(str, missing))}")
    items.sort(key=lambda item: (item.path in last, RANKS.get(item.path, len(RANKS))))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end: to look through it for what can go takes a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Nor is it looked through later; and pages are made of so many short-lived objects that it pays to look
    less often: 4% of the processor time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Files stay on one worker, which makes only once what a file makes once."""
    return FilesTogether(config, log)


class FilesTogether(LoadScopeScheduling):
    """A file to a worker. Readers of the same pages share one, and so do tests that commit.

    xdist's own marks for groups end up in ids that pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", maxsplit=1)[0].removeprefix("tests/")
        groups = {"readers": READERS, "area pages": EVERY_AREA_PAGE, "committing": COMMITTING}
        for name, files in groups.items():
            if file in files:
                return name
        return file


def commits(item: pytest.Item) -> bool:
    """Whether the test has the database without a transaction that is rolled back after it."""
    mark = item.get_closest_marker("django_db")
    wanted = mark is not None and bool(mark.kwargs.get("transaction"))
    return wanted or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Starts the tests' own PostgreSQL: asked for by pytest-django before it first connects.

    Each worker of pytest-xdist has test databases under names of its own.
    """
    if environment.server:
        environment.server.start()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The databases go once nobody uses them: a killed client's session stays for a moment.

    One that stays longer is told, with all that may have it, and ended: it would keep the database.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        deadline = time.monotonic() + PATIENCE
        while (others := sessions_of_others(cursor)) and time.monotonic() < deadline:
            time.sleep(0.1)
        for pid, *told in others:
            threads = [thread.name for thread in threading.enumerate()]
            print(f"\nA session is still open: {told}. Threads: {threads}", file=sys.stderr)
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def sessions_of_others(cursor: Any) -> list[Any]:
    """The process of each other session of this database, what it did last, and since when."""
    cursor.execute(
        "SELECT pid, application_name, state, wait_event, backend_start, query FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return list(cursor.fetchall())


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Static files by their own names, so that no test needs them collected, and looked for when one is asked
    for: each test's client would list them all first, which takes as long as a page. Passwords are hashed
    quickly: the site's own way is meant to keep a core busy for a third of a second."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a child process has parsed in this run is not given to another under the same name: each
    takes 50 ms of a core to start. Not for tests of that process and of its bounds."""

    def in_child(do: str, data: bytes, *, where: Where, answer: Any, **task: Any) -> object:
        if task.keys() == {"name"}:
            return parsed(do, data, where, answer, task["name"])
        return parsed_in_child(do, data, where=where, answer=answer, **task)

    monkeypatch.setattr("stats.documents.bounded.in_child", in_child)


@lru_cache(maxsize=100)
def parsed(do: str, data: bytes, where: Where, answer: Any, name: str) -> object:
    return parsed_in_child(do, data, where=where, answer=answer, name=name)
