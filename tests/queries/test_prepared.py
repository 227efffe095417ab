"""Queries whose SQL is written once, and asked with other values."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Expression, Q

from stats.models import Area
from stats.queries.prepared import Prepared, Rows, is_one_of
from tests.factories import make_area, make_nation

made: list[tuple[str, ...]] = []


@Prepared
def _names(*kinds: str, slugs: Expression) -> Rows:
    made.append(kinds)
    areas = Area.objects.filter(is_one_of("slug", slugs), *(Q(kind=kind) for kind in kinds))
    return areas.order_by("name").values_list("name", "gss_codes")


@pytest.mark.django_db
class TestPrepared:
    @pytest.fixture(autouse=True)
    def _areas(self) -> None:
        make_nation()
        make_area()
        make_area("kent")

    def names(self, *which: str, slugs: list[str]) -> list[str]:
        return [name for name, _codes in _names(*which, slugs=slugs)]

    def test_each_time_with_the_values_given(self) -> None:
        assert self.names(slugs=["kent", "dorset"]) == ["Dorset", "Kent"]
        assert self.names(slugs=["kent"]) == ["Kent"]
        assert self.names(slugs=[]) == []

    def test_a_value_is_never_sql(self) -> None:
        assert self.names(slugs=["kent') OR ('' = '"]) == []
        assert self.names(slugs=["%s", "kent"]) == ["Kent"]

    def test_written_once_for_each_that_is_another_query(self) -> None:
        for _ in range(2):
            self.names("area", slugs=["kent"])
            assert self.names("nation", slugs=["kent"]) == []
        assert made.count(("area",)) == made.count(("nation",)) == 1

    def test_values_are_python_s(self) -> None:
        ((_name, codes),) = _names(slugs=["dorset"])
        assert isinstance(codes, list)

    def test_in_chunks_the_rows_are_the_same(self) -> None:
        slugs = ["kent", "dorset"]
        assert [*_names(slugs=slugs, chunk_size=1)] == [*_names(slugs=slugs)]

    def test_counts_among_a_page_s_queries(self, django_assert_num_queries: Callable[[int], Any]) -> None:
        with django_assert_num_queries(1):
            self.names(slugs=["kent"])
