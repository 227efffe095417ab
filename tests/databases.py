"""Databases of their own, beside the one that DATABASE_URL names, for what needs more than a transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote, urlencode

import psycopg2
from psycopg2.extensions import parse_dsn


@contextmanager
def fresh_database(url: str, *, encoding: str = "", template: str = "") -> Iterator[str]:
    """The address of an empty database on the server of `url`, in that encoding or the server's own, or of a
    copy of the database `template`, to which nobody may be connected; dropped afterwards."""
    name = f"mappa_fresh_{secrets.token_hex(4)}"
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        other = (
            f"ENCODING '{encoding}' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0" if encoding else ""
        )
        if template:
            other = f'TEMPLATE "{template}"'
        cursor.execute(f'CREATE DATABASE "{name}" {other}')
        try:
            yield renamed(url, name)
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def renamed(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return f"postgresql:///?{urlencode(parse_dsn(url) | {'dbname': name}, quote_via=quote)}"
