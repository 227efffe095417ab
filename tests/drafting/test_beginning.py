from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from stats.catalogue.years import ReportingYear
from stats.drafting import beginning
from stats.drafting.beginning import Begun, CannotBegin, begin
from stats.models import Draft
from tests.factories import make_area, make_figure, make_nation, make_source
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    return make_user(superuser=True)


def problems(user: User, **given: str) -> dict[str, str]:
    asked = {"year": "2014-15", "source_kind": "area report", "source_title": "Report"} | given
    outcome = begin(make_area(), user=user, **asked)
    assert isinstance(outcome, CannotBegin)
    assert not Draft.objects.exists()
    return outcome.problems


def test_a_new_draft_holds_the_printed_dashes_and_nothing_else(root: User) -> None:
    draft = make_draft(make_area("cambridgeshire"), user=root)
    assert set(draft.cells.values()) == {"-"}
    assert len(draft.cells) == 7
    assert "eligible_offenders.3.1..0" in draft.cells
    assert (draft.version, draft.created_by, draft.published_release) == (1, root, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1999-00", "1999-00 is before MAPPA began: the first reporting year is 2001-02."),
        ("2000-01", "2000-01 is before MAPPA began: the first reporting year is 2001-02."),
        ("2014-16", "This is not a reporting year. Expected a year such as 2014-15."),
        ("2014", "This is not a reporting year. Expected a year such as 2014-15."),
        ("next year", "This is not a reporting year. Expected a year such as 2014-15."),
        ("", "Give the reporting year, such as 2014-15."),
    ],
)
def test_a_year_of_which_there_is_no_report(root: User, text: str, words: str) -> None:
    assert problems(root, year=text) == {"year": words}


def test_a_year_that_is_not_over_is_in_the_future(root: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 3, 31))
    assert problems(root, year="2025-26")["year"].startswith("2025-26 is in the future")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 4, 1))
    assert beginning.read_year("2025-26") == ReportingYear(2025)


def test_every_problem_is_told_at_once(root: User) -> None:
    found = problems(root, year="2050-51", source_kind="rumour", source_title=" ", source_url="ftp://x")
    assert set(found) == {"year", "source_kind", "source_title", "source_url"}


def test_a_second_draft_of_the_same_report_is_the_first_one(root: User) -> None:
    first = make_draft(user=root)
    outcome = begin(make_area(), year="2014-15", source_kind="area report", source_title="X", user=root)
    assert isinstance(outcome, CannotBegin)
    assert outcome.existing == first
    assert outcome.problems == {"year": "Dorset 2014-15 is being entered already. Open it instead."}


def test_a_published_report_is_opened_with_what_is_public_of_it(root: User) -> None:
    report = make_source("Dorset MAPPA Annual Report", url="https://example.org/dorset.pdf")
    make_figure(value=697, category="1", level="total", source=report, source_page="page 9", as_printed="697")
    make_figure("sopo", marker="c", source=report)
    make_figure("shpo", value=5, source=make_source("A newspaper", kind="press report"))
    given = {"year": "2014-15", "source_kind": "area report"}
    outcome = begin(make_area(), source_title="Another title", user=root, **given)
    assert isinstance(outcome, CannotBegin)
    assert outcome.published is not None
    assert outcome.published.title == "Dorset MAPPA Annual Report"
    # Its title is enough: the link that is stored with it is taken.
    opened = begin(make_area(), source_title="Dorset MAPPA Annual Report", user=root, **given)
    assert isinstance(opened, Begun)
    assert opened.draft.cells == {"eligible_offenders.1.total..0": "697", "sopo....0": "[c]"}
    assert opened.draft.pages == {"eligible": "page 9"}
    assert opened.draft.source_url == "https://example.org/dorset.pdf"


def test_england_and_wales_has_its_own_tables(root: User) -> None:
    draft = make_draft(make_nation(), year="2005-06", user=root)
    assert draft.cells == {}


def test_only_an_area_that_was_given_may_be_begun() -> None:
    user = make_user("Data entry", areas=[make_area("cambridgeshire")])
    given = {"year": "2014-15", "source_kind": "area report", "source_title": "Report"}
    with pytest.raises(PermissionDenied):
        begin(make_area("dorset"), user=user, **given)
    assert isinstance(begin(make_area("cambridgeshire"), user=user, **given), Begun)
