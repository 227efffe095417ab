"""A table of areas put into drafts: all of them or none, and what is typed stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files.area_names import area_names
from stats.drafting.files.from_tables import keep_mapping, mapping_called, mappings_for, put_tables
from stats.loading.normalise import SourceKey
from stats.models import Area, AreaGrant, Draft
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import proposed
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables
from tests.people import make_draft, make_user
from tests.reading.area_makers import SLUGS, eligible, sheets_of
from tests.reading.area_workbooks import made
from tests.reading.stored_areas import make_areas

pytestmark = pytest.mark.django_db
SOURCE = SourceKey("national bulletin", "Area tables 2014-15", "")
CELL = eligible("1", "total")


@pytest.fixture(autouse=True)
def areas() -> None:
    make_areas()


@pytest.fixture
def root() -> User:
    return make_user(name="root", superuser=True)


def tables(name: str = "one_row_of_heads") -> AreaTables:
    return read_area_tables(sheets_of(made(name)), areas=area_names())


def reading(name: str = "one_row_of_heads") -> AreaTablesReading:
    found = tables(name)
    return figures_of(found, proposed(found))


def test_every_area_has_a_draft_with_the_words_it_was_read_from(root: User) -> None:
    found = reading()
    with CaptureQueriesContext(connection) as queries:
        put = put_tables(found, source=SOURCE, user=root)
    assert len(queries) <= 12 * len(SLUGS)
    assert {one.draft.area.slug for one in put} == set(SLUGS)
    assert {(one.filled, one.unsure, one.differing) for one in put} == {(4, 0, 0)}
    draft = Draft.objects.get(area__slug="dorset")
    assert draft.to_look_at == []
    assert draft.readings[CELL]["words"].startswith("Dorset: ")
    assert draft.created_by == root


def test_what_nobody_has_confirmed_is_left_to_be_looked_at(root: User) -> None:
    put_tables(reading(), source=SOURCE, user=root, is_confirmed=False)
    draft = Draft.objects.get(area__slug="dorset")
    assert set(draft.to_look_at) == set(draft.cells)


def test_what_is_typed_stays_and_is_told(root: User) -> None:
    make_draft(Area.objects.get(slug="dorset"), cells={CELL: "999999"}, user=root)
    put = {one.draft.area.slug: one for one in put_tables(reading(), source=SOURCE, user=root)}
    assert (put["dorset"].filled, put["dorset"].differing) == (3, 1)
    draft = Draft.objects.get(area__slug="dorset")
    assert draft.cells[CELL] == "999999"
    assert "is typed" in draft.readings[CELL]["doubt"]


def test_nothing_is_stored_where_one_area_may_not_be_entered() -> None:
    user = make_user(name="clerk")
    for area in Area.objects.filter(kind=Area.Kind.AREA).exclude(slug="wiltshire"):
        AreaGrant.objects.create(user=user, area=area)
    with pytest.raises(PermissionDenied):
        put_tables(reading(), source=SOURCE, user=user)
    assert not Draft.objects.exists()


def test_nothing_is_stored_of_a_year_that_is_not_over(root: User) -> None:
    book = made("one_row_of_heads")
    book.sheets["Sheet1"][0][0] = "MAPPA-eligible offenders on 31 March 2098"
    found = read_area_tables(sheets_of(book), areas=area_names())
    with pytest.raises(CannotBeginError, match="2097-98 is in the future"):
        put_tables(figures_of(found, proposed(found)), source=SOURCE, user=root)
    assert not Draft.objects.exists()


def test_nothing_is_stored_of_a_reading_with_problems(root: User) -> None:
    with pytest.raises(CannotBeginError, match="what this column is has to be said"):
        put_tables(reading("nothing_says_of_what"), source=SOURCE, user=root)
    assert not Draft.objects.exists()


def test_a_mapping_is_kept_by_name_and_offered_for_the_same_heads(root: User) -> None:
    found = tables()
    keep_mapping("yearly", proposed(found), user=root)
    keep_mapping("yearly", proposed(found), user=root)
    assert mapping_called("yearly") == proposed(found)
    assert mapping_called("another") is None
    assert list(mappings_for(found)) == ["yearly"]
    book = made("one_row_of_heads")
    book.sheets["Sheet1"][0][0] = "Table 4: MAPPA-eligible offenders on 31 March 2016, by area"
    later = read_area_tables(sheets_of(book), areas=area_names())
    assert list(mappings_for(later)) == ["yearly"]
    years = {area.year for area in figures_of(later, mappings_for(later)["yearly"]).figures}
    assert years == {ReportingYear(2015)}
    assert mappings_for(tables("three_rows_of_heads")) == {}
