from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.queries.paging import Pages, pages

LENGTHS = st.lists(st.integers(0, 30), min_size=1, max_size=5)


@given(LENGTHS, st.integers(1, 20))
def test_every_row_stands_on_one_page_in_its_order(lengths: list[int], size: int) -> None:
    lists = [[(place, row) for row in range(length)] for place, length in enumerate(lengths)]
    read = []
    number = 1
    while (page := pages(*lengths, size=size, page=number)) is not None:
        rows = [row for place, rows in enumerate(lists) for row in rows[page.part(place)]]
        assert len(rows) <= size
        read += rows
        number += 1
    assert read == [row for rows in lists for row in rows]


@given(LENGTHS, st.integers(1, 20))
def test_a_list_begins_on_the_page_that_has_its_first_row(lengths: list[int], size: int) -> None:
    for place, length in enumerate(lengths):
        first = Pages(tuple(lengths), size, 1).begins(place)
        page = pages(*lengths, size=size, page=first)
        assert page is not None
        assert not length or range(length)[page.part(place)][0] == 0


@pytest.mark.parametrize("page", [None, 0, -1, 4])
def test_a_page_that_there_is_not(page: int | None) -> None:
    assert pages(5, 5, 5, size=5, page=page) is None


def test_nothing_has_one_page() -> None:
    assert pages(0, size=5, page=1) is not None
    assert pages(0, size=5, page=2) is None
