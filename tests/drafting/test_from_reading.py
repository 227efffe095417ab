"""What was read of a report becomes a draft, or fills one, and nothing that is typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files.area_names import area_names
from stats.drafting.files.from_reading import PutReading, put_reading
from stats.drafting.publishing.changes import compared
from stats.drafting.remarks import stored_remarks
from stats.models import Area, Draft, DraftPage, Figure
from stats.reading.reading import ReadCell, ReportReading
from tests.factories import make_area, make_division, make_figure, make_source
from tests.people import make_draft, make_user, source

pytestmark = pytest.mark.django_db
SOPO, NO, RSOS = "sopo....0", "notification_order....0", "eligible_offenders.1.total..0"
YEAR = ReportingYear(2014)
DIVISION = "eligible_offenders.1.total.{}.0"


@pytest.fixture
def root() -> User:
    return make_user(name="root", superuser=True)


def read(
    cells: Mapping[str, ReadCell], *, divisions: Sequence[str] = (), remarks: Sequence[str] = ()
) -> ReportReading:
    return ReportReading("Annual Report 2014-15", "dorset", (), YEAR, cells, divisions, remarks)


def put(
    reading: ReportReading,
    *,
    user: User | None,
    pictures: Mapping[int, bytes] | None = None,
    area: Area | None = None,
) -> PutReading:
    return put_reading(
        reading, area=area or make_area(), year=YEAR, source=source(), pictures=pictures or {}, user=user
    )


def test_only_what_was_read_is_put_and_all_of_it_is_to_be_looked_at(root: User) -> None:
    found = put(
        read(
            {
                SOPO: ReadCell("62", 9, "SOPOs 62"),
                NO: ReadCell("", 9, "NOs 2 or 7", "It can be read as 2 and as 7."),
                RSOS: ReadCell("697", 8, "Total 697", "Taken because the sum agrees."),
            }
        ),
        user=root,
    )
    draft = Draft.objects.get()
    assert (found.draft, found.filled, found.unsure, found.differing) == (draft, 2, 2, 0)
    assert draft.cells == {SOPO: "62", RSOS: "697"}
    assert draft.readings[NO] == {"page": 9, "words": "NOs 2 or 7", "doubt": "It can be read as 2 and as 7."}
    assert set(draft.to_look_at) == {SOPO, NO, RSOS}
    assert draft.pages == {"orders_sopo": "page 9", "eligible": "page 8"}
    assert (draft.version, draft.created_by, draft.changed_by) == (1, root, root)
    remarks = stored_remarks(draft)
    assert (remarks.read, remarks.unsure, remarks.to_look_at, remarks.are_open) == (2, 2, 3, True)
    assert not Figure.objects.exists()


def test_a_command_has_no_user_and_typed_nothing(root: User) -> None:
    assert put(read({SOPO: ReadCell("62", 9, "SOPOs 62")}), user=None).draft.changed_by is None


def test_what_is_typed_stays_and_another_reading_is_a_doubt(root: User) -> None:
    make_draft(cells={SOPO: "57", NO: "1,471", RSOS: "697"}, user=root)
    found = put(
        read(
            {
                SOPO: ReadCell("56", 9, "SOPOs 56"),
                NO: ReadCell("1471", 9, "NOs 1471"),
                RSOS: ReadCell("", 8, "Total", "It can be read as 697 and as 679."),
                "rso_rate....0": ReadCell("102", 9, "rate 102"),
            }
        ),
        user=root,
    )
    draft = Draft.objects.get()
    assert (found.filled, found.unsure, found.differing) == (1, 0, 1)
    assert draft.cells == {SOPO: "57", NO: "1,471", RSOS: "697", "rso_rate....0": "102"}
    assert draft.readings[SOPO]["doubt"] == "The report reads 56 here; 57 is typed."
    assert draft.readings[RSOS] == {"page": 8, "words": "Total", "doubt": ""}
    assert set(draft.to_look_at) == {SOPO, "rso_rate....0"}
    assert draft.version == 3


def test_reading_the_same_report_again_changes_no_text_and_no_doubt(root: User) -> None:
    cells = {
        SOPO: ReadCell("62", 9, "SOPOs 62", "Taken because the sum agrees."),
        NO: ReadCell("", 9, "NOs", "?"),
    }
    put(read(cells), user=root)
    first = Draft.objects.get()
    again = put(read(cells), user=root)
    second = Draft.objects.get()
    assert (again.filled, again.differing) == (0, 0)
    assert (first.cells, first.readings, first.to_look_at) == (
        second.cells,
        second.readings,
        second.to_look_at,
    )


def test_the_source_that_a_draft_has_stays_and_a_blank_one_is_filled(root: User) -> None:
    draft = make_draft(cells={SOPO: "57"}, user=root, title="Another title")
    put(read({NO: ReadCell("2", 9, "NOs 2")}), user=root)
    draft.refresh_from_db()
    assert draft.source_title == "Another title"
    Draft.objects.update(source_title="")
    put(read({RSOS: ReadCell("697", 9, "697")}), user=root)
    draft.refresh_from_db()
    assert draft.source_title == "Annual Report 2014-15"


def test_divisions_are_put_in_the_order_printed_and_under_the_name_that_is_typed(root: User) -> None:
    names = ("Huntingdon", "Fenland", "East Cambs")
    typed = DIVISION.format("fenland")
    make_draft(cells={typed: "88"}, user=root)
    cells = {DIVISION.format(name): ReadCell(str(n), 9, name) for n, name in enumerate(names, 88)}
    put(read(cells, divisions=names), user=root)
    draft = Draft.objects.get()
    assert draft.divisions == ["fenland", "Huntingdon", "East Cambs"]
    assert draft.cells[typed] == "88"
    assert draft.readings[typed]["doubt"] == "The report reads 89 here; 88 is typed."
    Draft.objects.all().delete()
    put(read(cells, divisions=names), user=root)
    assert Draft.objects.get().divisions == list(names)


def test_the_pages_of_a_table_and_their_pictures_are_kept(root: User) -> None:
    reading = read(
        {
            SOPO: ReadCell("62", 9, "SOPOs"),
            NO: ReadCell("2", 10, "NOs"),
            RSOS: ReadCell("", 8, "Total", "It can be read as 1 and as 7."),
        }
    )
    pictures = {8: b"eight", 9: b"nine", 10: b"ten", 11: b"eleven"}
    put(reading, user=root, pictures=pictures)
    put(read({"foreign_travel_order....0": ReadCell("0", 9, "FTOs")}), user=root, pictures={9: b"again"})
    # No spreadsheet makes a date of "pages 9 and 10".
    assert Draft.objects.get().pages["orders_sopo"] == "pages 9 and 10"
    stored = {page.number: bytes(page.picture) for page in DraftPage.objects.all()}
    assert stored == {8: b"eight", 9: b"again", 10: b"ten"}


def test_a_published_report_is_opened_with_what_is_public_and_the_reading_beside_it(root: User) -> None:
    make_figure("sopo", value=62, source=make_source("Annual Report 2014-15"))
    found = put(read({SOPO: ReadCell("26", 9, "SOPOs 26"), NO: ReadCell("2", 9, "NOs 2")}), user=root)
    assert found.draft.cells == {SOPO: "62", NO: "2"}
    assert (found.filled, found.differing) == (1, 1)
    assert [(one.cell_id, one.kind) for one in compared(found.draft).changes] == [
        (SOPO, "page"),
        (NO, "added"),
    ]


def test_a_report_published_under_another_title_is_not_entered_twice(root: User) -> None:
    make_figure("sopo", value=62, source=make_source("The real title"))
    with pytest.raises(CannotBeginError, match="published already, from “The real title”"):
        put(read({SOPO: ReadCell("62", 9, "SOPOs 62")}), user=root)
    assert not Draft.objects.exists()


def test_an_area_that_was_not_given_is_refused_and_nothing_is_stored(root: User) -> None:
    user = make_user("Data entry", areas=[make_area("kent")])
    with pytest.raises(PermissionDenied):
        put(read({SOPO: ReadCell("62", 9, "SOPOs 62")}), user=user)
    assert not Draft.objects.exists()


def test_each_area_with_every_name_that_it_has() -> None:
    make_area("london", police_force="Metropolitan Police;City of London Police", aliases=["The Met", ""])
    make_division("Bolton")
    names = {one.slug: one.names for one in area_names()}
    assert names["london"] == ("London", "Metropolitan Police", "City of London Police", "The Met")
    assert set(names) == {"london", "greater-manchester"}
