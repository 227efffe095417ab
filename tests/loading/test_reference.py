"""Reference data is kept equal to its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stats.loading.existing import Existing
from stats.loading.pipeline import load_figures
from stats.loading.readers import Upload
from stats.loading.reference.load import load_reference
from stats.models import Area, Draft, Figure, Note, Place, PopulationEstimate, Source
from tests.factories import make_division, make_figure, make_source
from tests.loading.conftest import REFERENCE, dump, edit

pytestmark = pytest.mark.django_db


def told(folder: Path) -> list[str]:
    before = dump()
    outcome = load_reference(folder)
    assert dump() == before
    return [str(problem) for problem in outcome.errors]


def test_all_of_it_is_loaded(folder: Path) -> None:
    outcome = load_reference(folder)

    assert outcome.errors == ()
    assert outcome.release == 1
    dorset = Area.objects.get(slug="dorset")
    assert (dorset.aliases, dorset.gss_codes, dorset.tile_column) == (
        ["Bournemouth", "Poole"],
        ["E23000039"],
        1,
    )
    assert Area.objects.get(slug="england-and-wales").kind == "nation"
    assert not Place.objects.get(name="Camden").verified
    assert PopulationEstimate.objects.get(age_band="10+").persons == 681_601
    assert Source.objects.get(kind="press report").published == "2021-11-02"
    assert Note.objects.get(measure="rso_rate").source == Source.objects.get(title="Dorset Echo 2021")
    assert Note.objects.get(measure="sopo").source is None


def test_again_changes_nothing(folder: Path) -> None:
    load_reference(folder)
    before = dump()

    outcome = load_reference(folder)

    assert (outcome.changes, outcome.release) == ((), None)
    assert dump() == before


def test_what_changed_is_changed_and_what_is_gone_is_taken_away(folder: Path) -> None:
    load_reference(folder)
    edit(folder, "areas.csv", "Bournemouth;Poole", "Bournemouth")
    edit(folder, "places.csv", "dorset,Poole,town,,,yes\n", "dorset,Wareham,town,,,yes\n")
    edit(folder, "notes.csv", "A remark", "Another remark")

    outcome = load_reference(folder)

    assert [(file.kind, file.added, file.changed, file.removed) for file in outcome.files] == [
        ("areas", 0, 1, 0),
        ("places", 1, 0, 1),
        ("populations", 0, 0, 0),
        ("sources", 0, 0, 0),
        ("notes", 0, 1, 0),
    ]
    assert set(Place.objects.values_list("name", flat=True)) == {"Wareham", "Camden"}
    assert Note.objects.get(measure="sopo").text == "Another remark on any source."


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = dump()

    assert load_reference(folder, dry_run=True).files[0].added == 2
    assert dump() == before


def test_two_areas_may_change_places_on_the_tile_map(folder: Path) -> None:
    load_reference(folder)
    edit(folder, "areas.csv", "DORS,1,9", "DORS,4,7")
    edit(folder, "areas.csv", "LON,4,7", "LON,1,9")

    assert load_reference(folder).errors == ()
    assert Area.objects.get(slug="london").tile_row == 9


def test_an_area_with_figures_is_never_taken_away(folder: Path) -> None:
    load_reference(folder)
    make_figure(area=Area.objects.get(slug="london"), category="1", level="total", value=1)
    edit(
        folder,
        "areas.csv",
        "london,London,Met; City,E23000001;E23000034,England,London,The Met,LON,4,7\n",
        "",
    )
    edit(folder, "places.csv", "london,Camden,borough,E09000007,London,no\n", "")

    assert told(folder) == ["areas.csv: the area london is gone from the file and has figures"]


def test_an_area_without_figures_goes_with_its_places(folder: Path) -> None:
    load_reference(folder)
    edit(
        folder,
        "areas.csv",
        "london,London,Met; City,E23000001;E23000034,England,London,The Met,LON,4,7\n",
        "",
    )
    edit(folder, "places.csv", "london,Camden,borough,E09000007,London,no\n", "")

    assert load_reference(folder).errors == ()
    assert not Area.objects.filter(slug="london").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [("https://echo.example/", ""), ("https://echo.example/", "https://echo.example/other")],
)
def test_a_link_is_mended_or_taken_away_without_a_second_source(folder: Path, old: str, new: str) -> None:
    load_reference(folder)
    edit(folder, "sources.csv", old, new)

    load_reference(folder)

    assert Source.objects.get(kind="press report").url == new


def test_sources_that_figures_brought_stay(folder: Path) -> None:
    make_source("From a load", kind="press report")

    load_reference(folder)

    assert Source.objects.filter(title="From a load").exists()


def test_a_date_of_publication_moves_the_preference(folder: Path) -> None:
    load_reference(folder)
    echo = "press report,Dorset Echo 2021,https://echo.example/"
    rows = f"""area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url
