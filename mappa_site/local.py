"""The environment of a local launch: a database that runs, and a secret of this checkout's own."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from mappa_site.embedded_postgres import DatabaseStartError, EmbeddedPostgres, programs
from mappa_site.environment import SECRET_LENGTH
from mappa_site.install import one_at_a_time
from mappa_site.steps import LOCAL, StepError

POSTGRES = LOCAL / "postgres"
SECRET = LOCAL / "secret_key"


@contextmanager
def local_environment() -> Iterator[None]:
    """Set what the settings need and the caller did not; the database runs for as long as this lasts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mappa_site.settings"
    if not os.environ.get("SECRET_KEY", "").strip():
        os.environ["SECRET_KEY"] = secret()
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    server = EmbeddedPostgres(POSTGRES)
    try:
        server.start()
    except DatabaseStartError as error:
        raise StepError(str(error)) from error
    os.environ["DATABASE_URL"] = server.url
    # `./run manage dbshell` and a dump then work without a PostgreSQL on the machine.
    os.environ["PATH"] = os.pathsep.join((os.environ.get("PATH", os.defpath), str(programs())))
    try:
        yield
    finally:
        server.stop()


def secret() -> str:
    """The secret of this checkout, made at the first launch and readable by its owner alone.

    A file cut short, as a power failure leaves it, counts as absent.
    """
    with one_at_a_time():
        kept = SECRET.read_text(errors="replace").strip("\0\n ") if SECRET.exists() else ""
        if len(kept) >= SECRET_LENGTH:
            return kept
        made = secrets.token_urlsafe(60)
        fresh = SECRET.with_name("secret_key.new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(made + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(SECRET)
        return made
