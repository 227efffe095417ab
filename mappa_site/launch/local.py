"""The environment of a local launch: a database that runs, and a secret of this checkout's own.

`python -m mappa_site.launch.local` is Django's command line in it, as `./run manage` is.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mappa_site.environment import SECRET_LENGTH
from mappa_site.launch.embedded_postgres import EmbeddedPostgres, programs
from mappa_site.launch.install import one_at_a_time
from mappa_site.launch.steps import LOCAL, end_on_sigterm, open_private, reported, run_python

POSTGRES = LOCAL / "postgres"
SECRET = LOCAL / "secret_key"


@contextmanager
def local_environment() -> Iterator[EmbeddedPostgres | None]:
    """Set what the settings need and the caller did not; the database runs for as long as this lasts.

    Gives the embedded server, None where DATABASE_URL names another.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "mappa_site.settings"
    if not os.environ.get("SECRET_KEY", "").strip():
        os.environ["SECRET_KEY"] = secret()
    if os.environ.get("DATABASE_URL", "").strip():
        yield None
        return
    with EmbeddedPostgres(POSTGRES) as server:
        os.environ["DATABASE_URL"] = server.url
        # `./run manage dbshell` and a dump then work without a PostgreSQL on the machine.
        os.environ["PATH"] = os.pathsep.join((os.environ.get("PATH", os.defpath), str(programs())))
        yield server


def secret() -> str:
    """The secret of this checkout, made at the first launch and readable by its owner alone.

    A file cut short, as a power failure leaves it, counts as absent.
    """
    with one_at_a_time():
        kept = SECRET.read_text(errors="replace").strip("\0\n ") if SECRET.exists() else ""
        if len(kept) >= SECRET_LENGTH:
            return kept
        made = secrets.token_urlsafe(60)
        with open_private(SECRET, "wb") as file:
            file.write(made.encode())
        return made


if __name__ == "__main__":
    end_on_sigterm()
    with reported(), local_environment():
        sys.exit(run_python(["manage.py", *sys.argv[1:]]))