dorset,,2014-15,eligible_offenders,1,total,669,,{echo}
dorset,,2014-15,eligible_offenders,1,total,668,,press report,A blog,
"""
    assert load_figures([Upload("f.csv", content=rows.encode())]).errors == ()
    assert Figure.objects.get(preferred=True).value == 669

    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("press report,A blog,,,2022,,\n")
    load_reference(folder)

    assert Figure.objects.get(preferred=True).value == 668


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


LONG_SLUG = "a" * 51


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
            add("press report,Dorset Echo 2021,x,https://echo.example/,,,\n"),
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


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("areas.csv", "dorset,Dorset", "Dorset,Dorset", "row 2, column slug: this is not a code name"),
        (
            "areas.csv",
            "london,London",
            "england-and-wales,London",
            "row 3, column slug: England and Wales is not",
        ),
        (
            "areas.csv",
            "london,London",
            f"{LONG_SLUG},London",
            "row 3, column slug: the text is longer than 50",
        ),
        ("areas.csv", "london,London", "dorset,London", "row 3: this is given in row 2 already"),
        ("areas.csv", "LON,4,7", "LON,1,9", "row 3: this is given in row 2 already"),
        ("areas.csv", "E23000039", "E2300039", "row 2, column gss_codes: this is not a GSS code"),
        ("areas.csv", "England,London", "Scotland,London", "row 3, column country: there is no such country"),
        (
            "areas.csv",
            "tile_col",
            "tile_column",
            "row 1, column 9: there is no such column (did you mean tile_col?)",
        ),
        ("areas.csv", "LON,4,7", "LON,4,x", "row 3, column tile_row: this is not a number that can be"),
        (
            "places.csv",
            "dorset,Poole",
            "dorst,Poole",
            "row 2, column area_slug: there is no such area (did you mean",
        ),
        ("places.csv", ",,yes", ",,maybe", "row 2, column verified: there is no such answer"),
        (
            "places.csv",
            "london,Camden,borough,E09000007,London,no",
            "dorset,Poole,town,,,no",
            "row 3: this is given in",
        ),
        ("populations.csv", "762500", "-5", "row 3, column persons: this is not a number that can be"),
        ("populations.csv", "762500", "7.5", "row 3, column persons: this is not a number that can be"),
        (
            "populations.csv",
            "2014,all",
            "1066,all",
            "row 3, column mid_year: this is not a number that can be",
        ),
        ("populations.csv", "2014,all", "2014,10-17", "row 3, column age_band: there is no such age band"),
        ("sources.csv", "2021-11-02", "2 Nov 2021", "row 3, column published: this is not a date"),
        (
            "sources.csv",
            "press report",
            "press reports",
            "row 3, column kind: there is no such kind of source (did you",
        ),
        ("sources.csv", "https://echo.example/", "echo.example", "row 3, column url: this is not a link"),
        (
            "notes.csv",
            "Dorset Echo 2021",
            "Dorset Eco 2021",
            "row 2, column source_title: there is no such source (did",
        ),
        (
            "notes.csv",
            "rso_rate,,",
            "rso_rate,1,",
            "row 2, column measure: category '1': rso_rate has no category",
        ),
        ("notes.csv", "sopo", "sopos", "row 3, column measure: there is no such measure (did you mean sopo"),
        ("notes.csv", "base,", "basis,", "row 2, column kind: there is no such kind of note"),
        ("notes.csv", "2014-15,sopo", "2014-16,sopo", "row 3, column year: this is not a reporting year"),
        ("notes.csv", "A remark on any source.", "", "row 3, column text: nothing is given"),
    ],
)
def test_bad_rows_are_told_and_change_nothing(
    folder: Path, name: str, old: str, new: str, expected: str
) -> None:
    load_reference(folder)
    edit(folder, name, old, new)

    assert any(words.startswith(f"{name}, {expected}") for words in told(folder))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_text("", "utf-8"),
        lambda path: path.write_text(path.read_text("utf-8").splitlines()[0], "utf-8"),
        lambda path: path.write_bytes(path.read_text("utf-8").encode("utf-16")),
    ],
    ids=["missing", "empty", "header only", "UTF-16"],
)
def test_bad_files_are_told_together_and_change_nothing(folder: Path, spoil: Callable[[Path], None]) -> None:
    load_reference(folder)
    for name in REFERENCE:
        spoil(folder / name)

    assert [words.split(":")[0] for words in told(folder)] == list(REFERENCE)
