from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.search.names import SearchResult, Spelling
from stats.catalogue.areas import WordUse
from stats.queries.search import find_place, search
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
        assert result.only.area.slug == slug
        assert not result.is_guess

    def test_a_name_of_two_areas_leads_to_both_with_what_tells_them_apart(self) -> None:
        result = search("Newport")
        assert set(areas(result)) == {"gwent", "west-mercia"}
        assert {match.within for match in result.matches} == {"", "Telford and Wrekin"}
        assert result.only is None

    def test_one_name_of_one_area_is_told_once(self) -> None:
        assert [match.name for match in search("Poole").matches] == ["Poole"]

    def test_a_whole_name_comes_before_names_that_only_begin_so(self) -> None:
        make_place("Boltongate", area=make_area("lancashire"))
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
        "query",
        [
            "",
            "   ",
            "xyzzy",
            "🙂",
            "%",
            "'; DROP TABLE stats_area; --",
            "x" * 10_000,
            "日本語",
            "\0",
            "qwx " * 1000,
        ],
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
        assert (found.area.slug if found else "") == slug

    def test_a_misspelt_town_of_the_shipped_list(self) -> None:
        assert areas(search("Bornmouth"))[0] == "dorset"

    @pytest.mark.parametrize(
        ("query", "slugs"),
        [
            ("Richmond", {"london", "north-yorkshire", "south-yorkshire"}),
            ("Newcastle", {"northumbria", "staffordshire"}),
            (
                "Leigh",
                {"greater-manchester", "essex", "surrey", "kent", "dorset", "west-mercia", "wiltshire"},
            ),
            ("Highgate", {"london", "west-midlands"}),
            (
                "Newport",
                {"gwent", "west-mercia", "hampshire-and-isle-of-wight", "dyfed-powys", "essex", "humberside"},
            ),
            ("Wellington", {"avon-and-somerset", "west-mercia"}),
            ("Gillingham", {"dorset", "kent"}),
            ("Ashford", {"kent", "surrey"}),
            ("Kingston", {"london", "humberside", "sussex"}),
            ("Stratford", {"london", "warwickshire"}),
            ("Middlesex", {"london", "surrey", "hertfordshire"}),
            ("Yorkshire", {"north-yorkshire", "west-yorkshire", "south-yorkshire", "humberside"}),
            ("Wales", {"dyfed-powys", "gwent", "north-wales", "south-wales"}),
            ("Cymru", {"dyfed-powys", "gwent", "north-wales", "south-wales"}),
            ("West Midlands", {"west-midlands", "staffordshire", "warwickshire", "west-mercia"}),
            # Croydon is in London today: neither half is passed over.
            ("Croydon, Surrey", {"london", "surrey"}),
        ],
    )
    def test_a_name_of_several_places_asks_which(self, query: str, slugs: set[str]) -> None:
        result = search(query)
        assert set(areas(result)) == slugs
        assert result.only is None

    def test_of_an_area_and_a_region_of_one_name_the_area_comes_first(self) -> None:
        assert areas(search("West Midlands"))[0] == "west-midlands"

    @pytest.mark.parametrize(
        ("query", "slug", "name"),
        [
            ("Halifax", "west-yorkshire", "Halifax"),
            ("Leeds", "west-yorkshire", "Leeds"),
            ("Bristol, City of", "avon-and-somerset", "Bristol, City of"),
            ("City of Bristol", "avon-and-somerset", "Bristol"),
            ("City of York Council", "north-yorkshire", "York"),
            ("Royal Borough of Windsor and Maidenhead", "thames-valley", "Windsor and Maidenhead"),
            ("London Borough of Hackney", "london", "Hackney"),
            ("Cyngor Gwynedd", "north-wales", "Gwynedd"),
            ("Cyngor Sir Ynys Môn", "north-wales", "Ynys Môn"),
            ("Rhondda Cynon Taf County Borough Council", "south-wales", "Rhondda Cynon Taf"),
            ("Cyngor Bwrdeistref Sirol Pen-y-bont ar Ogwr", "south-wales", "Pen-y-bont ar Ogwr"),
            ("King's Lynn", "norfolk", "King's Lynn"),
            ("King’s Lynn", "norfolk", "King's Lynn"),
            ("Kings Lynn", "norfolk", "King's Lynn"),
            ("saint helens", "merseyside", "St. Helens"),
            ("Newcastle on Tyne", "northumbria", "Newcastle upon Tyne"),
            ("Poole, Dorset", "dorset", "Poole"),
            ("Newport Isle of Wight", "hampshire-and-isle-of-wight", "Newport"),
            ("Richmond London", "london", "Richmond"),
            ("Bristol Clifton", "avon-and-somerset", "Clifton"),
            ("Enfield Middlesex", "london", "Enfield"),
            ("Poole BH15 1AA", "dorset", "Poole"),
            ("Beds", "bedfordshire", "Bedfordshire"),
            ("Herts", "hertfordshire", "Hertfordshire"),
            ("Notts", "nottinghamshire", "Nottinghamshire"),
            ("Wilts", "wiltshire", "Wiltshire"),
            ("N Yorks", "north-yorkshire", "North Yorkshire"),
            ("Worcs", "west-mercia", "Worcestershire"),
            ("Richmond, N. Yorks.", "north-yorkshire", "Richmond"),
            ("Shepway", "kent", "Shepway"),
            ("sex offenders in Poole", "dorset", "Poole"),
            ("how many sex offenders live in Halifax", "west-yorkshire", "Halifax"),
            ("Y Rhyl", "north-wales", "Y Rhyl"),
            ("Bae Colwyn", "north-wales", "Bae Colwyn"),
            ("Caergybi", "north-wales", "Caergybi"),
            ("Y Fenni", "gwent", "Y Fenni"),
            ("Street", "avon-and-somerset", "Street"),
        ],
    )
    def test_a_name_in_whatever_form_leads_to_the_place(self, query: str, slug: str, name: str) -> None:
        found = search(query).only
        assert found is not None
        assert (found.area.slug, found.name) == (slug, name)

    @pytest.mark.parametrize(
        ("query", "slug"),
        [
            ("Middlesborough", "cleveland"),
            ("Bournmouth", "dorset"),
            ("sex offenders in Bournmouth", "dorset"),
        ],
    )
    def test_a_misspelling_finds_what_was_meant_first(self, query: str, slug: str) -> None:
        result = search(query)
        assert areas(result)[0] == slug
        assert result.is_guess

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("near me", WordUse.NEAR_ME),
            ("sex offenders near me", WordUse.NEAR_ME),
            ("sex offenders", WordUse.NEAR_ME),
            ("Sarah's law", WordUse.DISCLOSURE),
            ("sarahs law", WordUse.DISCLOSURE),
            ("Sarah’s Law", WordUse.DISCLOSURE),
            ("list of names", WordUse.INDIVIDUALS),
            ("10 Acacia Avenue", WordUse.ADDRESS),
            ("England and Wales", WordUse.NATION),
            ("England & Wales", WordUse.NATION),
            ("Scotland", WordUse.OUTSIDE),
        ],
    )
    def test_words_that_are_no_place_are_answered(self, query: str, answer: WordUse) -> None:
        result = search(query)
        assert (result.answer, result.matches, result.only) == (answer, (), None)

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("sarahs law Poole", WordUse.DISCLOSURE),
            ("12 High Street, Poole", WordUse.ADDRESS),
            ("who lives in Poole", WordUse.INDIVIDUALS),
        ],
    )
    def test_an_answer_comes_before_the_place_beside_it(self, query: str, answer: WordUse) -> None:
        result = search(query)
        assert (result.answer, areas(result), result.only) == (answer, ["dorset"], None)

    def test_a_name_beside_words_that_mean_nothing_is_a_guess(self) -> None:
        result = search("John Smith Leeds")
        assert (result.spelling, areas(result), result.only) == (
            Spelling.NAME_AMONG_OTHERS,
            ["west-yorkshire"],
            None,
        )


@pytest.mark.usefixtures("shipped")
class TestFindPlace:
    def test_a_place_is_told_with_the_others_of_its_name(self) -> None:
        found = find_place("richmond", area_slug="north-yorkshire")
        assert found is not None
        assert [(name.name, name.within) for name in found.here] == [("Richmond", "North Yorkshire")]
        assert {name.area.slug for name in found.elsewhere} == {"london", "south-yorkshire"}

    @pytest.mark.parametrize("key", ["", "poole", "xyzzy", "north yorkshire", "richmond ", "<b>", "x" * 9999])
    def test_what_is_no_place_of_the_area_is_none(self, key: str) -> None:
        assert find_place(key, area_slug="north-yorkshire") is None

    def test_it_takes_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            find_place("richmond", area_slug="london")
