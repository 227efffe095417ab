"""The tables as the public saw them at an earlier release: views over the history, in a schema of their own.

A query that runs with that schema first on its search path reads the past and need not know it
(stats.queries.at_release). The views are made again after each migration, so that they follow the models.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pghistory.models
from django.db import connection, models, transaction

from stats.models.activity import LocalActivity
from stats.models.area import Area, PopulationEstimate
from stats.models.figure import Figure, Report
from stats.models.note import Note
from stats.models.release import Correction, Release
from stats.models.source import Source

SCHEMA = "at_release"
SETTING = "mappa.release"
"""The number of the release that the views show."""

TRACKED: tuple[type[models.Model], ...] = (
    Area,
    Source,
    Report,
    Figure,
    Note,
    PopulationEstimate,
    LocalActivity,
)
# Whatever address an area or a source has had, before or since, leads to the one that it had then.
_OTHER_SLUGS = "coalesce(array_remove(now.former_slugs || now.slug, state.slug), state.former_slugs)"

_NUMBER = f"current_setting('{SETTING}')::integer"


def _seen(state: str) -> str:
    """A state belongs to the release that was made in its transaction: the two have one time. One without a
    release belongs to the first that came after it."""
    return f"""(
        {state}.pgh_created_at IN (SELECT made_at FROM public.stats_release WHERE number <= {_NUMBER})
        OR {state}.pgh_created_at <= (SELECT made_at FROM public.stats_release WHERE number = {_NUMBER})
        AND {state}.pgh_created_at NOT IN (SELECT made_at FROM public.stats_release)
    )"""


def _of_history(model: type[models.Model]) -> str:
    """The last state of each row that the release's readers saw, unless it was taken away by then.

    Written so that a condition on a column can be met by an index: a page of one area does not read the
    history of all.
    """
    table = model._meta.db_table
    events = _events(model)._meta.db_table
    columns = ", ".join(
        f"{_OTHER_SLUGS} AS {column}" if column == "former_slugs" else f"state.{column}"
        for column in _columns(model)
    )
    return f"""
        SELECT {columns}
        FROM public.{events} state
        LEFT JOIN public.{table} now ON now.id = state.id
        WHERE {_seen("state")} AND state.pgh_label <> 'delete' AND NOT EXISTS (
            SELECT FROM public.{events} later
            WHERE later.pgh_obj_id = state.pgh_obj_id AND later.pgh_id > state.pgh_id AND {_seen("later")}
        )
    """


def _views() -> dict[str, str]:
    """The query of each view, by the name of the table in whose place it stands."""
    return {
        **{model._meta.db_table: _of_history(model) for model in TRACKED},
        Release._meta.db_table: f"SELECT * FROM public.stats_release WHERE number <= {_NUMBER}",
        Correction._meta.db_table: f"SELECT * FROM public.stats_correction WHERE release_id <= {_NUMBER}",
    }


def _events(model: type[models.Model]) -> type[pghistory.models.Event]:
    return model.pgh_event_model  # type: ignore[attr-defined, no-any-return]


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def drop_views(*, plan: list[Any], **_: object) -> None:
    """Before a migration, which could not change a column that a view reads."""
    if plan:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def make_views(**_: object) -> None:
    """After a migration. Where they are as they are to be, nothing is done."""
    queries = _views()
    version = sha256(repr(queries).encode()).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [SCHEMA])
        if cursor.fetchone() == (version,):
            return
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table, query in queries.items():
            cursor.execute(f"CREATE VIEW {SCHEMA}.{table} AS {query}")
        cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{version}'")
