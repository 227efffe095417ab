"""Which names a reader may have meant: those spelt so, and those that come near."""

from __future__ import annotations

import pytest

from stats.analysis.figures import AreaRef
from stats.analysis.search.names import SearchName, Spelling, names_by_key, search_key, search_names
from stats.catalogue.areas import WordUse
from stats.catalogue.reader import catalogue


def names_found(query: str, *names: str) -> tuple[list[str], bool]:
    """The names that are found, each of an area of its own and given in that order, and whether they are a
    guess."""
    known = [SearchName(search_key(name), AreaRef(name, name), name, "town", is_place=True) for name in names]
    result = search_names(query, names=known)
    return [match.name for match in result.matches], result.is_guess


def test_of_names_that_begin_so_the_shorter_comes_first() -> None:
    """Newark stands before Newport in the alphabet, and was given before it."""
    assert names_found("new", "Newark-on-Trent", "Newport") == (["Newport", "Newark-on-Trent"], False)


def test_of_names_of_one_length_the_alphabet_decides() -> None:
    assert names_found("new", "Newton", "Newent")[0] == ["Newent", "Newton"]


def test_names_that_contain_it_come_after_those_that_begin_so() -> None:
    assert names_found("newton", "Maiden Newton", "Newton Abbot")[0] == ["Newton Abbot", "Maiden Newton"]


def test_an_area_comes_before_places_of_its_name() -> None:
    dorset, kent = AreaRef("dorset", "Dorset"), AreaRef("kent", "Kent")
    names = [
        SearchName("ash", kent, "Ash", "village", is_place=True),
        SearchName("ash", dorset, "Ash", "MAPPA area"),
    ]
    assert [match.area for match in search_names("ash", names=names).matches] == [dorset, kent]


@pytest.mark.parametrize(
    ("query", "name", "is_near"),
    [
        # Three letters of seventeen are wrong: 28 of 34 letters agree, 82.4.
        ("Wolverhamptonians", "Wolferhemptoniens", True),
        # Two letters of eleven are wrong: 18 of 22 agree, 81.8.
        ("Bxurnexouth", "Bournemouth", False),
        ("Stoke", "Stake", False),
    ],
)
def test_a_spelling_is_near_from_82_on(query: str, name: str, *, is_near: bool) -> None:
    assert names_found(query, name) == ([name] if is_near else [], True)


def place(name: str, *, area: str, within: str = "", kind: str = "town") -> SearchName:
    return SearchName(search_key(name), AreaRef(area, area), name, kind, within, is_place=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("King's Lynn", "king’s lynn"),
        ("King's Lynn", "Kings Lynn"),
        ("St. Helens", "Saint Helens"),
        ("Newcastle upon Tyne", "Newcastle-on-Tyne"),
        ("N. Yorks", "North Yorkshire"),
        ("Great Yarmouth", "Gt Yarmouth"),
        ("Ynys Môn", "ynys mon"),
    ],
)
def test_two_ways_of_writing_a_name_have_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_a_name_is_also_known_by_what_stands_before_a_joining_word() -> None:
    named = names_by_key([place("Richmond upon Thames", area="london"), place("Sutton Coldfield", area="b")])
    assert set(named) == {"richmond on thames", "richmond", "sutton coldfield"}


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [("metropolitan district", {"manchester"}), ("town or locality", {"manchester", "lancashire"})],
)
def test_a_name_before_a_joining_word_does_not_stand_in_the_way_of_a_district(
    kind: str, slugs: set[str]
) -> None:
    """Who types Bolton means Bolton; Richmond, a town, and Richmond upon Thames are asked about."""
    names = [place("Bolton", area="manchester", kind=kind), place("Bolton-le-Sands", area="lancashire")]
    for query in ("Bolton", "Bolton Council"):
        assert {match.area.slug for match in search_names(query, names=names).matches} == slugs


def test_phrases_of_the_catalogue_are_written_as_the_search_reads_them() -> None:
    """Else a phrase would never be found: one with "saint" in it is read as "st"."""
    assert [phrase for phrase in catalogue().phrases if search_key(phrase) != phrase] == []


def test_no_two_lists_of_words_disagree() -> None:
    phrases = [phrase for words in catalogue().word_lists for phrase in words.phrases]
    assert len(phrases) == len(set(phrases))


def test_what_another_name_says_of_where_it_is_decides() -> None:
    names = [
        place("Newport", area="gwent"),
        place("Newport", area="hampshire", within="Isle of Wight"),
        place("Isle of Wight", area="hampshire"),
    ]
    result = search_names("Newport, Isle of Wight", names=names)
    assert result.spelling is Spelling.NAME
    assert result.only is names[1]


def test_names_of_which_no_area_has_all_are_all_told() -> None:
    names = [place("Croydon", area="london"), place("Surrey", area="surrey")]
    result = search_names("Croydon, Surrey", names=names)
    assert (result.spelling, result.matches, result.only) == (Spelling.NAMES_APART, tuple(names), None)


def test_a_part_of_several_names_of_one_area_is_not_gone_to() -> None:
    names = [place("Hackney", area="london"), place("Hackbridge", area="london")]
    assert search_names("Hack", names=names).only is None
    assert search_names("Hackn", names=names).only is names[0]


def test_two_places_of_one_name_in_one_area_are_both_told() -> None:
    names = [
        place("Minster", area="kent", within="Swale"),
        place("Minster", area="kent", within="Thanet"),
        place("Minster", area="kent", kind="former district"),
    ]
    result = search_names("Minster", names=names)
    assert [match.within for match in result.matches] == ["Swale", "Thanet"]
    assert result.only is names[0]


def test_a_street_is_a_town_alone_and_an_address_after_other_words() -> None:
    names = [place("Street", area="somerset"), place("Poole", area="dorset")]
    assert search_names("Street", names=names).only is names[0]
    answered = search_names("12 Smith Street, Poole", names=names)
    assert (answered.answer, answered.matches) == (WordUse.ADDRESS, (names[1],))


def test_a_thousand_words_are_read_no_further_than_the_page_shows_them() -> None:
    result = search_names("poole " * 1000, names=[place("Poole", area="dorset")])
    assert len(result.query) <= 100
    assert len(result.matches) == 1


def test_two_letters_are_too_few_to_guess_from() -> None:
    assert names_found("xe", "Exe") == ([], True)
