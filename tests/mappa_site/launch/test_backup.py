"""The whole database into a file and back: also into an older PostgreSQL and from it into the newer one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from mappa_site.launch import backup
from mappa_site.launch.backup import read_through, require_known_migrations, require_own
from mappa_site.launch.embedded_postgres import programs, server_account
from mappa_site.launch.steps import StepError
from tests.databases import fresh_database

ROOT = Path(__file__).parents[3]
OTHERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian puts them

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.processes,
    pytest.mark.django_db,  # makes the shipped database
]

# What only the database holds, in letters that a careless copy would lose.
TYPED_IN = r"""
INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name, last_name, email,
        date_joined)
    VALUES ('ann', 'pbkdf2$x', true, true, true, E'\u00d3 \\N', E'tab\there', '', now());
INSERT INTO django_session VALUES ('key', E'line\nline\r\n\\.\nSET transaction_timeout = 0;\n', now());
INSERT INTO stats_draft (area_id, start_year, source_kind, source_title, source_url, pages, cells, notes,
        version, changed_at)
    SELECT id, 2031, 'own-report', E'It\u2019s a draft', '', '{}', '{"a": "\u00bd\\n"}', '{}', 1, now()
    FROM stats_area WHERE slug = 'kent';
INSERT INTO stats_givenfile (kind, state, name, content, words, source_kind, source_title, source_url,
        changed_at, given_by_id)
    SELECT 'report', 'waiting', 'r.pdf', '\x00ff5c0a', '', '', '', '', now(), id FROM auth_user;
UPDATE stats_figure SET source_page = '99' WHERE id IN (SELECT min(id) FROM stats_figure);
"""
NAMES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
RULES = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'  -- PostgreSQL 18 has more of these
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT table_name || column_name || coalesce(column_default, '') || is_nullable || is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
    ORDER BY 1
"""


