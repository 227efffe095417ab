"""read_report as a person uses it: what it says of each file, what it leaves, and how it ends."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest

from stats.drafting.publishing.typists import typists_of
from stats.drafting.remarks import stored_remarks
from stats.models import Draft, DraftPage, Figure
from tests.factories import make_area, make_figure, make_source
from tests.loading.conftest import dump
from tests.management.test_loading_commands import run
from tests.people import make_draft, make_user, printed
from tests.reading.made.documents import make
from tests.reading.made.reports import report
from tests.reading.shipped_areas import AREAS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]
TEXT = """{title}

MAPPA-eligible offenders on 31 March 2015
                 Category 1: Registered sex offenders   Category 2: Violent offenders   \
Category 3: Other dangerous offenders   Total
Level 1          600      200      -        800
Level 2          30       20       10       {total}
Level 3          3        2        1        6
Total            633      222      11       866
"""


@pytest.fixture(autouse=True)
def areas(db: None) -> None:
    for names in AREAS:
        make_area(names.slug, name=names.names[0], aliases=list(names.names[1:]))


def written(
    folder: Path, name: str, title: str = "Dorset MAPPA Annual Report 2014-15", *, total: int = 60
) -> Path:
    path = folder / name
    path.write_text(TEXT.format(title=title, total=total), encoding="utf-8")
    return path


def test_a_report_becomes_a_draft_that_nobody_typed(tmp_path: Path) -> None:
    path = written(tmp_path, "dorset.txt")
    out, err, error = run("read_report", path)
    draft = Draft.objects.get()
    assert (err, error) == ([], "")
    assert out[0] == (
        f"File 1 of 1, {path}: Dorset 2014-15. Read 16 of the 57 figures that every report of that year "
        f"prints. Draft: /admin/stats/draft/{draft.pk}/change/"
    )
    assert (draft.created_by, draft.changed_by, typists_of(draft)) == (None, None, frozenset())
    assert stored_remarks(draft).to_look_at == 16
    assert str(tmp_path) not in draft.source_title
    assert not Figure.objects.exists()


def test_a_folder_is_read_file_by_file_and_ends_with_how_many_were_not(tmp_path: Path) -> None:
    written(tmp_path, "a-dorset.txt")
    written(tmp_path, "b-nowhere.txt", "MAPPA Annual Report 2014-15")
    (tmp_path / "c-broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "d-letter.txt").write_text("Dorset, 31 March 2015. Dear all.", encoding="utf-8")
    written(tmp_path, "e-kent.txt", "Kent MAPPA Annual Report 2014-15")
    out, _err, error = run("read_report", tmp_path)
    told = [line for line in out if line.startswith("File ")]
    assert [line.partition(",")[0] for line in told] == [f"File {n} of 5" for n in range(1, 6)]
    assert "b-nowhere.txt: asks. Name its area with --area." in told[1]
    assert "c-broken.pdf: refused. " in told[2]
    assert "d-letter.txt: refused. No table of a MAPPA report was found." in told[3]
    assert error == "3 files were not read."
    assert {str(draft) for draft in Draft.objects.all()} == {"Dorset 2014-15", "Kent 2014-15"}


def test_area_and_year_that_are_named_are_taken_by_any_name(tmp_path: Path) -> None:
    path = written(tmp_path, "r.txt", "MAPPA Annual Report")
    out, _err, error = run("read_report", path, "--area", "Kent Police", "--year", "2014/15")
    assert (error, str(Draft.objects.get())) == ("", "Kent 2014-15")
    assert "Kent 2014-15. Read 16 of the 57 figures" in out[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--area", "kent"), "it is a report of another area; found “dorset”, expected kent"),
        (("--year", "2015-16"), "it is a report of another year; found “2014-15”, expected 2015-16"),
    ],
)
def test_a_report_of_another_area_or_year_than_named_is_refused(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = written(tmp_path, "r.txt")
    out, _err, error = run("read_report", path, *options)
    assert words in out[0]
    assert error == "1 file was not read."
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--area", "Dorsett"), "There is no area “Dorsett” (did you mean Dorset?)."),
        (("--year", "2014-16"), "“2014-16” is not a reporting year. Give one such as 2014-15."),
    ],
)
def test_an_area_or_year_that_is_none_is_told_before_anything_is_read(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    assert run("read_report", written(tmp_path, "r.txt"), *options) == ([], [], words)


def test_a_sum_that_fails_is_told_and_kept_as_printed(tmp_path: Path) -> None:
    out, _err, error = run("read_report", written(tmp_path, "r.txt", total=61))
    assert error == ""
    sums = [line for line in out if "A sum fails" in line]
    told = "the total “Total, Level 2” is printed as 61; its parts (30, 20, 10) make 60."
    assert sums == [f"  A sum fails in “MAPPA-eligible offenders on 31 March 2015”: {told}"]
    assert Draft.objects.get().cells["eligible_offenders.total.2..0"] == "61"


def test_nothing_is_stored_where_only_a_file_is_wanted(tmp_path: Path) -> None:
    path, goal = written(tmp_path, "r.txt"), tmp_path / "out.csv"
    before = dump()
    out, _err, error = run(
        "read_report",
        path,
        "--no-store",
        "--csv",
        goal,
        "--source-title",
        "Its title",
        "--source-url",
        "https://example.org/r",
    )
    assert (error, dump()) == ("", before)
    assert "Draft:" not in out[0]
    assert out[-1] == f"16 figures are in {goal}."
    with goal.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 16
    found = {(row["category"], row["level"]): row for row in rows}
    first = found["1", "1"]
    assert (first["area_slug"], first["year"], first["measure"]) == (
        "dorset",
        "2014-15",
        "eligible_offenders",
    )
    assert (first["value"], first["marker"], found["3", "1"]["marker"]) == ("600", "", "z")
    assert (first["source_title"], first["source_url"]) == ("Its title", "https://example.org/r")
    assert first["read_from"].startswith("Level 1")
    assert "600" in first["read_from"]


def test_a_draft_that_is_there_keeps_what_is_typed(tmp_path: Path) -> None:
    root = make_user(name="root", superuser=True)
    make_draft(make_area("dorset"), cells={"eligible_offenders.1.1..0": "606"}, user=root)
    out, _err, error = run("read_report", written(tmp_path, "r.txt"))
    assert error == ""
    assert out[0].endswith("(1 differs from what stands there)")
    assert Draft.objects.get().cells["eligible_offenders.1.1..0"] == "606"


def test_a_report_that_is_published_under_another_title_is_refused(tmp_path: Path) -> None:
    make_figure("sopo", value=5, source=make_source("The real title"))
    path = written(tmp_path, "r.txt")
    out, _err, error = run("read_report", path)
    assert "refused. The report of Dorset for 2014-15 is published already, from “The real title”." in out[0]
    assert "read it alone with --source-title 'The real title': what is public stays" in out[0]
    assert error == "1 file was not read."
    assert run("read_report", path, "--source-title", "The real title")[2] == ""
    assert Draft.objects.get().source_title == "The real title"


def test_what_is_to_be_typed_for_a_published_report_works_in_a_shell(tmp_path: Path) -> None:
    """Also where two sources have the title, so that the link is needed to say which is meant."""
    title, link = "Dorset's “MAPPA” report; 2014-15", "https://example.org/r?a=1&b=2"
    make_figure("sopo", value=5, source=make_source(title, url=link))
    make_source(title)
    path = written(tmp_path, "r.txt")
    out, _err, _error = run("read_report", path)
    advice = out[0].partition("read it alone with ")[2].partition(": what is public")[0]
    options = shlex.split(advice)
    assert options == ["--source-title", title, "--source-url", link]
    assert run("read_report", path, *options)[2] == ""


def test_a_whole_pdf_is_read_as_it_was_printed(tmp_path: Path) -> None:
    path = tmp_path / "dorset.pdf"
    path.write_bytes(make(report("dorset-2014-15"), kind="pdf", layout="ruled"))
    _out, _err, error = run("read_report", path)
    assert error == ""
    draft, right = Draft.objects.get(), printed("dorset-2014-15")
    assert draft.cells.items() <= right.items()
    assert len(draft.cells) >= 0.95 * len(right)
    assert draft.pages
    assert DraftPage.objects.filter(draft=draft).exists()
