"""The figures that ship with the project, loaded once for every test that reads them.

They stand in a database of their own beside the tests' empty one. A test that asks for `shipped` is pointed
at it for as long as it runs, inside a transaction that is rolled back like any other test's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from stats.loading.load_all import load_all
from stats.loading.outcome import Outcome
from stats.models import Area
from stats.queries.pages.area import AreaPage, area_page
from tests.kept import forget_what_is_kept
from tests.views.reading import Page

DATA_LOADS = Path(__file__).parents[1] / "data_loads"
SUFFIX = "shipped"


@pytest.fixture(scope="session")
def shipped_load(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, Outcome]]:
    """The name of a database that holds everything in data_loads, and what was told as it was loaded."""
    empty = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        connection.creation.clone_test_db(SUFFIX, verbosity=0)
        name = str(connection.creation.get_test_db_clone_settings(SUFFIX)["NAME"])
        point_to(name)
        outcome = load_all(DATA_LOADS)
        point_to(empty)
    assert outcome.errors == ()
    yield name, outcome
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(empty, verbosity=0, suffix=SUFFIX)
        point_to(empty)


@pytest.fixture(scope="session")
def shipped_database(shipped_load: tuple[str, Outcome]) -> str:
    """The name of that database; only `shipped` is connected to it."""
    return shipped_load[0]


@pytest.fixture(scope="session")
def shipped_outcome(shipped_load: tuple[str, Outcome]) -> Outcome:
    return shipped_load[1]


@pytest.fixture(scope="session")
def shipped_template(request: pytest.FixtureRequest) -> str:
    """The same to copy; empty where no test of this run asks for it, for then it would be made for a copy."""
    if any("shipped_database" in getattr(item, "fixturenames", ()) for item in request.session.items):
        return str(request.getfixturevalue("shipped_database"))
    return ""


@pytest.fixture
def on_shipped_database(shipped_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    empty = str(connection.settings_dict["NAME"])
    assert not connection.in_atomic_block, "A test that asks for `shipped` has no mark django_db and no `db`."
    # Findings are kept by release, and an empty database has none.
    forget_what_is_kept()
    with django_db_blocker.unblock():
        point_to(shipped_database)
    yield
    with django_db_blocker.unblock():
        point_to(empty)
    forget_what_is_kept()


@pytest.fixture
def shipped(on_shipped_database: None, db: None) -> None:
    """Everything in data_loads, as the site ships it; what the test changes is rolled back after it."""


@lru_cache(maxsize=1)
def every_area_page() -> tuple[AreaPage, ...]:
    """The page of every area and year held; for tests that ask for `shipped`. Plain values, so they last."""
    pages = []
    for slug in Area.objects.filter(kind=Area.Kind.AREA).order_by("slug").values_list("slug", flat=True):
        latest = area_page(slug)
        years = latest.area.years if latest else ()
        pages += [page for year in years if (page := area_page(slug, year=year)) is not None]
    return tuple(pages)


def page_sent(path: str, *, status: int = 200) -> str:
    """What is sent from that address, asked for once. For tests that use `shipped` and change nothing."""
    found, sent = _asked(path)
    assert found == status, path
    return sent


def page_read(path: str, *, status: int = 200) -> Page:
    """The same, read once: its text, tables and links."""
    page_sent(path, status=status)
    return _read(path)


@cache
def _asked(path: str) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, b"".join(answer).decode()


@cache
def _read(path: str) -> Page:
    return Page(_asked(path)[1])


def point_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