def run(*arguments: str | Path, url: str) -> subprocess.CompletedProcess[str]:
    """`./run backup …` or `./run restore …` once all is installed, beside that database."""
    return subprocess.run(
        [sys.executable, "-m", "mappa_site.launch.backup", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def state(url: str) -> dict[str, object]:
    """Every row of every table, the sequences, and every rule that is kept of them."""
    with closing(psycopg2.connect(url, options="-c timezone=UTC")) as connection:
        cursor = connection.cursor()

        def asked(question: str) -> list[tuple[object, ...]]:
            cursor.execute(question)
            return cursor.fetchall()

        found: dict[str, object] = {
            str(name): asked(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608 - PostgreSQL's own
            for (name,) in asked(NAMES)
        }
        # PostgreSQL writes a check in other casts and brackets once it has read what it wrote itself.
        rules = [re.sub(r"::[a-z ]+(\[\])?|[()]", "", str(rule)) for (rule,) in asked(RULES)]
        return found | {"sequences": asked(SEQUENCES), "rules": sorted(rules)}


def change(url: str, sql: str) -> None:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture(scope="module")
def held(shipped_database: str) -> Iterator[str]:
    """The address of a database with everything in data_loads and something of each kind that is typed in."""
    with fresh_database(os.environ["DATABASE_URL"], template=shipped_database) as url:
        change(url, TYPED_IN)
        yield url


@pytest.fixture(scope="module")
def saved(held: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "whole.dump"
    done = run("backup", file, url=held)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def empty(held: str) -> Iterator[str]:
    with fresh_database(held) as url:
        yield url


@pytest.fixture(params=OTHERS or [Path()], ids=lambda found: found.parent.name or "none")
def other_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database on the server of another version, where the machine has one."""
    if request.param not in OTHERS:
        pytest.skip("no PostgreSQL beside the embedded one is installed (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    data, account = folder / "data", server_account(folder / "data")
    if account:
        os.chown(folder, account["user"], account["group"])

    def tell(name: str, *arguments: str) -> None:
        command = [str(request.param / name), "-D", str(data), *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL, **account)

    try:
        tell("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses= -c fsync=off -c timezone=UTC -k {folder}"
        tell("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql:///postgres?host={folder}&user=postgres"
        tell("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def test_what_was_backed_up_comes_back_row_by_row(held: str, saved: Path, empty: str) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in saved.parent.iterdir()] == ["whole.dump"]
    before = state(held)
    with closing(psycopg2.connect(empty)) as site:
        site.autocommit = True
        site.cursor().execute("LISTEN mappa_releases")
        done = run("restore", saved, url=empty)
        assert done.returncode == 0, done.stderr
        site.poll()
        assert site.notifies, "a running site was not told"
    assert state(empty) == before

    # What is made next has an identity of its own, and one line of history. Nothing of it goes unasked.
    change(empty, "INSERT INTO stats_release (number, title, description) VALUES (900, 'New', '')")
    change(empty, "UPDATE stats_figure SET source_page = '98' WHERE source_page = '99'")
    change(empty, "CREATE VIEW mine AS SELECT count(*) FROM stats_figure")
    after = state(empty)
    assert len(after["stats_figureevent"]) == len(before["stats_figureevent"]) + 1  # type: ignore[arg-type]
    for options, message in (
        ([], "The database holds release 900; drafts: 1, accounts: 1. To replace all of it, add --replace"),
        (["--replace"], "Somebody made views or the like of the site's tables."),
    ):
        refused = run("restore", saved, *options, url=empty)
        assert (refused.returncode, message in refused.stderr) == (1, True), refused.stderr
        assert state(empty) == after
    change(empty, "DROP VIEW mine")
    assert run("restore", saved, "--replace", url=empty).returncode == 0
    assert state(empty) == before


def test_another_postgresql_takes_it_and_gives_it_back(
    held: str, saved: Path, other_server: str, empty: str, tmp_path: Path
) -> None:
    done = run("restore", saved, url=other_server)
    assert done.returncode == 0, done.stderr
    assert state(other_server) == state(held)
    assert run("backup", tmp_path / "older.dump", url=other_server).returncode == 0
    done = run("restore", tmp_path / "older.dump", url=empty)
    assert done.returncode == 0, done.stderr
    assert state(empty) == state(held)


def test_data_alone_goes_into_tables_that_are_there(held: str, saved: Path, empty: str) -> None:
    """By PostgreSQL's own program and option, which needs a superuser: no history is written twice."""
    for options in (["--schema-only"], ["--data-only", "--disable-triggers"]):
        fixed = [str(programs() / "pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={empty}"]
        subprocess.run([*fixed, *options, str(saved)], check=True)
    assert state(empty) == state(held)


@pytest.mark.parametrize("kept", [0, 5, 400, 0.2, 0.6, 0.999])
def test_a_file_that_is_cut_off_is_refused(kept: float, saved: Path, tmp_path: Path) -> None:
    whole, cut = saved.read_bytes(), tmp_path / "cut.dump"
    cut.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(StepError, match="is no backup of this site, or is cut off or damaged"):
        read_through(cut)


def test_an_end_that_comes_too_soon_is_never_taken_for_the_whole(
    held: str, saved: Path, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the file broke off between the look at it and the restore, or as if the command was killed."""
    cut = tmp_path / "cut.dump"
    cut.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    monkeypatch.setenv("DATABASE_URL", empty)
    change(empty, "CREATE TABLE stays AS SELECT 1 AS one")
    before = state(empty)
    with pytest.raises(StepError, match="Nothing was changed"):
        backup._put_back(cut, clearing=backup._clearing(["stays"], []))
    assert state(empty) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "There is no file "),
        (b"-- PostgreSQL database dump\n\nSELECT 1;\n", "is no backup of this site"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "is no backup of this site"),
    ],
)
def test_a_file_that_is_no_backup_is_told_in_plain_words(
    content: bytes | None, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.dump"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StepError, match=message):
        backup.restore(file, replace=True)


def test_a_file_of_a_newer_version_or_of_another_program_is_refused(empty: str, tmp_path: Path) -> None:
    for made, message in (
        ("CREATE TABLE other AS SELECT 1 AS one", "it tells of no migrations"),
        (
            "CREATE TABLE django_migrations AS SELECT 1 id, 'stats' app, '0999_later' AS name, now() applied",
            r"a newer version of the site: this one does not know stats\.0999_later",
        ),
    ):
        change(empty, made)
        file = tmp_path / f"{made[:20].strip()}.dump"
        subprocess.run([programs() / "pg_dump", "--format=custom", f"--file={file}", empty], check=True)
        with pytest.raises(StepError, match=message):
            require_known_migrations(file)


def test_what_belongs_to_others_is_left_alone() -> None:
    with pytest.raises(StepError, match=r"also holds orders, rotas, .*Restore into a database of its own"):
        require_own(["auth_user", "orders", "rotas", "stats_figure", "django_migrations"])


def test_a_backup_begins_only_where_a_new_file_can_be(saved: Path, tmp_path: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(StepError, match="is there already"):
        backup.back_up(saved)
    with pytest.raises(StepError, match=f"There is no folder {tmp_path}/none"):
        backup.back_up(tmp_path / "none" / "a.dump")
    assert saved.read_bytes() == before


def test_on_a_full_disk_no_part_of_a_backup_stays(
    held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(tmp_path)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only who may mount a small disk can fill one")
    try:
        monkeypatch.setenv("DATABASE_URL", held)
        with pytest.raises(StepError, match=r"could not be backed up\.\n.*\nA disk is full\. Free some"):
            backup.back_up(tmp_path / "a.dump")
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S607


def test_a_database_that_is_away_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann:hush@127.0.0.1:1/mappa")
    with pytest.raises(StepError, match="could not be backed up") as told:
        backup.back_up(tmp_path / "a.dump")
    assert "Connection refused" in str(told.value)
    assert "hush" not in str(told.value)
    command, environment = backup._on_database(["psql"])
    assert ("hush" in " ".join(command), environment["PGPASSWORD"]) == (False, "hush")
