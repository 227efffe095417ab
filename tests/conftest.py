from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from tests import environment
from tests.shipped import on_shipped_database, shipped, shipped_database  # noqa: F401


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
