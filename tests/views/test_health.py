"""What a monitor sees."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_alive_without_asking_the_database(client: Client) -> None:
    """Without the mark a test may ask none."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_ready_with_its_database(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="stats").order_by("-pk").first().delete()  # type: ignore[union-attr]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"1 migrations to apply\n")


@pytest.mark.django_db(transaction=True)
def test_without_its_database_it_says_so_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is not there, with its real error."""
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", "there-is-no-such-database")
        answer = client.get("/readyz")
        alive = client.get("/healthz")
        connection.close()

    assert (answer.status_code, answer.content) == (503, b"database unreachable\n")
    assert alive.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_to_be_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
