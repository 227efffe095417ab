"""What a monitor sees."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_up_with_its_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db(transaction=True)
def test_without_its_database_it_says_so_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is not there, with its real error."""
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", "there-is-no-such-database")
        answer = client.get("/healthz")
        connection.close()

    assert (answer.status_code, answer.content) == (503, b"database unreachable\n")


@pytest.mark.django_db
def test_only_to_be_read(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
