"""For whoever watches the server: does the process answer, and can it do its work?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_TEXT = "text/plain; charset=utf-8"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody else, so that a database that is away gets no process killed."""
    return HttpResponse("ok\n", content_type=_TEXT)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, and has the tables that this code expects."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type=_TEXT)
    if waiting:
        return HttpResponse(f"{len(waiting)} migrations to apply\n", status=503, content_type=_TEXT)
    return HttpResponse("ok\n", content_type=_TEXT)
