"""A whole folder of data: loaded or refused as one, and known again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from stats.loading.load_all import fingerprint, is_loaded, load_all
from tests.loading.conftest import dump, shipped_rows

DATA = settings.BASE_DIR / "data_loads"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped data, to be changed."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_bad_file_leaves_the_database_as_it_was(folder: Path) -> None:
    before = dump()
    replace_in(folder / "figures/area_reports/area-report-dorset-2014-15.csv", ",666,", ",6b6,")

    outcome = load_all(folder)

    assert [(p.where.file, p.where.row) for p in outcome.errors] == [
        ("figures/area_reports/area-report-dorset-2014-15.csv", 2)
    ]
    assert dump() == before


def test_problems_of_reference_and_figures_are_told_together(folder: Path) -> None:
    before = dump()
    replace_in(folder / "places.csv", "dorset,", "dorsett,")
    replace_in(folder / "figures/area_reports/area-report-dorset-2014-15.csv", ",666,", ",6b6,")

    outcome = load_all(folder)

    assert {Path(problem.where.file).name for problem in outcome.errors} == {
        "places.csv",
        "area-report-dorset-2014-15.csv",
    }
    assert dump() == before


def test_a_dry_run_writes_nothing() -> None:
    before = dump()

    outcome = load_all(DATA, dry_run=True)

    assert sum(file.added for file in outcome.files) > len(list(shipped_rows()))
    assert dump() == before


def test_what_was_loaded_last_time_is_known(folder: Path) -> None:
    assert not is_loaded(folder)
    load_all(folder)
    assert is_loaded(folder)

    replace_in(folder / "notes.csv", "The story", "This story")
    assert not is_loaded(folder)
    outcome = load_all(folder)
    assert [file.name for file in outcome.files if file.changes] == ["notes.csv"]
    assert is_loaded(folder)


def test_the_fingerprint_sees_a_file_more_or_less_or_renamed(folder: Path) -> None:
    fingerprints = [fingerprint(folder)]
    extra = folder / "figures" / "extra.csv"
    extra.write_text("area_slug\n")
    fingerprints.append(fingerprint(folder))
    extra.rename(folder / "figures" / "other.csv")
    fingerprints.append(fingerprint(folder))

    assert len(set(fingerprints)) == 3
    (folder / "figures" / "other.csv").unlink()
    assert fingerprint(folder) == fingerprints[0]


def test_a_folder_without_its_files_says_so(tmp_path: Path) -> None:
    outcome = load_all(tmp_path)

    assert [str(problem) for problem in outcome.errors][:2] == [
        "areas.csv: there is no such file",
        "places.csv: there is no such file",
    ]
