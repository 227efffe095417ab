"""Reading the environment: what is missing or malformed is an error that says what to set."""

import os
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import psycopg2
from django.core.exceptions import ImproperlyConfigured
from psycopg2.extensions import parse_dsn

SECRET_LENGTH = 50
"""The fewest characters of a SECRET_KEY; Django's own check for the public asks for as many."""

CONNECT_SECONDS = 5
"""How long a server may take to answer a connection, if DATABASE_URL says nothing of `connect_timeout`."""


def required(
    name: str, *, advice: str, least_length: int = 1, environ: Mapping[str, str] = os.environ
) -> str:
    """The value of a variable that has no default.

    Raises ImproperlyConfigured, with the advice, where it is absent or blank, or so short that it could be
    guessed.
    """
    value = environ.get(name, "").strip()
    if len(value) < least_length:
        wrong = f"too short: {len(value)} characters" if value else "not set"
        raise ImproperlyConfigured(f"{name} is {wrong}. {advice}")
    return value


def switch(name: str, *, environ: Mapping[str, str] = os.environ) -> bool:
    """True for 1, False for 0 or absent; anything else is refused, so that `false` cannot turn a thing on."""
    value = environ.get(name, "").strip()
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")
    return value == "1"


def whole_number(name: str, *, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """The value of a variable that is a whole number, 0 or more; the default where it is absent or blank."""
    value = environ.get(name, "").strip()
    if value and not (value.isascii() and value.isdecimal() and len(value) < 7):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number.")
    return int(value) if value else default


def path_of(name: str, *, default: str, environ: Mapping[str, str] = os.environ) -> str:
    """A part of the site by its path: "/desk/" for `desk`, `/desk` or `/desk/`."""
    given = environ.get(name, "").strip()
    path = f"/{given.strip('/')}/" if given else default
    if not re.fullmatch(r"(/[A-Za-z0-9_-]+)+/", path):
        raise ImproperlyConfigured(f"{name} is {given!r}. Set it to letters, digits and hyphens: desk-4f2a")
    return path


def networks(name: str, *, environ: Mapping[str, str] = os.environ) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks with commas between: `10.1.0.0/16, 2001:db8::1`."""
    try:
        return tuple(ip_network(part, strict=False) for part in listed(name, environ=environ))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {error}. Set it to addresses or networks with commas between: 10.1.0.0/16, 192.0.2.7"
        ) from None


def contact(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """Where to write to, as an address that says how: `mailto:` is put before a bare one."""
    given = environ.get(name, "").strip()
    if re.fullmatch(r"[^@\s:]+@[^@\s:]+", given):
        return f"mailto:{given}"
    if given and not re.fullmatch(r"(mailto:|https://|tel:)\S+", given):
        raise ImproperlyConfigured(
            f"{name} is {given!r}. Set it to an e-mail address or an https:// address."
        )
    return given


def listed(name: str, *, environ: Mapping[str, str] = os.environ) -> list[str]:
    """A comma-separated variable as a list, blanks left out."""
    return [part.strip() for part in environ.get(name, "").split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address such as `postgresql://user:password@host:5432/name`.

    libpq itself reads the address, so that every form and option it knows works here.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// (no other database is supported)."
        )
    try:
        parts = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        # libpq repeats the address or the part in question, which may be the password.
        why = str(error).strip().replace(url, "(the address)")
        if "percent-encoded" in why:
            why = "after a % come two hexadecimal digits; write the sign itself as %25"
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {why}.") from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database. Add it at the end: postgresql://…/mappa")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "mappa", "connect_timeout": CONNECT_SECONDS} | parts,
    }
