"""Serving, in the virtual environment: database, migrations, figures, static files, gunicorn, in one process.

One process, because importing Django and its libraries is most of what a second launch waits for.
"""

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.exceptions import MigrationSchemaMissing
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from psycopg2 import errorcodes

from mappa_site.code_version import digest, files_below
from mappa_site.embedded_postgres import EmbeddedPostgres
from mappa_site.install import one_at_a_time
from mappa_site.listening import number_of_workers, take_address, where
from mappa_site.local import local_environment
from mappa_site.steps import Stamp, StepError, end_on_sigterm, reported, say, timed

THREADS = 4
SECONDS_TO_NEXT_TRY = 15  # after the embedded server could not be started again

# Any number will do; it must be the same in every process that migrates.
MIGRATION_LOCK = 20_140_401

ADVICE = {
    errorcodes.INSUFFICIENT_PRIVILEGE: "The user that DATABASE_URL names may not make the site's tables. Let "
    "the database's owner say: GRANT CREATE ON SCHEMA public TO that user; or make that user the owner.",
    errorcodes.READ_ONLY_SQL_TRANSACTION: "It can be read and not written, as a standby can. Let "
    "DATABASE_URL name one that takes changes.",
    errorcodes.DISK_FULL: "Its disk is full. Free some space and run again: what is stored is kept.",
}


def main() -> NoReturn:
    end_on_sigterm()
    with reported():
        address = take_address()
        with local_environment() as server:
            prepare()
            Site(address, server=server).run()
            sys.exit(0)


def prepare() -> None:
    """Bring the database and the static files up to the code and to data_loads/."""
    try:
        django.setup()
        require_utf8()
        with timed("Bringing the database up to date"), one_migration_at_a_time():
            call_command("migrate", interactive=False, verbosity=0)
        with timed("Loading data_loads"):
            call_command("load_all")
        collect_static()
    except ImproperlyConfigured as error:
        raise StepError(f"A setting is missing or wrong: {error}") from error
    except (DatabaseError, MigrationSchemaMissing) as error:
        if not (advice := advice_on(error)):
            raise
        raise StepError(f"The database cannot be used: {error}\n{advice}") from error
    except CommandError as error:
        raise StepError(
            f"{error}\n\nNothing of it was loaded. Correct what is named above and run again."
        ) from error
    finally:
        if settings.configured:  # else asking for the connections would raise again what was wrong
            connections.close_all()  # a connection must not be carried into the workers


def advice_on(error: BaseException) -> str | None:
    """What to do about a database that cannot be used; None for what only a mistake in the code explains."""
    cause: BaseException | None = error
    while cause is not None:
        if advice := ADVICE.get(getattr(cause, "pgcode", None) or ""):
            return advice
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, OperationalError):
        return (
            "If DATABASE_URL is set, check that its server runs and lets this user in; unset it to use the "
            "embedded database."
        )
    return None


def require_utf8() -> None:
    """Another encoding takes the figures and then refuses a curly apostrophe in somebody's reason."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        raise StepError(
            f"The database keeps its texts in {encoding}, in which not every text can be written. "
            "Make one in UTF-8, for instance by: createdb --encoding=UTF8 --template=template0 NAME"
        )


@contextmanager
def one_migration_at_a_time() -> Iterator[None]:
    """Two launches on one database must not make the same tables; the second waits, and says so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATION_LOCK])
        if cursor.fetchone() != (True,):
            say("  waiting for another launch to finish the same")
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def collect_static() -> None:
    root = settings.BASE_DIR
    decisive = [root / "requirements.txt", root / "mappa_site" / "settings.py"]
    stamp = Stamp("collected", digest(root, [*files_below(root, ["build/static"]), *decisive]))
    with one_at_a_time():
        if stamp.fresh() and settings.STATIC_ROOT.is_dir():
            return
        with timed("Collecting and compressing the static files"), stamp.renewed():
            call_command("collectstatic", interactive=False, verbosity=0)


class SiteArbiter(Arbiter):  # type: ignore[misc]  # gunicorn ships no types
    """Ends when the terminal closes, where gunicorn would reload and stay behind. Each second, when gunicorn
    looks after its workers, it also looks after the embedded server."""

    handle_hup = Arbiter.handle_term

    def murder_workers(self) -> None:
        super().murder_workers()
        self.app.look_after_server()

    def init_signals(self) -> None:
        under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().init_signals()
        if under_nohup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)


class Site(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, address: socket.socket, *, server: EmbeddedPostgres | None) -> None:
        self.server = server
        self.next_try = 0.0
        self.address = where(address)
        self.descriptor = address.detach()
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self.descriptor}",
            "preload_app": True,
            "workers": number_of_workers(),
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: self.announce(),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        from mappa_site.wsgi import application

        return application

    def announce(self) -> None:
        say(
            f"Serving on {self.address} - Ctrl-C stops it.\n"
            f"To make the first admin user for {self.address}admin/, run: ./run manage createsuperuser"
        )

    def look_after_server(self) -> None:
        """Start the embedded server again if it has died; where that fails, say so and try again later."""
        if self.server is None or time.monotonic() < self.next_try:
            return
        try:
            if self.server.revive():
                say("The database had stopped. It is started again, and nothing stored is lost.")
        except StepError as error:
            self.next_try = time.monotonic() + SECONDS_TO_NEXT_TRY
            say(f"The database has stopped: {error}\nTrying again in {SECONDS_TO_NEXT_TRY} seconds.")

    def run(self) -> None:
        SiteArbiter(self).run()


if __name__ == "__main__":
    main()
