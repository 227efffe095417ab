from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import CannotBeginError, begin, read_source, read_year
from stats.models import Draft
from tests.factories import make_area, make_division, make_figure, make_nation, make_source
from tests.people import make_draft, make_user, source

pytestmark = pytest.mark.django_db
YEAR = ReportingYear(2014)


@pytest.fixture
def root() -> User:
    return make_user(superuser=True)


def test_a_new_draft_holds_nothing_that_nobody_has_typed(root: User) -> None:
    draft = make_draft(make_area("cambridgeshire"), user=root)
    assert (draft.cells, draft.pages, draft.divisions) == ({}, {}, [])
    assert (draft.version, draft.created_by, draft.published_release) == (1, root, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1999-00", "1999-00 is before MAPPA began: the first reporting year is 2001-02."),
        ("2014-16", "This is not a reporting year. Expected a year such as 2014-15."),
        ("2014", "This is not a reporting year. Expected a year such as 2014-15."),
        ("next year", "This is not a reporting year. Expected a year such as 2014-15."),
        ("", "Give the reporting year, such as 2014-15."),
    ],
)
def test_a_year_of_which_there_is_no_report(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        read_year(text)
    assert raised.value.messages == [words]


@pytest.mark.parametrize(
    "text", ["2014/15", "2014-2015", "2014–15", "2014 - 2015", "March 2015", "31 March 2015"]
)
def test_a_year_in_the_ways_that_people_write_it(text: str) -> None:
    assert read_year(text) == YEAR


def test_years_before_mappa_began_are_opened_where_the_site_holds_them(root: User) -> None:
    year, hansard = read_year("2000-01"), source("Hansard 2001", kind="parliamentary answer")
    nation = make_nation()
    with pytest.raises(CannotBeginError, match="2000-01 is before MAPPA began: the first reporting year is"):
        begin(nation, year, source=hansard, user=root)
    held = make_source("Hansard 2001", kind="parliamentary answer")
    make_figure(value=15_000, category="1", level="total", area=nation, year="2000-01", source=held)
    draft = begin(nation, year, source=hansard, user=root)
    assert draft.cells == {"eligible_offenders.1.total..0": "15000"}
    with pytest.raises(CannotBeginError, match="before MAPPA began"):
        begin(make_area(), year, source=source(), user=root)


def test_a_source_without_a_title_is_asked_for_one() -> None:
    with pytest.raises(ValidationError) as raised:
        read_source("area report", "", "")
    assert raised.value.message_dict == {"source_title": ["Give the title of the source, as on its cover."]}


def test_a_year_that_is_not_over_is_in_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 3, 31))
    with pytest.raises(ValidationError, match="2025-26 is in the future"):
        read_year("2025-26")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 4, 1))
    assert read_year("2025-26") == ReportingYear(2025)


def test_every_problem_with_the_source_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as raised:
        read_source("rumour", " ", "ftp://x")
    assert set(raised.value.message_dict) == {"source_kind", "source_title", "source_url"}
    assert read_source("Area report", " The  report ", "") == source("The report")


def test_a_second_draft_of_the_same_report_is_the_first_one(root: User) -> None:
    first = make_draft(user=root)
    with pytest.raises(CannotBeginError, match="Dorset 2014-15 is being entered already") as raised:
        begin(make_area(), YEAR, source=source("X"), user=root)
    assert raised.value.existing == first


def test_a_published_report_is_opened_with_what_is_public_of_it(root: User) -> None:
    report = make_source("Dorset MAPPA Annual Report", url="https://example.org/dorset.pdf")
    make_figure(value=697, category="1", level="total", source=report, source_page="page 9", as_printed="697")
    make_figure("sopo", marker="c", source=report)
    make_figure("shpo", value=5, source=make_source("A newspaper", kind="press report"))
    with pytest.raises(CannotBeginError) as raised:
        begin(make_area(), YEAR, source=source("Another title"), user=root)
    assert raised.value.published is not None
    assert raised.value.published.title == "Dorset MAPPA Annual Report"
    # Its title is enough: the link that is stored with it is taken.
    draft = begin(make_area(), YEAR, source=source("Dorset MAPPA Annual Report"), user=root)
    assert draft.cells == {"eligible_offenders.1.total..0": "697", "sopo....0": "[c]"}
    assert draft.pages == {"eligible": "page 9"}
    assert draft.source_url == "https://example.org/dorset.pdf"


def test_england_and_wales_has_its_own_tables(root: User) -> None:
    draft = make_draft(make_nation(), year="2005-06", user=root)
    assert draft.cells == {}


def test_only_an_area_that_was_given_may_be_begun(root: User) -> None:
    user = make_user("Data entry", areas=[make_area("cambridgeshire")])
    with pytest.raises(PermissionDenied):
        begin(make_area("dorset"), YEAR, source=source(), user=user)
    assert begin(make_area("cambridgeshire"), YEAR, source=source(), user=user).created_by == user
    with pytest.raises(CannotBeginError, match="in its area's report"):
        begin(make_division("Bolton"), YEAR, source=source(), user=root)
    assert Draft.objects.count() == 1
