"""Reference data is kept equal to its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stats.documents import Upload
from stats.loading.pipeline import load_figures
from stats.loading.reference.load import load_reference
from stats.models import Area, Draft, Figure, Note, Place, PopulationEstimate, Source
from tests.factories import make_figure, make_source
from tests.loading.conftest import REFERENCE, dump, edit, told
from tests.people import make_draft

pytestmark = pytest.mark.django_db


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


class TestATitleIsReplaced:
    """A source that is given another title is the source that it was."""

    NEW = "“Numbers rise”, Dorset Echo, November 2021"

    def renamed(self, folder: Path, *, former: str = "Dorset Echo 2021", kind: str = "press report") -> None:
        edit(folder, "sources.csv", "press report,Dorset Echo 2021", f'{kind},"{self.NEW}"')
        edit(folder, "sources.csv", "A story,,", f"A story,,{former}")
        edit(folder, "notes.csv", "Dorset Echo 2021", f'"{self.NEW}"')

    def test_where_the_row_names_the_former_one(self, folder: Path) -> None:
        load_reference(folder)
        stored = Source.objects.get(kind="press report").pk
        self.renamed(folder)

        assert load_reference(folder).errors == ()

        source = Source.objects.get(pk=stored)
        assert (source.title, source.former_titles) == (self.NEW, ["Dorset Echo 2021"])
        assert Source.objects.count() == 2
        assert load_reference(folder).changes == ()

    def test_with_its_kind(self, folder: Path) -> None:
        load_reference(folder)
        stored = Source.objects.get(kind="press report").pk
        self.renamed(folder, kind="area report")

        assert load_reference(folder).errors == ()
        assert Source.objects.get(pk=stored).kind == "area report"

    def test_and_without_it_another_source_is_made(self, folder: Path) -> None:
        load_reference(folder)
        self.renamed(folder, former="")

        assert load_reference(folder).errors == ()
        assert Source.objects.count() == 3

    def test_and_a_file_that_names_the_former_one_means_it(self, folder: Path) -> None:
        load_reference(folder)
        echo = "press report,Dorset Echo 2021,https://echo.example/"
        header = (
            "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url"
        )
        rows = f"{header}\ndorset,,2014-15,sopo,,,62,,{echo}\n"
        load_figures([Upload("f.csv", content=rows.encode())])
        self.renamed(folder)
        load_reference(folder)

        outcome = load_figures([Upload("f.csv", content=rows.encode())])

        assert (outcome.errors, outcome.changes, outcome.created) == ((), (), ())
        assert Figure.objects.get().source.title == self.NEW

    def test_a_report_being_entered_follows(self, folder: Path) -> None:
        load_reference(folder)
        source = Source.objects.get(kind="press report")
        dorset = Area.objects.get(slug="dorset")
        draft = make_draft(dorset, year="2014-15", cells={}, title=source.title)
        Draft.objects.filter(pk=draft.pk).update(source=source)
        self.renamed(folder)

        load_reference(folder)

        assert Draft.objects.get().source_title == self.NEW


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
        file.write("press report,A blog,,,2022,,,,\n")
    load_reference(folder)

    assert Figure.objects.get(preferred=True).value == 668


LONG_SLUG = "a" * 51


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
        ("sources.csv", "A story,,", "A story,copied,", "row 3, column standing: there is no such standing"),
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
        lambda path: path.write_bytes(path.read_bytes() + b"\x81"),
    ],
    ids=["missing", "empty", "header only", "no known encoding"],
)
def test_bad_files_are_told_together_and_change_nothing(folder: Path, spoil: Callable[[Path], None]) -> None:
    load_reference(folder)
    for name in REFERENCE:
        spoil(folder / name)

    assert [re.split("[:,]", words)[0] for words in told(folder)] == list(REFERENCE)
