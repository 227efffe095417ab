import os
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured

from mappa_site.environment import database, listed, required, switch
from tests.databases import fresh_database

ROOT = Path(__file__).parents[2]
WHOLE = {"SECRET_KEY": "0123456789" * 4 + "abcdefghijklmnop", "DATABASE_URL": "postgresql:///mappa?host=/tmp"}
PUBLIC = WHOLE | {"MAPPA_HTTPS": "1", "ALLOWED_HOSTS": "mappa.example"}


def python(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A fresh process: settings are read once for each."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set. Set it to 50 or more random characters"),
        ("SECRET_KEY", "x" * 49, "SECRET_KEY is too short: 49 characters. Set it to 50 or more random"),
        ("DATABASE_URL", "", "DATABASE_URL is not set. Set it to postgresql://"),
        ("DATABASE_URL", "mysql://db.example/mappa", "DATABASE_URL must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://db.example", "DATABASE_URL names no database. Add it at the end"),
        ("DATABASE_URL", "postgresql://me:secret%zz@db.example/mappa", "write the sign itself as %25"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set. Set it to the site's host names"),
        ("MAPPA_HTTPS", "true", "MAPPA_HTTPS is 'true'. Set it to 1 or 0."),
    ],
)
@pytest.mark.processes
@pytest.mark.parametrize("command", [("manage.py", "check"), ("-m", "mappa_site.serve")])
def test_a_missing_or_wrong_setting_is_one_sentence_that_says_what_to_set(
    command: Sequence[str], name: str, value: str, advice: str
) -> None:
    if command[0] == "-m" and not value and name != "ALLOWED_HOSTS":
        return  # serving, the checkout's own are used
    done = python(*command, environment=PUBLIC | {name: value, "PORT": "0"})
    assert (done.returncode, done.stdout) == (1, "")
    [sentence] = done.stderr.strip().splitlines()
    assert sentence.startswith("A setting is missing or wrong: ")
    assert advice in sentence
    assert "secret%" not in sentence


def test_a_database_that_cannot_hold_every_text_is_refused_before_it_is_written_to(
    django_db_modify_db_settings: None,
) -> None:
    with fresh_database(os.environ["DATABASE_URL"], encoding="LATIN1") as url:
        done = python("-m", "mappa_site.serve", environment=WHOLE | {"DATABASE_URL": url, "PORT": "0"})
        with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            assert cursor.fetchone() == (0,)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "The database keeps its texts in LATIN1" in done.stderr
    assert "createdb --encoding=UTF8" in done.stderr


def test_a_database_that_takes_no_changes_is_told_in_plain_words(django_db_modify_db_settings: None) -> None:
    with fresh_database(os.environ["DATABASE_URL"]) as url:
        read_only = f"{url}&options=-c%20default_transaction_read_only%3Don"
        done = python("-m", "mappa_site.serve", environment=WHOLE | {"DATABASE_URL": read_only, "PORT": "0"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "It can be read and not written" in done.stderr


def test_a_user_who_may_not_make_tables_is_told_in_plain_words(django_db_modify_db_settings: None) -> None:
    """PostgreSQL's default since version 15 for every user but the database's owner."""
    with (
        fresh_database(os.environ["DATABASE_URL"]) as url,
        closing(psycopg2.connect(url)) as connection,
        connection.cursor() as cursor,
    ):
        connection.autocommit = True
        role = f"mappa_guest_{secrets.token_hex(4)}"
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'guest'")
        try:
            guest = f"{url}&user={role}&password=guest"
            done = python("-m", "mappa_site.serve", environment=WHOLE | {"DATABASE_URL": guest, "PORT": "0"})
        finally:
            cursor.execute(f"DROP ROLE {role}")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "permission denied for schema public" in done.stderr
    assert "GRANT CREATE ON SCHEMA public" in done.stderr


@pytest.mark.thorough
@pytest.mark.processes
def test_the_settings_for_the_public_pass_djangos_own_check() -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level", "INFO", environment=PUBLIC)
    assert done.returncode == 0, done.stderr


@pytest.mark.thorough
@pytest.mark.processes
def test_local_settings_redirect_nobody_and_trust_no_proxy() -> None:
    program = (
        "from django.conf import settings; "
        "print(settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER, settings.DEBUG)"
    )
    done = python("manage.py", "shell", "--no-imports", "-c", program, environment=WHOLE)
    assert done.stdout.split() == ["False", "None", "False"]


@pytest.mark.parametrize("value", ["true", "yes", "2", "off"])
def test_a_switch_is_1_or_0(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Set it to 1 or 0"):
        switch("DJANGO_DEBUG", environ={"DJANGO_DEBUG": value})


def test_a_blank_variable_is_a_missing_one() -> None:
    assert not switch("DJANGO_DEBUG", environ={"DJANGO_DEBUG": ""})
    assert listed("ALLOWED_HOSTS", environ={"ALLOWED_HOSTS": " a.example, ,b.example "}) == [
        "a.example",
        "b.example",
    ]
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        required("SECRET_KEY", advice="Set it.", environ={"SECRET_KEY": " "})


def test_a_database_address_is_read_whole() -> None:
    found = database("postgres://me:p%40ss@db.example:5433/figures?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
    )
    assert found["NAME"] == "figures"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert database("postgresql:///figures?host=/a%20b/socket")["HOST"] == "/a b/socket"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite:///figures.db", "no other database is supported"),
        ("postgresql://[db.example/figures", "cannot be read"),
        ("postgresql://db.example/figures?sslmod=require", "cannot be read"),
        ("postgresql://me@db.example", "names no database"),
    ],
)
def test_a_wrong_database_address_is_an_error(url: str, message: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=message):
        database(url)
