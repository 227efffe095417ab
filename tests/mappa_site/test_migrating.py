"""A migration that is killed: what was applied is whole, and the next start goes on from there."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from tests.databases import fresh_database
from tests.mappa_site.launching import ROOT, eventually

pytestmark = [pytest.mark.django_db, pytest.mark.processes]

# Everything that a migration could leave half made.
SCHEMA = """
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, '', '', '' FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'migration', app, name, '', '', '' FROM django_migrations
"""


def rows(url: str, query: str) -> set[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as plain, plain.cursor() as cursor:
        cursor.execute(query)
        return {*cursor.fetchall()}


def test_a_migration_that_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        whole = {*cursor.fetchall()}
    with fresh_database(os.environ["DATABASE_URL"]) as url:
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        environment = os.environ | {"DATABASE_URL": url}
        with (tmp_path / "said").open("wb") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)

            def applied() -> int:
                there = rows(url, "SELECT to_regclass('django_migrations') IS NOT NULL") == {(True,)}
                return len(rows(url, "SELECT app, name FROM django_migrations")) if there else 0

            assert eventually(lambda: applied() >= 5 or process.poll() is not None, seconds=120)
            process.kill()
            process.wait()
        half = rows(url, SCHEMA)
        assert 5 <= sum(row[0] == "migration" for row in half) < sum(row[0] == "migration" for row in whole)
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        assert rows(url, SCHEMA) == whole
