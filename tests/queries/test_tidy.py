from __future__ import annotations

import csv
import io

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.exports.csv import marked, safe
from stats.queries import tidy
from stats.queries.tidy import tidy_rows
from tests.factories import make_area, make_division, make_figure, make_source

pytestmark = pytest.mark.django_db
NAMES = [column.name for column in catalogue().tidy_columns]


def rows(*names: str, **chosen: object) -> list[tuple[str, ...]]:
    """Those columns of the rows."""
    whole = (dict(zip(NAMES, row, strict=True)) for row in tidy_rows(**chosen))  # type: ignore[arg-type]
    return [tuple(row[name] for name in names) for row in whole]


def test_every_source_of_a_cell_is_there_the_preferred_one_first() -> None:
    make_figure(
        value=671,
        category="1",
        level="total",
        source=make_source("Echo", kind="press report"),
        preferred=False,
    )
    make_figure(value=670, category="1", level="total", source_page="Table 1")
    assert rows("value", "preferred", "source_page", "source_kind") == [
        ("670", "yes", "Table 1", "area report"),
        ("671", "no", "", "press report"),
    ]


def test_what_was_withdrawn_stays_inside() -> None:
    make_figure(value=1, category="1", level="total", withdrawn=True)
    assert rows("value") == []


def test_a_marker_is_kept_and_is_no_number() -> None:
    make_figure(marker="z", category="3", level="1")
    assert rows("value", "marker") == [("", "z")]


@pytest.mark.parametrize(
    ("value", "written"), [("0", "0"), ("100", "100"), ("125.200", "125.2"), ("57.45", "57.45")]
)
def test_a_number_has_no_zeros_too_many(value: str, written: str) -> None:
    make_figure("rso_rate", value=value)
    assert rows("value") == [(written,)]


def test_a_division_is_named_and_belongs_to_its_area() -> None:
    make_figure(value=238, category="1", level="total", division=make_division("Bolton"))
    assert rows("area_slug", "division") == [("greater-manchester", "Bolton")]


def test_the_basis_and_the_year_in_words() -> None:
    for year in ("2005-06", "2014-15", "2008-09"):
        make_figure(value=5, category="2", level="total", year=year)
    assert rows("year", "basis") == [
        ("2005-06", "yearly total"),
        ("2008-09", "snapshot"),
        ("2014-15", "snapshot"),
    ]


def test_one_area_or_year_alone() -> None:
    make_figure(value=1, category="1", level="total")
    make_figure(value=2, category="1", level="total", area=make_area("essex"))
    make_figure(value=3, category="1", level="total", year="2013-14")
    assert rows("value", area_slug="essex") == [("2",)]
    assert rows("value", year=ReportingYear(2013)) == [("3",)]


def test_both_codes_of_london_are_in_one_cell() -> None:
    london = make_area("london", gss_codes=["E23000001", "E23000034"])
    make_figure(value=1, category="1", level="total", area=london)
    assert rows("area_code") == [("E23000001;E23000034",)]


def test_one_query_for_the_reports_and_one_for_some_of_them(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in ("dorset", "essex", "kent"):
        for year in ("2013-14", "2014-15"):
            make_figure(value=1, category="1", level="total", area=make_area(slug), year=year)
    with django_assert_num_queries(2):
        whole = list(tidy_rows())
    assert len(whole) == 6
    monkeypatch.setattr(tidy, "REPORTS", 2)
    with django_assert_num_queries(4):
        assert list(tidy_rows()) == whole
    with django_assert_num_queries(1):
        assert len(list(tidy_rows(area_slug="kent"))) == 2


def test_areas_by_name_then_years_then_the_measures_place() -> None:
    essex = make_area("essex")
    make_figure("sopo", value=1, area=essex)
    make_figure(value=1, category="1", level="total", area=essex)
    make_figure(value=1, category="1", level="total", area=essex, year="2013-14")
    make_figure(value=1, category="1", level="total")
    assert rows("area_slug", "year", "measure") == [
        ("dorset", "2014-15", "eligible_offenders"),
        ("essex", "2013-14", "eligible_offenders"),
        ("essex", "2014-15", "eligible_offenders"),
        ("essex", "2014-15", "sopo"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ynys Môn",
        "a,b",
        'a "b"',
        "(a)",
        r"a\b",
        r"\\",
        "a\nb",
        "two  spaces",
        "=1+1",
        '"-1"',
        "＝1",
        "\r\n",
        "-",
    ],
)
def test_a_line_that_the_database_wrote_has_the_same_cells(text: str) -> None:
    make_figure(value=1, category="1", level="total", source_page=text, as_printed=text)
    make_figure("sopo", value=1, as_printed=text, source_page="after")
    [head, *sent] = csv.reader(io.StringIO(b"".join(marked((), tidy_rows())).decode("utf-8-sig"), newline=""))
    assert head == []
    assert sent == [list(map(safe, row)) for row in tidy_rows()]


def test_what_is_made_safe_is_quoted_as_all_else_is() -> None:
    make_figure(value=1, category="1", level="total", area=make_area("greater-manchester"), source_page="1 2")
    make_figure("sopo", value=1, area=make_area("greater-manchester"), source_page="=1 2")
    first, second = b"".join(marked((), tidy_rows())).decode().splitlines()[1:]
    assert ',"Greater Manchester",' in first
    assert ',"Greater Manchester",' in second
    assert ',"1 2",' in first
    assert ',"\'=1 2",' in second
