"""Sources, populations and releases: what the database refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from stats.models import Release, Source
from tests.factories import make_area, make_note, make_place, make_population, make_source

pytestmark = pytest.mark.django_db


def refused(constraint: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=constraint)


def test_a_source_has_a_kind() -> None:
    with refused("source_kind_not_empty"):
        make_source(kind="")


def test_the_kinds_that_can_be_chosen_are_those_of_the_catalogue() -> None:
    """The database takes any word, so that a new kind needs no migration; forms and loading do not."""
    with pytest.raises(ValidationError, match="rumour"):
        make_source(kind="rumour").full_clean()
    make_source(kind="press report", publisher="Dorset Echo", note="Read.").full_clean()


def test_a_source_is_stored_once() -> None:
    make_source("Report")
    with refused("source_once"):
        Source.objects.create(kind="area report", title="Report")


def test_two_links_are_two_sources() -> None:
    Source.objects.create(kind="press report", title="Report", url="https://example.org/1")
    Source.objects.create(kind="press report", title="Report", url="https://example.org/2")
    assert Source.objects.count() == 2


@pytest.mark.parametrize("date", ["", "2014", "2014-11", "2014-11-03"])
def test_a_date_may_be_known_in_part(date: str) -> None:
    assert make_source(published=date, read=date).published == date


@pytest.mark.parametrize("date", ["14", "2014-1", "Nov 2014", "2014-11-3", "2014/11", "2014-11-"])
@pytest.mark.parametrize("field", ["published", "read"])
def test_a_date_is_written_one_way(field: str, date: str) -> None:
    with refused("source_dates_readable"):
        make_source(**{field: date})


def test_an_area_has_one_estimate_for_a_year_and_age_band() -> None:
    area = make_area()
    make_population(area, age_band="10+")
    make_population(area, age_band="all")
    with refused("population_once"):
        make_population(area, age_band="10+", persons=1)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("population_age_band_known", {"age_band": "18+"}), ("population_not_empty", {"persons": 0})],
)
def test_an_impossible_population_is_refused(constraint: str, fields: dict[str, int | str]) -> None:
    with refused(constraint):
        make_population(make_area(), **fields)  # type: ignore[arg-type]


def test_the_same_note_is_stored_once_with_and_without_a_source() -> None:
    area = make_area()
    make_note("One.", area=area)
    with refused("note_once"):
        make_note("Another.", area=area)


def test_a_place_leads_to_an_area_once_but_may_lead_to_several() -> None:
    make_place("Newport", area=make_area("gwent"), within="")
    make_place("Newport", area=make_area("hampshire"), within="Isle of Wight")
    with refused("place_once"):
        make_place("Newport", area=make_area("gwent"), within="")


def test_release_numbers_are_never_used_twice() -> None:
    Release.objects.create(number=1, title="One")
    with refused("stats_release_pkey"):
        Release.objects.create(number=1, title="Another")


def test_the_newest_release_comes_first() -> None:
    for number in (1, 3, 2):
        Release.objects.create(number=number, title=f"Release {number}")
    assert [release.number for release in Release.objects.all()] == [3, 2, 1]
