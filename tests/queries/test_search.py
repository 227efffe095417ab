from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.search import SearchResult
from stats.queries.search import search
from tests.factories import make_area, make_place


@pytest.fixture
def places(db: None) -> None:
    dorset = make_area("dorset", police_force="Dorset Police")
    manchester = make_area("greater-manchester", police_force="Greater Manchester Police", aliases=["GMP"])
    london = make_area(
        "london", police_force="Metropolitan Police Service;City of London Police", aliases=["Met", "The Met"]
    )
    gwent, west_mercia = make_area("gwent"), make_area("west-mercia", name="West Mercia")
    cleveland = make_area("cleveland", name="Cleveland (Teesside)")
    for name, area in (
        ("Bournemouth", dorset),
        ("Poole", dorset),
        ("Salford", manchester),
        ("Bolton", manchester),
        ("Camden", london),
        ("Redcar", cleveland),
        ("Ynys Môn", gwent),
    ):
        make_place(name, area=area)
    make_place("Poole", area=dorset, kind="former district")
    make_place("Newport", area=gwent, kind="Welsh unitary authority")
    make_place("Newport", area=west_mercia, within="Telford and Wrekin")


def areas(result: SearchResult) -> list[str]:
    return list(dict.fromkeys(match.area.slug for match in result.matches))


@pytest.mark.usefixtures("places")
class TestSpelt:
    @pytest.mark.parametrize(
        ("query", "slug"),
        [
            ("Bournemouth", "dorset"),
            ("  bournemouth ", "dorset"),
            ("BOURNEMOUTH", "dorset"),
            ("Salford", "greater-manchester"),
            ("GMP", "greater-manchester"),
            ("Met", "london"),
            ("the met", "london"),
            ("City of London Police", "london"),
            ("Dorset Police", "dorset"),
            ("West-Mercia", "west-mercia"),
            ("Cleveland", "cleveland"),
            ("Teesside", "cleveland"),
            ("ynys mon", "gwent"),
            ("Bourn", "dorset"),
            ("Camd", "london"),
        ],
    )
    def test_a_name_leads_to_its_one_area(self, query: str, slug: str) -> None:
        result = search(query)
        assert result.only is not None
        assert result.only.slug == slug
        assert not result.is_guess

    def test_a_name_of_two_areas_leads_to_both_with_what_tells_them_apart(self) -> None:
        result = search("Newport")
        assert set(areas(result)) == {"gwent", "west-mercia"}
        assert {match.within for match in result.matches} == {"", "Telford and Wrekin"}
        assert result.only is None

    def test_one_name_of_one_area_is_told_once(self) -> None:
        assert [match.name for match in search("Poole").matches] == ["Poole"]

    def test_a_whole_name_comes_before_names_that_only_begin_so(self) -> None:
        make_place("Bolton-le-Sands", area=make_area("lancashire"))
        assert areas(search("Bolton")) == ["greater-manchester"]
        assert set(areas(search("Bolt"))) == {"greater-manchester", "lancashire"}


@pytest.mark.usefixtures("places")
class TestNotSpelt:
    @pytest.mark.parametrize(
        ("query", "slug"),
        [("Bornmouth", "dorset"), ("Bournmouth", "dorset"), ("Salfrod", "greater-manchester")],
    )
    def test_a_misspelling_is_forgiven_and_said_to_be_a_guess(self, query: str, slug: str) -> None:
        result = search(query)
        assert areas(result) == [slug]
        assert result.is_guess
        assert result.only is None

    @pytest.mark.parametrize("query", ["BH1 1AA", "bh11aa", "SW1A 1AA", "M1", "m1 1ae"])
    def test_a_postcode_is_known_for_one_and_leads_nowhere(self, query: str) -> None:
        result = search(query)
        assert result.is_postcode
        assert result.matches == ()

    @pytest.mark.parametrize(
        "query", ["", "   ", "xyzzy", "🙂", "%", "'; DROP TABLE stats_area; --", "x" * 10_000, "日本語", "\0"]
    )
    def test_what_means_nothing_finds_nothing(self, query: str) -> None:
        result = search(query)
        assert result.matches == ()
        assert not result.is_postcode
        assert len(result.query) <= 100


@pytest.mark.usefixtures("places")
def test_two_queries_whatever_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for query in ("Bournemouth", "Bornmouth", "xyzzy"):
        with django_assert_num_queries(2):
            search(query)


@pytest.mark.usefixtures("shipped")
class TestShipped:
    @pytest.mark.parametrize(
        ("query", "slug"),
        [
            ("Bournemouth", "dorset"),
            ("Salford", "greater-manchester"),
            ("Met", "london"),
            ("Teesside", "cleveland"),
            ("County Durham", "durham"),
            ("Scotland Yard", ""),
        ],
    )
    def test_names_that_readers_type(self, query: str, slug: str) -> None:
        found = search(query).only
        assert (found.slug if found else "") == slug

    def test_a_misspelt_town_of_the_shipped_list(self) -> None:
        assert areas(search("Bornmouth"))[0] == "dorset"
