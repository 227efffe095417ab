"""`./run backup FILE` and `./run restore FILE`: the whole database in one file, by PostgreSQL's own programs.

They come with the embedded server and are used for any other too, from which they also take what PostgreSQL
15 to 18 have written. A restore is one transaction: readers see the one state or the other.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import make_dsn, parse_dsn

from mappa_site.environment import CONNECT_SECONDS
from mappa_site.launch.embedded_postgres import programs
from mappa_site.launch.local import local_environment
from mappa_site.launch.steps import StepError, end_on_sigterm, open_private, reported, say, timed
from mappa_site.serve import MIGRATION_LOCK, advice_on, one_migration_at_a_time, require_utf8

FULL = "A disk is full. Free some space and run again."
PAST = "at_release"  # stats.models.at_release
LOCK_SECONDS = 60  # for how long it waits until a load or a publication is done

# pg_restore writes it for its own version; PostgreSQL 15 and 16 do not know it.
NEWER_SETTING = b"SET transaction_timeout"
END_OF_SETTINGS = b"SELECT pg_catalog.set_config('search_path'"

TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
"""
TRIGGER_FUNCTIONS = r"""
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname ~ '^(_?pgtrigger_|_pgh_)' ORDER BY 1
"""
HELD = """
    SELECT coalesce(max(number), 0), (SELECT count(*) FROM stats_draft), (SELECT count(*) FROM auth_user)
    FROM stats_release
"""


def main() -> None:
    end_on_sigterm()
    parser = argparse.ArgumentParser(prog="./run", description="Back the database up, or put it back.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("backup").add_argument("file", type=Path, metavar="FILE")
    restoring = commands.add_parser("restore")
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--replace", action="store_true", help="replace what the database holds now")
    given = parser.parse_args()
    with reported(), plain_words(), local_environment():
        django.setup()
        if given.command == "backup":
            back_up(given.file.resolve())
        else:
            restore(given.file.resolve(), replace=given.replace)


@contextmanager
def plain_words() -> Iterator[None]:
    try:
        yield
    except ImproperlyConfigured as error:
        raise StepError(f"A setting is missing or wrong: {error}") from error
    except DatabaseError as error:
        if not (advice := advice_on(error)):
            raise
        raise StepError(f"The database cannot be used: {error}\n{advice}") from error


def back_up(file: Path) -> None:
    """Write the database as it is at one moment into a new file. Raises StepError, and then leaves none."""
    if file.exists():
        raise StepError(f"{file} is there already. Name another file, or remove that one first.")
    if not file.parent.is_dir():
        raise StepError(f"There is no folder {file.parent}. Make it first.")
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        open_private(part, "wb").close()  # accounts and their secrets are in it
        with timed("Backing the database up"):
            wait = f"--lock-wait-timeout={LOCK_SECONDS}s"
            command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", wait, f"--file={part}"]
            command.append(f"--exclude-schema={PAST}")  # views, which each migration makes
            _run(*command, on_database=True, told="The database could not be backed up.")
            read_through(part)
            with part.open("rb") as written:
                os.fsync(written.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    say(
        f"{file} holds all of it, {file.stat().st_size / 1e6:.1f} MB: figures, drafts, given files, history, "
        "accounts with their secrets. Keep it where nobody else can read it."
    )


def restore(file: Path, *, replace: bool) -> None:
    """Put back what the file holds, and bring it up to this version. Raises StepError where it cannot be put
    back; then nothing is changed."""
    if not file.is_file():
        raise StepError(f"There is no file {file}.")
    with timed("Reading the backup"):
        read_through(file)
        require_known_migrations(file)
    require_utf8()
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(TRIGGER_FUNCTIONS)
        functions = [name for (name,) in cursor.fetchall()]
    if tables:
        require_own(tables)
        if not replace:
            raise StepError(f"{_held()} To replace all of it, add --replace to the command.")
    connections.close_all()
    with timed("Putting the database back"):
        _put_back(file, clearing=_clearing(tables, functions))
    with timed("Bringing the database up to date"), one_migration_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
    say(_held())
    connections.close_all()


def read_through(file: Path) -> None:
    """Raises StepError where the file is no backup, was cut off, or cannot be unpacked."""
    _run(
        "pg_restore",
        f"--file={os.devnull}",
        str(file),
        told=f"{file} cannot be put back: it is no backup of this site, or is cut off or damaged.",
    )


def require_known_migrations(file: Path) -> None:
    """Raises StepError where a newer version of the site made the file: this one cannot read its tables."""
    rows = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(file))
    fields = [line.split("\t") for line in rows.splitlines()]
    applied = {(line[1], line[2]) for line in fields if len(line) == 4}
    if not applied:
        raise StepError(f"{file} is no backup of this site: it tells of no migrations.")
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {*loader.disk_migrations}.union(*(found.replaces for found in loader.disk_migrations.values()))
    if newer := sorted(".".join(one) for one in applied - known):
        raise StepError(
            f"{file} was made by a newer version of the site: this one does not know {', '.join(newer)}. "
            "Install that version, and restore with it."
        )


def require_own(tables: list[str]) -> None:
    """Raises StepError where somebody else's tables are beside the site's, which would go as well."""
    own = {*connection.introspection.django_table_names(include_views=False), "django_migrations"}
    if others := [name for name in tables if name not in own]:
        raise StepError(
            f"The database also holds {', '.join(others)}, which this version of the site does not know. "
            "Restore into a database of its own: make one with createdb, and name it in DATABASE_URL."
        )


def _held() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute(HELD)
            release, drafts, accounts = cursor.fetchone()
    except DatabaseError:
        return "The database holds tables of this site."
    return f"The database holds release {release}; drafts: {drafts}, accounts: {accounts}."


def _clearing(tables: list[str], functions: list[str]) -> str:
    """All tables at once, since they refer to one another. What others made of them stops the restore."""
    lines = [
        "BEGIN;",
        f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s';",
        f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK});",
        f"DROP SCHEMA IF EXISTS {PAST} CASCADE;",
    ]
    if tables:
        lines.append(f"DROP TABLE {', '.join(tables)};")
    if functions:
        lines.append(f"DROP FUNCTION {', '.join(functions)};")
    return "\n".join([*lines, ""])


