from __future__ import annotations

import pytest

from stats.reading.area_names import find_area, guess_areas, near_areas
from stats.reading.reading import AreaNames
from tests.reading.shipped_areas import AREAS, ROWS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["slug"])
def test_every_name_of_an_area_is_found_in_every_manner(row: dict[str, str]) -> None:
    names = {row["name"], *row["aliases"].split(";")} - {"City of London", ""}
    for name in names:
        for text in (
            name,
            name.upper(),
            name.replace(" and ", " & "),
            f"{name} Police",
            f"{name} MAPPA",
            f"  {name} (2)",
            f"{name}¹",
            f"{name} [note 3]",
            f"{name}*",
            f"{name.replace(' ', chr(160))}.",
        ):
            assert find_area(text, areas=AREAS) == row["slug"], text


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Co. Durham", "durham"),
        ("Durham & Darlington", "durham"),
        ("Dyfed–Powys", "dyfed-powys"),
        ("Yorkshire, North", "north-yorkshire"),
        ("Teesside (Cleveland)", "cleveland"),
        ("North Wales / Gogledd Cymru", "north-wales"),
        ("Metropolitan", "london"),
        ("Met", "london"),
        ("Metropolitan Police", "london"),
        ("Hampshire and the Isle of Wight Constabulary (1)(2)", "hampshire-and-isle-of-wight"),
        ("Devon & Cornwall (a, b)", "devon-and-cornwall"),
    ],
)
def test_a_name_is_found_as_tables_write_it(text: str, slug: str) -> None:
    assert find_area(text, areas=AREAS) == slug


@pytest.mark.parametrize(
    "text",
    ["", "City of London", "City of London Police", "England and Wales", "Wales", "South West", "Total",
     "(1)", "2014-15", "Dorsett", "Dorset and Wiltshire", "Kent / Essex", "London (Kent)", "Police"],
)  # fmt: skip
def test_what_names_no_area_or_a_part_of_one_is_not_taken_for_one(text: str) -> None:
    assert find_area(text, areas=AREAS) == ""


def test_a_name_that_two_areas_share_is_neither() -> None:
    areas = (AreaNames("one", ("One", "Shared")), AreaNames("two", ("Two", "Shared")))
    assert find_area("Shared", areas=areas) == ""
    assert find_area("Two", areas=areas) == "two"


def test_the_areas_that_a_text_names_come_with_the_likeliest_first() -> None:
    text = "Dorset MAPPA Annual Report 2014-15. Dorset Police met Devon and Cornwall Police over beds."
    assert guess_areas(text, areas=AREAS) == ("dorset", "devon-and-cornwall")
    assert guess_areas("West Yorkshire and the West Midlands", areas=AREAS) == (
        "west-yorkshire",
        "west-midlands",
    )
    assert guess_areas("CITY OF LONDON POLICE", areas=AREAS) == ("london",)
    assert guess_areas("conditions were met, in beds and hull", areas=AREAS) == ()
    assert guess_areas("", areas=()) == ()


def test_a_name_misspelt_is_near_the_area_that_it_may_mean() -> None:
    assert near_areas("Dorsett", areas=AREAS)[0] == "dorset"
    assert near_areas("City of London", areas=AREAS)[0] == "london"
    assert near_areas("Nottingamshire", areas=AREAS)[0] == "nottinghamshire"
    assert near_areas("Population", areas=AREAS) == ()
