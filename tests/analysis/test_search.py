"""Which names a reader may have meant: those spelt so, and those that come near."""

from __future__ import annotations

import pytest

from stats.analysis.figures import AreaRef
from stats.analysis.search import SearchName, search_key, search_names


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


def test_two_letters_are_too_few_to_guess_from() -> None:
    assert names_found("xe", "Exe") == ([], True)