def _put_back(file: Path, *, clearing: str) -> None:
    """One transaction, which this process begins and ends by what it hands over: where it is killed, or
    pg_restore does not come to its end, psql reads no COMMIT and nothing is changed."""
    psql, environment = _on_database(["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"])
    script = [_path("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=said) as reading,
        subprocess.Popen(
            psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=environment
        ) as writing,
    ):
        if not (reading.stdout and writing.stdin):
            raise AssertionError  # both were asked for
        is_whole = False
        with suppress(BrokenPipeError):  # psql has ended, and said why
            _feed(reading.stdout, writing.stdin, clearing=clearing)
            if reading.wait() == 0:
                # Triggers come last in the file: they wrote no history a second time, and told nobody.
                writing.stdin.write(b"ANALYZE;\nNOTIFY mappa_releases;\nCOMMIT;\n")
                is_whole = True
        reading.kill()
        with suppress(BrokenPipeError):
            writing.stdin.close()
        if writing.wait() or not is_whole:
            said.seek(0)
            why = _why(said.read().decode(errors="replace"))
            raise StepError(f"Nothing was changed: the backup could not be put back.\n{why}")


def _feed(script: IO[bytes], psql: IO[bytes], *, clearing: str) -> None:
    psql.write(clearing.encode())
    for line in script:
        if not line.startswith(NEWER_SETTING):
            psql.write(line)
        if line.startswith(END_OF_SETTINGS):
            break
    shutil.copyfileobj(script, psql)


def _run(name: str, *arguments: str, on_database: bool = False, told: str = "") -> str:
    """What the program printed. Raises StepError with `told` and the program's own words."""
    command, environment = [_path(name), *arguments], None
    if on_database:
        command, environment = _on_database([name, *arguments])
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise StepError(f"{told}\n{_why(done.stderr)}")
    return done.stdout


def _on_database(command: list[str]) -> tuple[list[str], Mapping[str, str]]:
    """The command and its environment; the password is in neither the list of processes nor a file."""
    parts = {"connect_timeout": CONNECT_SECONDS} | parse_dsn(os.environ["DATABASE_URL"])
    environment = os.environ | {"LC_ALL": "C"}
    if password := parts.pop("password", ""):
        environment["PGPASSWORD"] = str(password)
    name, *arguments = command
    return [_path(name), *arguments, "--dbname", make_dsn(**parts)], environment


def _path(name: str) -> str:
    return str(programs() / name)


def _why(said: str) -> str:
    """What the programs said, with what to do where that is known."""
    advice = {
        "No space left on device": FULL,
        "Disk quota exceeded": FULL,
        "server version mismatch": "The server is newer than this version of the site. Use its own pg_dump.",
        "lock timeout": "The database is busy. Wait until what is being loaded or published is done.",
        "deadlock detected": "The database is busy. Run again.",
        "permission denied for schema": "Let the database's owner say: GRANT CREATE ON SCHEMA public TO the "
        "user that DATABASE_URL names.",
        "other objects depend on": "Somebody made views or the like of the site's tables. Remove "
        "those first.",
    }
    found = [words for sign, words in advice.items() if sign in said]
    return "\n".join(["\n".join(said.strip().splitlines()[:6]), *dict.fromkeys(found)])


if __name__ == "__main__":
    main()
