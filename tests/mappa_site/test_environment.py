import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mappa_site.environment import database, listed, required, switch

ROOT = Path(__file__).parents[2]
WHOLE = {"SECRET_KEY": "0123456789" * 4 + "abcdefghijklmnop", "DATABASE_URL": "postgresql:///mappa?host=/tmp"}
PUBLIC = WHOLE | {"MAPPA_HTTPS": "1", "ALLOWED_HOSTS": "mappa.example"}


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A fresh process: settings are read once for each."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("left_out", "advice"),
    [
        ("SECRET_KEY", "SECRET_KEY is not set. Set it to 50 or more random characters"),
        ("DATABASE_URL", "DATABASE_URL is not set. Set it to postgresql://"),
        ("ALLOWED_HOSTS", "ALLOWED_HOSTS is not set. Set it to the site's host names"),
    ],
)
def test_a_missing_variable_is_an_error_that_says_what_to_set(left_out: str, advice: str) -> None:
    done = manage("check", environment={name: value for name, value in PUBLIC.items() if name != left_out})
    assert done.returncode == 1
    assert advice in done.stderr


def test_the_settings_for_the_public_pass_djangos_own_check() -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", environment=PUBLIC)
    assert done.returncode == 0, done.stderr


def test_local_settings_redirect_nobody_and_trust_no_proxy() -> None:
    program = (
        "from django.conf import settings; "
        "print(settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER, settings.DEBUG)"
    )
    done = manage("shell", "--no-imports", "-c", program, environment=WHOLE)
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
