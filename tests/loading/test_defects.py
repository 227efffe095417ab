"""Each small file of tests/files has one defect: all its problems are told, and nothing is changed."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stats.documents import Upload
from stats.loading.pipeline import load_figures
from tests.loading.conftest import FILES, dump, load

pytestmark = pytest.mark.usefixtures("parsed_once")

SOUND = frozenset(
    {
        "columns_in_another_order.csv",
        "dash_in_category_3_level_1.csv",
        "only_the_needed_columns.csv",
        "printed_as_it_should_be.csv",
        "printed_blank_cells.csv",
        "printed_labels_in_other_capitals.csv",
        "printed_one_number_in_two_tables.csv",
        "thousands_and_spaces.csv",
        "total_does_not_add.csv",
    }
)

DEFECTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("defects.toml").read_text("utf-8"))


def expected(name: str, *, given_as: str) -> list[str]:
    return [line.replace("{file}", given_as) for line in DEFECTS[name]]


def test_every_file_is_tested() -> None:
    assert {path.name for path in FILES.iterdir()} == SOUND | DEFECTS.keys()


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize("name", DEFECTS)
def test_all_problems_are_told_and_nothing_changes(name: str) -> None:
    before = dump()

    assert [str(problem) for problem in load(name).errors] == expected(name, given_as=name)
    uploaded = load_figures([Upload(name, content=io.BytesIO((FILES / name).read_bytes()))])
    assert [str(problem) for problem in uploaded.errors] == expected(name, given_as=name)
    assert dump() == before


@pytest.mark.thorough
@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize("name", DEFECTS)
def test_the_command_tells_the_same_and_ends_with_status_1(name: str) -> None:
    before = dump()
    stdout, stderr = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError) as raised:
        call_command("load_figures", FILES / name, stdout=stdout, stderr=stderr)

    assert raised.value.returncode == 1
    assert stderr.getvalue().splitlines() == expected(name, given_as=str(FILES / name))
    assert stdout.getvalue() == ""
    assert dump() == before


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound_files_load(name: str) -> None:
    assert load(name).errors == ()
    assert load(name).changes == ()


@pytest.mark.usefixtures("areas")
def test_one_bad_file_among_good_ones_stops_all() -> None:
    before = dump()

    outcome = load("dash_in_category_3_level_1.csv", "unknown_area.csv")

    assert [problem.where.file for problem in outcome.errors] == ["unknown_area.csv"]
    assert dump() == before
