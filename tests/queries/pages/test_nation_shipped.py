"""Every change on the England and Wales page against a slow, obvious reading of the same database."""

from __future__ import annotations

import pytest

from stats.catalogue.measures import CellKey
from stats.queries.pages.nation import nation_page
from tests.reference.national_changes import changes

RSOS = CellKey("eligible_offenders", "1", "total")
CATEGORY_2 = CellKey("eligible_offenders", "2", "total")
LEVEL_3 = CellKey("level_2_3_offenders", "total", "3")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "cell", [RSOS, CATEGORY_2, LEVEL_3, CellKey("sopo"), CellKey("notification_breaches")]
)
def test_every_change_shown_is_what_a_slow_obvious_reading_gives(cell: CellKey) -> None:
    slow = changes(cell.measure, cell.category, cell.level)
    shown = 0
    for group in nation_page().groups:
        for place, column in enumerate(group.columns):
            for row in group.years if column.cell == cell else ():
                change = row.cells[place].change
                if change is None or change.absolute is None:
                    continue
                shown += 1
                absolute, percent = slow[row.year.start]
                assert change.absolute == absolute
                assert (None if change.percent is None else round(change.percent, 1)) == percent
    assert shown
