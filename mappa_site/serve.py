"""Serving, in the virtual environment: database, migrations, figures, static files, gunicorn, in one process.

One process, because importing Django and its libraries is most of what a second launch waits for.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from mappa_site.code_version import digest, files_below
from mappa_site.listening import take_address, where
from mappa_site.local import local_environment
from mappa_site.steps import Stamp, StepError, end_on_sigterm, reported, say, timed

WORKERS = 2
THREADS = 4


def main() -> NoReturn:
    end_on_sigterm()
    with reported():
        address = take_address()
        with local_environment():
            prepare()
            serve(address)


def prepare() -> None:
    """Bring the database and the static files up to the code and to data_loads/."""
    try:
        django.setup()
        with timed("Bringing the database up to date"):
            call_command("migrate", interactive=False, verbosity=0)
        with timed("Loading data_loads"):
            call_command("load_all")
        collect_static()
    except ImproperlyConfigured as error:
        raise StepError(f"A setting is missing or wrong: {error}") from error
    except OperationalError as error:
        raise StepError(
            f"The database cannot be used: {error}\nIf DATABASE_URL is set, check that its server runs and "
            "lets this user in; unset it to use the embedded database."
        ) from error
    except CommandError as error:
        raise StepError(
            f"{error}\n\nNothing of it was loaded. Correct what is named above and run again."
        ) from error
    finally:
        connections.close_all()  # a connection must not be carried into the workers


def collect_static() -> None:
    root = settings.BASE_DIR
    decisive = [root / "requirements.txt", root / "mappa_site" / "settings.py"]
    stamp = Stamp("collected", digest(root, [*files_below(root, ["build/static"]), *decisive]))
    if stamp.fresh() and settings.STATIC_ROOT.is_dir():
        return
    with timed("Collecting and compressing the static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    stamp.set()


class SiteArbiter(Arbiter):  # type: ignore[misc]  # gunicorn ships no types
    """Ends when the terminal closes, where gunicorn would reload and stay behind."""

    handle_hup = Arbiter.handle_term

    def init_signals(self) -> None:
        under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().init_signals()
        if under_nohup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)


class Site(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, address: socket.socket) -> None:
        self.address = where(address)
        self.descriptor = address.detach()
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self.descriptor}",
            "preload_app": True,
            "workers": int(os.environ.get("WEB_CONCURRENCY") or WORKERS),
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
        say(f"Serving on {self.address} - Ctrl-C stops it.")
        say(f"To make the first admin user for {self.address}admin/, run: ./run manage createsuperuser")

    def run(self) -> None:
        SiteArbiter(self).run()


def serve(address: socket.socket) -> NoReturn:
    Site(address).run()
    sys.exit(0)


if __name__ == "__main__":
    main()
