"""A topic's counts against a slow, obvious reading of the same database."""

from __future__ import annotations

import pytest

from stats.catalogue.years import ReportingYear
from stats.queries.pages.topics import topic_page
from tests.reference.topics import counts


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("topic", "place", "measures", "year"),
    [
        ("orders", 0, ("sopo", "shpo"), "2014-15"),
        ("orders", 0, ("sopo", "shpo"), "2021-22"),
        ("recalls", 0, ("recall_licence",), "2022-23"),
    ],
)
def test_the_counts_are_those_of_a_slow_obvious_reading(
    topic: str, place: int, measures: tuple[str, ...], year: str
) -> None:
    page = topic_page(topic, year=ReportingYear.parse(year))
    assert page is not None
    rows = [*page.rows, *([page.nation] if page.nation else [])]
    shown = {row.area.slug: row.values[place].amount for row in rows if row.values[place].why_not is None}
    assert shown == counts(measures, start_year=ReportingYear.parse(year).start)
