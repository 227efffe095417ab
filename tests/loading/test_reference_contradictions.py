"""Reference data against what is stored: what moves an area's address, and what contradicts the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stats.loading.existing import Existing
from stats.loading.reference.load import load_reference
from stats.models import Area, Draft
from tests.factories import make_division, make_figure
from tests.loading.conftest import REFERENCE, edit, told

pytestmark = pytest.mark.django_db


def rename(folder: Path, old: str, new: str) -> None:
    """A new slug for an area, in every file that names it."""
    for name in REFERENCE:
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(f"\n{old},", f"\n{new},"), "utf-8")


class TestAnotherSlug:
    def test_moves_the_area_that_has_the_code_and_all_that_stands_on_it(self, folder: Path) -> None:
        load_reference(folder)
        dorset = Area.objects.get(slug="dorset")
        figure = make_figure(area=dorset, division=make_division("Poole", area=dorset), value=1)
        rename(folder, "dorset", "dorset-and-poole")

        outcome = load_reference(folder)

        assert outcome.errors == ()
        (change,) = outcome.changes
        assert (change.what, str(change.new).split("; ")[-1]) == (
            "dorset",
            "the address is now dorset-and-poole",
        )
        moved = Area.objects.get(slug="dorset-and-poole")
        assert (moved.pk, moved.former_slugs, moved.populations.count()) == (dorset.pk, ["dorset"], 2)
        figure.refresh_from_db()
        assert figure.report.area == moved
        assert Existing.read().names["dorset"] == [
            moved
        ]  # a file that still has the old slug is told the new
        assert load_reference(folder).changes == ()

    def test_may_be_taken_back_and_every_address_is_remembered(self, folder: Path) -> None:
        load_reference(folder)
        for old, new in (("dorset", "wessex"), ("wessex", "south"), ("south", "dorset")):
            rename(folder, old, new)
            assert load_reference(folder).errors == ()
        assert Area.objects.get(slug="dorset").former_slugs == ["wessex", "south"]

    def test_is_no_other_areas_nor_was_it(self, folder: Path) -> None:
        load_reference(folder)
        edit(folder, "areas.csv", "dorset,Dorset", "x,Dorset")
        edit(folder, "areas.csv", "london,London", "dorset,London")
        edit(folder, "areas.csv", "x,Dorset", "london,Dorset")
        meant = "areas.csv, row {}, column slug: links to this address are meant for {}"
        assert [words.split(";")[0] for words in told(folder)] == [
            meant.format(2, "London"),
            meant.format(3, "Dorset"),
        ]

    def test_is_not_one_that_another_area_left(self, folder: Path) -> None:
        load_reference(folder)
        rename(folder, "dorset", "wessex")
        load_reference(folder)
        rename(folder, "london", "dorset")
        assert told(folder)[0] == (
            "areas.csv, row 3, column slug: links to this address are meant for Dorset; found “dorset”, "
            "expected london, the address of London"
        )


def add(text: str) -> Callable[[str], str]:
    return lambda before: before + text


def swap(old: str, new: str) -> Callable[[str], str]:
    def swapped(before: str) -> str:
        assert old in before
        return before.replace(old, new)

    return swapped


def merged(before: str) -> str:
    """London's row is gone, and its code stands beside Dorset's."""
    return before.replace(LONDON, "").replace("E23000039", "E23000039;E23000001")


LONDON = "london,London,Met; City,E23000001;E23000034,England,London,The Met,LON,4,7\n"
SPLIT = "dorset,Wessex,,{},England,,,W,,\nnew,Dorset,"
NEW = "kent,Kent,Kent Police,E23000032,England,South East,,KENT,5,9\n"


@pytest.mark.parametrize(
    ("name", "spoil", "expected"),
    [
        # area_tile_once
        ("areas.csv", add(NEW.replace("5,9", "1,9")), "row 4: this is given in row 2 already"),
        # stats_area_slug_key, by another area, by a division, and by the nation
        ("areas.csv", add(NEW.replace("kent,", "dorset,")), "row 4: this is given in row 2 already"),
        ("areas.csv", add(NEW.replace("kent,", "poole,")), "row 4, column slug: links to this address"),
        (
            "areas.csv",
            add(NEW.replace("kent,", "england-and-wales,")),
            "row 4, column slug: England and Wales is not",
        ),
        # Names and codes are told apart by the file alone.
        ("areas.csv", add(NEW.replace("Kent,K", "DORSET,K")), "row 4: this is given in row 2 already"),
        ("areas.csv", add(NEW.replace("E23000032", "E23000034")), "row 4: this is given in row 3 already"),
        ("areas.csv", swap("E23000039", "E23000039;E23000034"), "row 3: this is given in row 2"),
        # Codes of two areas; and rows that are one stored area, the one by its code, the other by its slug.
        (
            "areas.csv",
            swap(LONDON, LONDON.replace("E23000034", "E23000039")),
            "row 3: this is given in row 2",
        ),
        ("areas.csv", merged, "row 2, column gss_codes: the codes are those of Dorset and London"),
        (
            "areas.csv",
            swap("dorset,Dorset,", SPLIT.format("E23000001")),
            "row 2, column slug: links to this address",
        ),
        (
            "areas.csv",
            swap("dorset,Dorset,", SPLIT.format("E23000099")),
            "row 3: Dorset is given in row 2 already",
        ),
        # place_once
        ("places.csv", add("dorset,Poole,town,,,no\n"), "row 4: this is given in row 2 already"),
        # population_once, population_age_band_known, population_not_empty
        ("populations.csv", add("dorset,2014,all,1,x,ONS\n"), "row 4: this is given in row 3 already"),
        ("populations.csv", swap("762500", "0"), "row 3, column persons: this is not a number that can be"),
        (
            "populations.csv",
            swap("762500", "99999999999"),
            "row 3, column persons: this is not a number that can be",
        ),
        (
            "populations.csv",
            swap("2014,all,762500,2011", f"2014,all,762500,{'x' * 70} 2011"),
            "row 3, column vintage: the text is longer than 80",
        ),
        # source_once, source_kind_known, source_dates_readable: digits of other scripts are no digits there
        (
            "sources.csv",
            add("press report,Dorset Echo 2021,x,https://echo.example/,,,,,\n"),
            "row 4: this is given in row 3 already",
        ),
        ("sources.csv", swap("2015-10", "٢٠١٥-١٠"), "row 2, column published: this is not a date"),
        ("sources.csv", swap("2025-01-01", "2025-01-01x"), "row 3, column read: this is not a date"),
        # note_once
        (
            "notes.csv",
            add("dorset,,2014-15,sopo,,,,definition,Again.\n"),
            "row 4: this is given in row 3 already",
        ),
        (
            "notes.csv",
            swap("sopo,,,,definition", "sopo,sixth,,,definition"),
            "row 3, column measure: category",
        ),
        (
            "places.csv",
            swap("dorset,Poole", f"dorset,{'P' * 121}"),
            "row 2, column place: the text is longer than 120",
        ),
    ],
)
def test_what_contradicts_the_database_is_a_problem_with_its_row(
    folder: Path, name: str, spoil: Callable[[str], str], expected: str
) -> None:
    load_reference(folder)
    dorset = Area.objects.get(slug="dorset")
    Area.objects.create(slug="poole", name="Poole", kind="division", parent=dorset)
    make_figure(area=dorset, value=1)
    path = folder / name
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")

    words = told(folder)

    assert any(problem.startswith(f"{name}, {expected}") for problem in words), words


def test_an_area_whose_report_is_being_entered_is_never_taken_away(folder: Path) -> None:
    load_reference(folder)
    london = Area.objects.get(slug="london")
    Draft.objects.create(area=london, start_year=2014, source_kind="area report", source_title="x")
    # Its tile is free for another in the file, and stays its own as it cannot go.
    edit(folder, "areas.csv", LONDON, NEW.replace("5,9", "4,7"))
    edit(folder, "places.csv", "london,Camden,borough,E09000007,London,no\n", "")

    assert told(folder) == [
        "areas.csv: the area london is gone from the file and a report of it is being entered"
    ]
