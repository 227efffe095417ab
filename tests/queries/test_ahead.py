from __future__ import annotations

from collections.abc import Generator

import pytest

from stats.models import Figure
from stats.queries import tidy
from stats.queries.ahead import ahead
from stats.queries.tidy import tidy_rows
from tests.factories import make_area, make_figure

pytestmark = pytest.mark.django_db


def test_one_is_fetched_while_the_one_before_is_used_and_no_more() -> None:
    made = []

    def batches() -> Generator[int]:
        for number in range(5):
            made.append((number, Figure.objects.count()))  # the test's own connection, or there were none
            yield number

    make_figure(value=1, category="1", level="total")
    read = ahead(batches())
    assert next(read) == 0
    assert list(read) == [1, 2, 3, 4]
    assert made == [(number, 1) for number in range(5)]


def test_what_goes_wrong_is_told_where_it_is_used() -> None:
    def batches() -> Generator[int]:
        yield 1
        raise LookupError

    read = ahead(batches())
    assert next(read) == 1
    with pytest.raises(LookupError):
        next(read)


def test_a_reader_who_goes_away_leaves_the_database_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "REPORTS", 1)
    for slug in ("dorset", "essex", "kent", "gwent"):
        make_figure(value=1, category="1", level="total", area=make_area(slug))
    lines = tidy_rows().lines()
    assert next(lines).startswith("dorset,")
    lines.close()  # type: ignore[attr-defined]  # as a server does
    assert Figure.objects.count() == 4
    assert len(list(tidy_rows().lines())) == 4
