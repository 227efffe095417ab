from __future__ import annotations

from datetime import date

import pytest

from stats.analysis.figures import AreaRef
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.coverage import CellLink, CoverageText, csv_rows
from stats.queries.pages.coverage import CoverageCell, CoveragePage, CoverageRow

DORSET = AreaRef("dorset", "Dorset", ("E23000039",))
NATION = AreaRef("england-and-wales", "England and Wales", is_nation=True)
OWN, PART, NATIONAL, OTHER = catalogue().coverages.values()
YEARS = tuple(map(ReportingYear, (2000, 2001, 2002, 2003)))


def cell(start: int, *, coverage: object = None, expected: bool = True, **figures: int) -> CoverageCell:
    by_kind = {kind.replace("_", " "): number for kind, number in figures.items()}
    return CoverageCell(ReportingYear(start), expected, coverage, by_kind)  # type: ignore[arg-type]


def page(*, cells: tuple[CoverageCell, ...] = (), nation: bool = True) -> CoveragePage:
    """Dorset: a report, a figure of a newspaper, nothing; and England and Wales, from before any report."""
    own = cells or (
        cell(2000, expected=False),
        cell(2001, coverage=OWN, area_report=1_200, press_report=34),
        cell(2002, coverage=OTHER, press_report=1),
        cell(2003),
    )
    first = (cell(2000, coverage=NATIONAL, expected=False, parliamentary_answer=1),)
    national = CoverageRow(NATION, (*first, *(cell(start) for start in (2001, 2002, 2003))))
    return CoveragePage(YEARS, YEARS[1:], (CoverageRow(DORSET, own),), national if nation else None)


def contents(text: CoverageText) -> list[str]:
    return [one.content for one in text.table.rows[0].cells]


def test_the_opening_says_how_many_there_should_be_and_how_many_are_here() -> None:
    text = CoverageText(page())
    assert text.under == "1 area, 3 reporting years. The number is how many figures we have."
    assert text.lead == (
        "Of 3 reports, <strong>2 have at least one figure here</strong>. 1 is here as the area printed it."
    )


@pytest.mark.parametrize(
    ("coverages", "words"),
    [
        (
            (OTHER, None, None),
            "Of 3 reports, <strong>1 has at least one figure here</strong>. 0 are here as ",
        ),
        (
            (OWN, OWN, None),
            "<strong>2 have at least one figure here</strong>. 2 are here as the area printed them.",
        ),
    ],
)
def test_one_and_many_are_told_apart(coverages: tuple[object, ...], words: str) -> None:
    cells = [
        cell(2001 + number, coverage=coverage, press_report=1 if coverage else 0)
        for number, coverage in enumerate(coverages)
    ]
    assert words in CoverageText(page(cells=(cell(2000, expected=False), *cells))).lead


def test_each_cell_has_its_number_its_sign_and_the_same_in_words() -> None:
    blank, own, press, nothing, years = contents(CoverageText(page()))
    assert blank == ""
    assert own == (
        '<a href="/areas/dorset/2001-02/"><span aria-hidden="true">1,234<i>R</i></span>'
        '<span class="govuk-visually-hidden">Dorset 2001-02, 1,234 figures: Own report</span></a>'
    )
    assert "1<i>P</i>" in press
    assert "Dorset 2002-03, 1 figure: Newspapers only" in press
    assert nothing == "–"
    assert years == "2 of 3"


def test_the_classes_are_those_of_what_is_held() -> None:
    classes = [one.classes for one in CoverageText(page()).table.rows[0].cells]
    assert classes == [
        "coverage--no-report",
        "coverage--own-report coverage--door",
        "coverage--other-source coverage--door",
        "coverage--nothing",
        "",
    ]


def test_the_nation_stands_last_and_leads_to_its_page() -> None:
    row = CoverageText(page()).table.rows[-1]
    assert row.is_sum
    assert row.head.content == '<a href="/england-and-wales/">England and Wales</a>'
    assert 'href="/england-and-wales/"' in row.cells[0].content
    assert "1<i>N</i>" in row.cells[0].content
    assert row.cells[-1].content == "1 of 4"


def test_staff_are_led_to_where_they_begin() -> None:
    def begin(area: AreaRef, one: CoverageCell) -> CellLink | None:
        return CellLink(f"/begin/?a={area.slug}&y={one.year}", "Begin", "+") if one.is_gap else None

    _blank, own, press, nothing, _years = contents(CoverageText(page(), link_of=begin))
    assert "<a " not in own
    assert 'href="/begin/?a=dorset&amp;y=2002-03"' in press
    assert "1<i>P+</i>" in press
    assert "<i>+</i>" in nothing
    assert "–" not in nothing
    assert "Dorset 2003-04, nothing yet. Begin" in nothing


def test_the_key_names_every_coverage_of_the_catalogue_and_nothing() -> None:
    key = CoverageText(page()).key
    assert [(entry.sign, entry.title) for entry in key] == [
        *((one.sign, one.title) for one in catalogue().coverages.values()),
        ("–", "Nothing yet"),
    ]
    assert len({entry.sign for entry in key}) == len(key)
    assert len({entry.classes for entry in key}) == len(key)


def test_it_says_when_the_next_reports_are_due_and_of_which_years_there_are_none() -> None:
    text = CoverageText(page())
    assert "Those for 2003-04 should be out." in text.due
    assert "Those for 2004-05 should be out by 31 October 2005." in text.due
    assert text.no_report.startswith("No area’s report is expected for 2000-01:")
    assert CoverageText(CoveragePage(YEARS[1:], YEARS[1:], (), None)).no_report == ""


def test_the_file_has_a_line_for_each_year_that_is_expected_or_held() -> None:
    rows = list(csv_rows(page(), release=7))
    assert rows[:2] == [
        (
            "dorset",
            "Dorset",
            "E23000039",
            "2001-02",
            "own report",
            "1234",
            "1200",
            "area report; press report",
            "to-2003-04",
            "7",
        ),
        (
            "dorset",
            "Dorset",
            "E23000039",
            "2002-03",
            "other source",
            "1",
            "0",
            "press report",
            "to-2003-04",
            "7",
        ),
    ]
    assert rows[2][4:7] == ("nothing", "0", "0")
    assert [(row[0], row[3]) for row in rows[3:5]] == [
        ("england-and-wales", "2000-01"),
        ("england-and-wales", "2001-02"),
    ]
    assert len(rows) == 7


def test_the_expected_day_is_the_catalogues() -> None:
    assert catalogue().own_report.day_published(ReportingYear(2014)) == date(2015, 10, 31)
