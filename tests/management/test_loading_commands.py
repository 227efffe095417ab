"""The loading commands as a person uses them: what they say, where they say it, and how they end."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from stats.models import Load
from tests.factories import make_area, make_source
from tests.loading.conftest import FILES, dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]

GOOD = FILES / "dash_in_category_3_level_1.csv"


def run(command: str, *arguments: object) -> tuple[list[str], list[str], str]:
    """What a command says on stdout and stderr, and the error with which it ends."""
    stdout, stderr, error = io.StringIO(), io.StringIO(), ""
    try:
        call_command(command, *map(str, arguments), stdout=stdout, stderr=stderr)
    except CommandError as raised:
        error = str(raised)
    return stdout.getvalue().splitlines(), stderr.getvalue().splitlines(), error


@pytest.fixture
def dorset() -> None:
    make_area("dorset")
    make_source()


@pytest.mark.usefixtures("dorset")
def test_load_figures_says_what_it_did() -> None:
    assert run("load_figures", GOOD) == (
        [f"{GOOD}: 2 added", "Loaded as release 1: 2 added."],
        [],
        "",
    )
    assert run("load_figures", GOOD) == (
        [
            f"{GOOD}: 2 unchanged",
            "Nothing to change: the database holds all of it already.",
        ],
        [],
        "",
    )


@pytest.mark.usefixtures("dorset")
def test_a_dry_run_lists_every_change_and_writes_nothing(tmp_path: Path) -> None:
    run("load_figures", GOOD)
    before = dump()
    changed = tmp_path / "changed.csv"
    changed.write_text(
        GOOD.read_text("utf-8").replace(",2,,area", ",3,,area")
        + "dorset,East,2014-15,eligible_offenders,1,total,4,,press report,Echo,,\n",
        "utf-8",
    )

    stdout, stderr, error = run("load_figures", changed, "--dry-run")

    report = "Dorset MAPPA Annual Report 2014-2015, page 12"
    asked = "published figures are changed (1), and the public must be told why"
    assert stderr == [f"Note: {changed}: {asked}; expected a reason, given with --reason"]
    assert error == ""
    assert stdout == [
        "New source: press report, Echo",
        "New division: East, Dorset",
        f"{changed}: 1 added, 1 changed, 1 unchanged",
        f"  dorset, 2014-15, eligible_offenders, category 3, level 2: 2 ({report}) -> 3 ({report})",
        "  dorset, 2014-15, east, eligible_offenders, category 1, level total: 4 (Echo) (new)",
        "Dry run: 1 added, 1 changed; nothing was written.",
    ]
    assert dump() == before


@pytest.mark.usefixtures("dorset")
def test_what_is_published_changes_with_a_reason_alone(tmp_path: Path) -> None:
    run("load_figures", GOOD)
    before = dump()
    changed = tmp_path / "changed.csv"
    changed.write_text(GOOD.read_text("utf-8").replace(",2,,area", ",3,,area"), "utf-8")

    for arguments in ((changed,), (changed, "--reason", "  ")):
        _, stderr, error = run("load_figures", *arguments)
        assert stderr[0].endswith("; expected a reason, given with --reason")
        assert error == "1 problem. Nothing was loaded."
        assert dump() == before

    stdout, stderr, error = run("load_figures", changed, "--reason", "Misread.")
    assert (stdout[-1], stderr, error) == ("Loaded as release 2: 1 changed.", [], "")


@pytest.mark.usefixtures("dorset")
def test_a_total_that_does_not_add_is_a_note_and_no_failure() -> None:
    stdout, stderr, error = run("load_figures", FILES / "total_does_not_add.csv")

    assert error == ""
    assert stdout[-1] == "Loaded as release 1: 4 added."
    (note,) = stderr
    assert note.startswith("Note: ")
    assert "found “7”, expected 9" in note


@pytest.mark.usefixtures("dorset")
def test_problems_go_to_stderr_and_are_counted() -> None:
    stdout, stderr, error = run("load_figures", FILES / "many_problems.csv", FILES / "unknown_area.csv", GOOD)

    assert stdout == []
    # Nine and one; and a cell that both files give.
    assert len(stderr) == 11
    assert error == "11 problems. Nothing was loaded."


@pytest.mark.usefixtures("dorset")
def test_a_long_list_is_cut_and_all_are_counted(tmp_path: Path) -> None:
    header, row, *_ = GOOD.read_text("utf-8").splitlines()
    path = tmp_path / "long.csv"
    rows = [row.replace("dorset", f"area-{number}") for number in range(1234)]
    path.write_text("\n".join([header, *rows]), "utf-8")

    _, stderr, error = run("load_figures", path)

    assert len(stderr) == 201
    assert stderr[-1] == "… and 1,034 more."
    assert error == "1,234 problems. Nothing was loaded."


@pytest.mark.usefixtures("dorset")
def test_folders_are_read_in_order_and_each_file_once(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    (folder / "b").mkdir(parents=True)
    (folder / "a").mkdir()
    shutil.copy(GOOD, folder / "b" / "good.csv")
    shutil.copy(FILES / "total_does_not_add.csv", folder / "a" / "total.csv")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "same.csv").symlink_to(folder / "b" / "good.csv")
    (folder / "README.md").write_text("What lies here.")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "b" / "~$good.xlsx").write_bytes(b"\0")

    stdout, _, error = run("load_figures", folder, folder / "b" / "good.csv")

    assert error == ""
    assert [line.split(":")[0] for line in stdout[:-1]] == [
        str(folder / "a" / "same.csv"),
        str(folder / "a" / "total.csv"),
    ]


@pytest.mark.usefixtures("dorset")
@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda folder: folder / "missing.csv", "missing.csv: there is no such file"),
        (
            lambda folder: shutil.copy(GOOD, folder / "copy.csv") and folder,
            "good.csv: the file is a copy of ",
        ),
        (lambda folder: (folder / "notes.md").write_text("x") and folder, "files of this kind are not read"),
    ],
    ids=["a path that is not there", "a copy", "another kind of file"],
)
def test_what_a_folder_may_not_hold(tmp_path: Path, spoil: Callable[[Path], object], expected: str) -> None:
    shutil.copy(GOOD, tmp_path / "good.csv")
    before = dump()

    _, stderr, error = run("load_figures", spoil(tmp_path))

    assert expected in stderr[0]
    assert error == "1 problem. Nothing was loaded."
    assert dump() == before


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    _, stderr, error = run("load_figures", tmp_path)

    assert stderr == [f"{tmp_path}: there is no file in this folder"]
    assert error == "1 problem. Nothing was loaded."


def test_load_all_is_quick_and_quiet_the_second_time() -> None:
    stdout, stderr, error = run("load_all")
    assert error == ""
    assert [line.split(":")[0] for line in stdout] == [
        "areas",
        "places",
        "populations",
        "sources",
        "notes",
        "local_activity",
        f"figures in {len(list((settings.BASE_DIR / 'data_loads/figures').rglob('*.csv')))} files",
        "Loaded as release 1",
    ]
    assert sum("does not add up" in line for line in stderr) == 3
    assert all("does not add up" in line or "the printed rate is not" in line for line in stderr)

    before = dump()
    assert run("load_all") == (["Nothing to load: the data files are those loaded last time."], [], "")
    assert dump() == before

    assert run("load_all", "--again")[0][-1] == "Nothing to change: the database holds all of it already."
    assert Load.objects.filter(kind="whole folder").count() == 2


def test_load_all_needs_no_pandas() -> None:
    """Importing pandas takes longer than finding out that there is nothing to load."""
    code = (
        "import django, sys; django.setup(); from stats.management.commands import load_all, load_figures; "
        "sys.exit('pandas' in sys.modules)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "mappa_site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=os.environ | environment, check=False
    )
    assert done.returncode == 0


def test_load_reference_says_what_it_did(tmp_path: Path) -> None:
    stdout, stderr, error = run("load_reference", "--dry-run")
    assert (stderr, error) == ([], "")
    assert "areas.csv: 42 added" in stdout
    assert not Load.objects.exists()

    stdout, _, _ = run("load_reference")
    assert stdout[0] == "New area: England and Wales"
    assert stdout[-1].startswith("Loaded as release 1: ")

    assert run("load_reference", tmp_path)[2] == "5 problems. Nothing was loaded."
