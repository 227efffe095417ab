"""Query strings and what they stand for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear
from stats.queries.pages.compare import BY_NAME, Column, Sort
from stats.views.params import CompareParams, ReportingYearConverter, read_sort, read_year, sort_text

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)
sorts = st.builds(Sort, st.sampled_from(Column), st.booleans())


def read(query: str) -> CompareParams:
    return CompareParams.from_query(QueryDict(query))


@given(st.lists(slugs, max_size=60, unique=True), sorts)
def test_parameters_survive_the_trip_through_a_url(areas: list[str], sort: Sort) -> None:
    params = CompareParams(tuple(areas), sort)
    assert read(params.to_query().removeprefix("?")) == params


@given(st.text(max_size=40), st.text(max_size=40))
def test_anything_can_be_asked_and_the_answer_reads_back_as_itself(areas: str, sort: str) -> None:
    query = QueryDict(mutable=True)
    query["areas"], query["sort"] = areas, sort

    params = CompareParams.from_query(query)

    assert read(params.to_query().removeprefix("?")) == params
    assert all(params.areas)


@given(sorts)
def test_a_sort_reads_back(sort: Sort) -> None:
    assert read_sort(sort_text(sort)) == sort


def test_no_parameters_no_query() -> None:
    assert CompareParams().to_query() == ""
    assert read("areas=&sort=area") == CompareParams()


@pytest.mark.parametrize(
    "query",
    ["areas=dorset,kent", "areas=dorset&areas=kent", "areas=dorset,,kent,", "areas=+dorset+,kent,dorset"],
)
def test_areas_may_be_written_in_several_ways(query: str) -> None:
    assert read(query).areas == ("dorset", "kent")


@pytest.mark.parametrize(
    "sort", ["", "nonsense", "--value", "VALUE", "value;drop", "-", "interval", "comparison"]
)
def test_an_unknown_sort_is_the_order_by_name(sort: str) -> None:
    assert read(f"sort={sort}").sort == BY_NAME


def test_a_thousand_areas_are_not_all_read() -> None:
    assert len(read("areas=" + ",".join(f"area-{n}" for n in range(1_000))).areas) <= 60


@pytest.mark.parametrize("text", ["2014-15", "2099-00"])
def test_a_year_is_read(text: str) -> None:
    year = read_year(text)
    assert year is not None
    assert str(year) == text


@pytest.mark.parametrize("text", ["", "2014", "2014-16", "x", "٢٠١٤-١٥"])
def test_what_is_no_year_is_none(text: str) -> None:
    assert read_year(text) is None


@given(st.integers(FIRST_START, LAST_START).map(ReportingYear))
def test_a_year_survives_the_trip_through_an_address(year: ReportingYear) -> None:
    path = reverse("area-year", args=("dorset", year))
    assert resolve(urlsplit(path).path).kwargs == {"slug": "dorset", "year": year}
    assert ReportingYearConverter().to_python(ReportingYearConverter().to_url(year)) == year


@pytest.mark.parametrize("year", ["2014-16", "1999-00", "2014", "2014-2015"])
def test_an_address_with_an_impossible_year_is_told_so(year: str) -> None:
    assert resolve(f"/areas/dorset/{year}/").url_name == "area-no-such-year"
    assert resolve(f"/compare/rsos/{year}/").url_name == "compare-no-such-year"


def test_digits_of_another_script_lead_nowhere() -> None:
    with pytest.raises(Resolver404):
        resolve("/areas/dorset/٢٠١٤-١٥/")
