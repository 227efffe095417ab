"""Asking the API as a program does."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.test import Client


def ask(path: str, *, client: Client | None = None, status: int = 200, **headers: str) -> dict[str, Any]:
    """What is answered at an address below /api/v1/, as JSON."""
    answer = (client or Client()).get(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == status, (path, answer.getvalue())
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer.headers["Content-Type"] == kind
    found: dict[str, Any] = answer.json()
    return found


def refused(path: str, *, status: int, client: Client | None = None, **headers: str) -> dict[str, Any]:
    """The problem that is told, which says where it is, what it is, and which answer it goes with."""
    problem = ask(path, client=client, status=status, **headers)
    assert problem["status"] == status
    assert problem["type"] == f"/api/v1/docs#problem-{status}"
    assert problem["title"]
    assert problem["detail"]
    return problem


def table(path: str) -> list[dict[str, str]]:
    """The same list as CSV."""
    answer = Client().get(f"/api/v1/{path}", headers={"accept": "text/csv"})
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))
