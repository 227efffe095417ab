"""Serving, in the virtual environment: database, migrations, figures, static files, and the web server.

One process, because importing Django and its libraries is most of what a second launch waits for; those that
answer are forked from it.
"""

import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.exceptions import MigrationSchemaMissing
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from psycopg2 import errorcodes

from mappa_site.code_version import digest, files_below
from mappa_site.launch.embedded_postgres import EmbeddedPostgres
from mappa_site.launch.install import one_at_a_time
from mappa_site.launch.local import local_environment
from mappa_site.launch.steps import Stamp, StepError, end_on_sigterm, reported, say, timed
from mappa_site.listening import number_of_workers, take_address, where

THREADS = 16  # in each process; what makes pages is fewer, see database_wait.py
CONNECTIONS = 4096  # that a process holds at once; more wait
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


class Site:
    """The web server. In each process an event loop holds the connections, however slow, and hands requests
    that have arrived to a few threads."""

    def __init__(self, address: socket.socket, *, server: EmbeddedPostgres | None) -> None:
        self.server = server
        self.host, self.port = address.getsockname()[:2]
        self.link = where(address)
        self.ended = threading.Event()
        self.under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        address.close()  # each process listens by itself

    def run(self) -> None:
        allow_many_connections()
        if sys.platform == "linux":
            # Forked, they share the memory of what is imported; Python 3.14 would begin each anew.
            multiprocessing.set_start_method("fork", force=True)
            _ = import_module("mappa_site.wsgi")
        site = Granian(
            "",
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=number_of_workers(),
            blocking_threads=THREADS,
            backlog=CONNECTIONS,
            backpressure=CONNECTIONS,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            metrics_enabled=bool(settings.METRICS_PORT),
            metrics_port=settings.METRICS_PORT,
        )
        site.on_startup(lambda: self.handle_hangup(end=site.signal_handler_interrupt))
        for beside in (self.announce, self.look_after_server):
            site.on_startup(threading.Thread(target=beside, daemon=True).start)
        try:
            site.serve(target_loader=load, wrap_loader=False)
        finally:
            self.ended.set()

    def handle_hangup(self, *, end: Callable[..., None]) -> None:
        """End when the terminal closes, where granian would begin its processes anew and stay behind."""
        signal.signal(signal.SIGHUP, signal.SIG_IGN if self.under_nohup else end)

    def announce(self) -> None:
        """Say where the site is, as soon as one process listens."""
        while not self.ended.wait(0.02):
            with suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
                break
        say(
            f"Serving on {self.link} - Ctrl-C stops it.\n"
            f"To make the first admin user for {self.link[:-1]}{settings.ADMIN_PATH}, "
            "run: ./run manage createsuperuser"
        )

    def look_after_server(self) -> None:
        """Start the embedded server again each time it has died; where that fails, say so and try later."""
        seconds = 1
        while self.server is not None and not self.ended.wait(seconds):
            seconds = 1
            try:
                if self.server.revive():
                    say("The database had stopped. It is started again, and nothing stored is lost.")
            except StepError as error:
                seconds = SECONDS_TO_NEXT_TRY
                say(f"The database has stopped: {error}\nTrying again in {seconds} seconds.")


def load() -> Callable[..., Any]:
    """The site, in a process that answers. It ends with the one that began it, however that ends."""
    from mappa_site.wsgi import application

    threading.Thread(target=end_without, args=(os.getppid(),), daemon=True).start()
    return application


def end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def allow_many_connections() -> None:
    """As many open files as this user may have: each connection is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * CONNECTIONS
    with suppress(ValueError, OSError):  # macOS allows fewer than it says
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )


if __name__ == "__main__":
    main()
