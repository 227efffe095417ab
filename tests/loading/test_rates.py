"""A printed rate that its count does not make is noticed at every door, and stored as printed."""

from __future__ import annotations

import pytest

from stats.documents import Upload
from stats.documents.problems import Severity
from stats.drafting.uploading import preview_upload
from stats.models import Area, Figure
from tests.factories import make_area, make_figure, make_population
from tests.loading.conftest import load_text
from tests.people import make_user

pytestmark = pytest.mark.django_db

COLUMNS = (
    "area_slug,division,year,measure,category,level,value,marker,"
    "source_kind,source_title,source_url,source_page"
)
STORY, REPORT = "press report,Kent Messenger,,", "area report,Kent MAPPA Annual Report 2014-2015,,"


@pytest.fixture
def kent(db: None) -> Area:
    """1,565,000 people aged ten and over: 906 of them are 57.9 per 100,000, not the 620 of a misprint."""
    area = make_area("kent")
    make_population(area, persons=1_565_000)
    return area


def count(value: str, *, source: str = STORY) -> str:
    return f"kent,,2014-15,eligible_offenders,1,total,{value},,{source}"


def rate(value: str, *, source: str = STORY) -> str:
    return f"kent,,2014-15,rso_rate,,,{value},,{source}"


def told(*lines: str) -> list[str]:
    """The warnings about rates of a file of those lines."""
    outcome = load_text("\n".join([COLUMNS, *lines]))
    assert outcome.errors == ()
    return [str(one) for one in outcome.problems if "the printed rate" in one.message]


def test_a_rate_that_count_and_population_do_not_make_is_a_warning_and_is_stored(kent: Area) -> None:
    (warning,) = told(count("906"), rate("620"))
    assert warning == (
        "figures.csv, row 3: the printed rate is not what count and population make, and is kept as printed; "
        "found “620”, expected 57.9 by 906 among 1,565,000 people"
    )
    assert Figure.objects.public().get(measure="rso_rate").value == 620


@pytest.mark.parametrize("printed", ["58", "57.9", "57.89"])
def test_a_rate_that_fits_is_none(kent: Area, printed: str) -> None:
    assert told(count("906"), rate(printed)) == []


def test_a_public_count_of_another_source_is_asked_where_the_file_has_none(kent: Area) -> None:
    make_figure(category="1", level="total", value=906, area=kent)
    assert len(told(rate("620"))) == 1


def test_the_count_of_the_same_source_comes_first(kent: Area) -> None:
    """The report's own 906 makes 57.9, whatever a newspaper says."""
    report = (count("906", source=REPORT), rate("58", source=REPORT))
    assert told(*report, count("9702")) == []


@pytest.mark.parametrize("text", ["about 906", "more than 906"])
def test_a_count_that_is_not_exact_makes_no_rate_to_set_beside(kent: Area, text: str) -> None:
    assert told(count(text), rate("620")) == []


def test_without_a_population_nothing_can_be_said(db: None) -> None:
    make_area("kent")
    assert told(count("906"), rate("620")) == []


def test_an_upload_is_told_before_anything_is_saved(kent: Area) -> None:
    content = "\n".join([COLUMNS, count("906"), rate("620")]).encode()
    preview = preview_upload(
        [Upload("kent.csv", content=content)], user=make_user(name="root", superuser=True)
    )
    (problem,) = preview.problems
    assert problem.severity is Severity.WARNING
    assert "the printed rate is not what count and population make" in problem.message
    assert preview.reports
