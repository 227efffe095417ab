from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests import environment
from tests.shipped import on_shipped_database, shipped, shipped_database  # noqa: F401

# Begun first, and in this order, so that no worker is left with a long file once the others are done.
LONGEST = (
    "functional/test_every_page.py",
    "views/test_nothing_of_a_draft.py",
    "views/test_every_sentence.py",
    "views/test_every_figure_stands.py",
    "functional/test_hostile_input.py",
    "views/test_withdrawn.py",
    "queries/pages/test_compare_years_data.py",
    "presentation/area/test_page.py",
    "mappa_site/test_launch.py",
    "mappa_site/test_first_run.py",
    "mappa_site/test_embedded_postgres.py",
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
)
RANKS = {Path(__file__).parent / name: rank for rank, name in enumerate(LONGEST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first. Tests that commit come last: they empty the tables of their worker.

    What migrations put there, such as the groups of the admin, is then gone for whatever would follow. The
    marks ask that a file, and the readers of the same pages, stay on one worker.

    xdist 3.8 writes a group into an id that pytest 9.2 no longer reads: until one of them gives way, each
    test goes where there is room. A scheduler of our own kept files together and took a fifth less time, but
    once a session stayed open on a worker's database, and nobody knows yet whose.
    """
    items.sort(key=lambda item: (commits(item), RANKS.get(item.path, len(RANKS))))
    readers = {Path(__file__).parent / name for name in READERS}
    for item in items:
        group = "readers" if item.path in readers else str(item.path)
        item.add_marker(pytest.mark.xdist_group("commits" if commits(item) else group))


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


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Static files by their own names, so that no test needs them collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield
