"""Files that become drafts: read as load_figures reads, looked at, then confirmed; and files to fill in."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.blank_forms import blank_csv, blank_form, blank_xlsx
from stats.drafting.uploading import ExpiredError, confirm_upload, preview_upload
from stats.models import AreaGrant, Draft, Figure, Load, Release
from tests.factories import make_area, make_division, make_figure, make_source
from tests.loading.conftest import FILES, dump
from tests.loading.files import ods, rows_of, typed, xlsx
from tests.people import REPORTS, make_draft, make_user, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]
CAMBRIDGESHIRE = REPORTS / "area-report-cambridgeshire-2014-15.csv"


@pytest.fixture
def root() -> User:
    for slug in ("cambridgeshire", "dorset", "greater-manchester"):
        make_area(slug)
    return make_user(name="root", superuser=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_whole_report_in_each_format_becomes_a_draft_once_confirmed(root: User, kind: str) -> None:
    rows = rows_of(CAMBRIDGESHIRE)
    made = {
        "csv": CAMBRIDGESHIRE.read_bytes,
        "xlsx": lambda: xlsx({"R": typed(rows)}),
        "ods": lambda: ods({"R": typed(rows)}),
    }
    before = dump()
    preview = preview_upload([Upload(f"report.{kind}", content=made[kind]())], user=root)
    assert preview.problems == ()
    (report,) = preview.reports
    assert (report.area.slug, report.year, report.draft) == ("cambridgeshire", ReportingYear(2014), None)
    assert dump() == before
    (draft,) = confirm_upload(preview.token, user=root).drafts
    assert draft.cells == printed("cambridgeshire-2014-15")
    assert draft.created_by == root
    assert not Figure.objects.exists()
    assert not Release.objects.exists()
    assert not Load.objects.exists()


def test_a_draft_that_is_there_keeps_what_the_file_does_not_give(root: User) -> None:
    draft = make_draft(
        make_area("cambridgeshire"), cells={"sopo....0": "1", "sro_breach_notification....0": "8x"}, user=root
    )
    preview = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=root)
    (report,) = preview.reports
    assert report.draft == draft
    assert ("sopo....0", "1") in {(one.key, one.before) for one in report.changes}
    confirm_upload(preview.token, user=root)
    cells = Draft.objects.get().cells
    assert cells == printed("cambridgeshire-2014-15") | {"sro_breach_notification....0": "8x"}


def test_a_draft_that_was_changed_after_the_preview_is_left_alone(root: User) -> None:
    draft = make_draft(make_area("cambridgeshire"), cells={"sopo....0": "1"}, user=root)
    preview = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=root)
    Draft.objects.filter(pk=draft.pk).update(version=9, cells={"sopo....0": "2"})
    done = confirm_upload(preview.token, user=root)
    assert done.drafts == ()
    assert done.refused == (
        "Cambridgeshire 2014-15 has changed since the preview was made. Choose the file again.",
    )
    assert Draft.objects.get().cells == {"sopo....0": "2"}


@pytest.mark.parametrize("year", ["2014/15", "2014-2015", "2014–15", "2014 - 2015", "March 2015"])
def test_a_year_is_read_as_people_write_it(root: User, year: str) -> None:
    text = CAMBRIDGESHIRE.read_text(encoding="utf-8").replace(",2014-15,", f",{year},")
    preview = preview_upload([Upload("r.csv", content=text.encode())], user=root)
    assert preview.problems == ()
    assert [report.year for report in preview.reports] == [ReportingYear(2014)]


def test_every_problem_is_told_with_row_and_column(root: User) -> None:
    rows = rows_of(CAMBRIDGESHIRE)
    place = rows[0].index("value")
    rows[3][place], rows[7][place] = "6x1", "-4"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    preview = preview_upload([Upload("r.csv", content=text.encode())], user=root)
    assert [(one.where.row, one.where.column, one.message) for one in preview.errors] == [
        (4, "value", "this is not a number"),
        (8, "value", "the number is negative"),
    ]
    assert (preview.reports, preview.token) == ((), "")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.pdf", b"%PDF-1.7", "files of this kind are not read"),
        ("report.csv", b"%PDF-1.7 and so on", "the file is not what its ending says"),
        ("report.xlsx", b"PK\x03\x04nonsense", "the file is not what its ending says"),
        ("report.csv", b"", "the file is empty"),
        ("report.csv", b"name,age\nJane,5\n", "this is not the first row of a file of figures"),
    ],
)
def test_a_wrong_file_is_told_in_words(root: User, name: str, content: bytes, words: str) -> None:
    preview = preview_upload([Upload(name, content=content)], user=root)
    assert preview.errors[0].message.startswith(words)
    assert preview.token == ""


def test_a_file_with_50_000_rows_is_told_to_be_too_much(root: User) -> None:
    header, *rows = CAMBRIDGESHIRE.read_text(encoding="utf-8").splitlines()
    content = "\n".join([header, *(rows * 1000)[:50_000]]).encode()
    (problem,) = preview_upload([Upload("r.csv", content=content)], user=root).errors
    assert problem.message == "there are 50,000 figures, more than every area publishes in a year"
    assert problem.expected == "at most 5,000 at a time"


def test_an_area_that_was_not_given_is_refused(root: User) -> None:
    user = make_user("Data entry", areas=[make_area("dorset")])
    preview = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=user)
    assert [one.message for one in preview.errors] == ["this account may not enter reports of Cambridgeshire"]
    AreaGrant.objects.create(user=user, area=make_area("cambridgeshire"))
    allowed = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=user)
    AreaGrant.objects.all().delete()
    with pytest.raises(PermissionDenied):
        confirm_upload(allowed.token, user=user)
    assert not Draft.objects.exists()


def test_a_preview_is_its_makers_and_cannot_be_forged(root: User) -> None:
    preview = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=root)
    other = make_user("Publisher")
    for token in (preview.token + "x", "", "a:b:c"):
        with pytest.raises(ExpiredError):
            confirm_upload(token, user=root)
    with pytest.raises(ExpiredError):
        confirm_upload(preview.token, user=other)


def test_a_year_that_is_far_off_is_refused_in_words(root: User) -> None:
    text = CAMBRIDGESHIRE.read_text(encoding="utf-8").replace(",2014-15,", ",2099-00,")
    errors = preview_upload([Upload("r.csv", content=text.encode())], user=root).errors
    assert errors
    assert any("in the future" in error.message or "year" in error.message for error in errors)


def test_two_sources_for_one_report_are_two_files(root: User) -> None:
    rows = rows_of(CAMBRIDGESHIRE)
    rows[5][rows[0].index("source_title")] = "Another"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    errors = preview_upload([Upload("r.csv", content=text.encode())], user=root).errors
    assert any(one.message.startswith("a draft has one source") for one in errors)


def test_the_year_before_stays_with_the_report_that_prints_it(root: User) -> None:
    path = REPORTS / "area-report-greater-manchester-2014-15.csv"
    (report,) = preview_upload([Upload("gm.csv", path=path)], user=root).reports
    assert report.year == ReportingYear(2014)
    assert any(key.endswith(".1") for key in report.content.cells)


def test_what_is_published_is_the_ground_that_a_file_changes(root: User) -> None:
    make_figure("shpo", value=3, area=make_area("cambridgeshire"), source=make_source("Other"))
    title = rows_of(CAMBRIDGESHIRE)[1][rows_of(CAMBRIDGESHIRE)[0].index("source_title")]
    url = rows_of(CAMBRIDGESHIRE)[1][rows_of(CAMBRIDGESHIRE)[0].index("source_url")]
    make_figure("sopo", value=99, area=make_area("cambridgeshire"), source=make_source(title, url=url))
    (report,) = preview_upload([Upload("r.csv", path=CAMBRIDGESHIRE)], user=root).reports
    changed = {one.key: (one.before, one.yours) for one in report.changes}
    assert changed["sopo....0"][0] == "99"
    assert "shpo....0" not in report.content.cells


class TestBlankForms:
    @pytest.mark.parametrize("year", ["2005-06", "2014-15", "2018-19", "2022-23"])
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_filled_in_it_is_read_back_cell_for_cell(self, root: User, year: str, kind: str) -> None:
        area = make_area("greater-manchester")
        make_division("Bolton")
        rows = blank_form(area, ReportingYear.parse(year))
        rows[3][1] = "Annual report"
        filled = 0
        for row in rows[6:]:
            for place in range(1, len(row)):
                if row[0] and row[place] == "":
                    row[place] = "1"
                    filled += 1
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        content = text.getvalue().encode() if kind == "csv" else xlsx({"R": rows})
        preview = preview_upload([Upload(f"r.{kind}", content=content)], user=root)
        assert preview.errors == ()
        (report,) = preview.reports
        assert report.year.label == year
        assert filled > 20
        assert sum(text == "1" for text in report.content.cells.values()) >= filled - 1

    def test_the_files_hold_the_same_rows(self, root: User) -> None:
        from openpyxl import load_workbook

        area, year = make_area("dorset"), ReportingYear(2014)
        rows = [[cell for cell in row if cell] for row in blank_form(area, year)]
        text = blank_csv(area, year).decode("utf-8-sig")
        assert [[cell for cell in row if cell] for row in csv.reader(io.StringIO(text, newline=""))] == rows
        sheet = load_workbook(io.BytesIO(blank_xlsx(area, year))).worksheets[0]
        read = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
        assert read == rows
        assert ["MAPPA area", "Dorset"] in rows

    def test_files_are_kept_for_the_defects_they_are_named_for(self, root: User) -> None:
        preview = preview_upload([Upload("f.csv", path=FILES / "unknown_area.csv")], user=root)
        assert preview.errors
