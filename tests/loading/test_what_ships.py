"""The data that ships with the site: it loads whole, and its known facts come out as printed."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from stats.catalogue.years import ReportingYear
from stats.loading.load_all import load_all
from stats.loading.outcome import Outcome
from stats.models import Area, Figure, Load, Note, Place, PopulationEstimate, Release, Source
from tests.loading.conftest import dump, shipped_rows
from tests.shipped import DATA_LOADS as DATA

pytestmark = pytest.mark.usefixtures("shipped")


def test_everything_that_ships_loads_and_nothing_is_left_out(shipped_outcome: Outcome) -> None:
    assert shipped_outcome.errors == ()
    for model, name in (
        (Place, "places"),
        (PopulationEstimate, "populations"),
        (Source, "sources"),
        (Note, "notes"),
    ):
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert model._default_manager.count() == len(list(csv.DictReader(file)))
    assert Area.objects.filter(kind="area").count() == 42
    stored = Counter(
        (
            figure.report.area.slug,
            figure.division.name if figure.division else "",
            figure.report.year.label,
            figure.measure,
            figure.category,
            figure.level,
            figure.value,
            figure.marker,
            figure.source.kind,
            figure.source.title,
            figure.source.url,
            figure.source_page,
        )
        for figure in Figure.objects.select_related("report__area", "division", "source")
    )
    shipped = Counter(
        (
            row["area_slug"],
            row["division"],
            row["year"],
            row["measure"],
            row["category"],
            row["level"],
            Decimal(row["value"].replace(",", "")) if row["value"] else None,
            row["marker"],
            row["source_kind"],
            row["source_title"],
            row["source_url"],
            row["source_page"],
        )
        for row in shipped_rows()
    )
    assert stored == shipped


def test_known_facts_of_the_reports() -> None:
    def shown(area: str, year: str, measure: str, category: str = "", level: str = "") -> Decimal | None:
        return Figure.objects.get(
            report__area__slug=area,
            report__start_year=ReportingYear.parse(year).start,
            division=None,
            measure=measure,
            category=category,
            level=level,
            preferred=True,
        ).value

    assert shown("dorset", "2015-16", "eligible_offenders", "1", "total") == 697
    assert shown("dorset", "2015-16", "rso_rate") == 102
    assert shown("dorset", "2014-15", "level_2_3_offenders", "total", "3") == 7  # and not 9
    assert shown("greater-manchester", "2014-15", "level_2_3_offenders", "3", "total") == 62  # and not 52
    assert shown("england-and-wales", "2002-03", "eligible_offenders", "1", "total") == 21513  # and not 21413
    assert shown("england-and-wales", "2006-07", "rso_rate") == Decimal("57.45")  # and not 64, restated
    assert shown("england-and-wales", "2008-09", "eligible_offenders", "1", "total") == 32336  # and not 32347
    assert shown("west-mercia", "2009-10", "eligible_offenders", "1", "total") == 753  # and not 752
    assert shown("england-and-wales", "2007-08", "eligible_offenders", "1", "total") == 31392  # not a bound
    assert shown("england-and-wales", "2007-08", "level_2_3_offenders", "total", "3") == 1072
    assert (
        Figure.objects.filter(report__area__slug="greater-manchester", division__isnull=False).count() == 11
    )


def test_numbers_printed_with_a_word_keep_it() -> None:
    worded = Figure.objects.exclude(qualifier="").values_list("report__area__slug", "as_printed")
    assert sorted(worded) == [
        ("england-and-wales", "about 64,300"),
        ("england-and-wales", "about 990"),
        ("england-and-wales", "more than 1,000"),
        ("england-and-wales", "more than 1,640"),
        ("england-and-wales", "more than 11,000"),
        ("england-and-wales", "more than 16,000"),
        ("england-and-wales", "more than 31,300"),
        ("london", "about 5,500"),
        ("suffolk", "about 77"),
        ("west-midlands", "about 200"),
    ]


def test_each_reason_is_of_a_source_and_each_former_title_of_one() -> None:
    """A reason names a figure that is withdrawn, moved, or held with its word."""
    titles = [title for source in Source.objects.all() for title in (source.title, *source.former_titles)]

    with (DATA / "corrections.csv").open(encoding="utf-8", newline="") as file:
        reasons = list(csv.DictReader(file))
    assert len(titles) == len(set(titles))
    assert len(reasons) == 16
    for row in reasons:
        held = Figure.objects.filter(
            report__area__slug=row["area_slug"],
            report__start_year=ReportingYear.parse(row["year"]).start,
            measure=row["measure"],
            category=row["category"],
            level=row["level"],
            source__title=row["source_title"],
        )
        assert all(figure.qualifier for figure in held)


def test_what_does_not_add_up_is_told(shipped_outcome: Outcome) -> None:
    totals = [warning for warning in shipped_outcome.warnings if "does not add up" in warning.message]
    warnings = {warning.where.file: warning for warning in totals}

    assert len(totals) == 3
    dorset = warnings["figures/area_reports/area-report-dorset-2014-15.csv"]
    assert (dorset.found, dorset.expected) == ("7", "9 by its parts (3, 4, 2)")


def test_rates_that_their_counts_do_not_make_are_told(shipped_outcome: Outcome) -> None:
    """Bedfordshire's story prints 394 and 70 per 100,000; 394 among the people of mid-2005 are 68.0."""
    told = [warning for warning in shipped_outcome.warnings if "the printed rate" in warning.message]
    found = {(warning.found, warning.expected.split(" among")[0]) for warning in told}
    assert ("70", "68.0 by 394") in found
    assert ("122", "120.1 by 1,554") in found  # Lancashire 2013-14
    assert len(told) >= 5


def test_one_release_and_a_record_of_every_file(shipped_outcome: Outcome) -> None:
    assert shipped_outcome.release == 1
    assert Release.objects.get().title == f"First publication: {len(list(shipped_rows())):,} figures"
    files = len(list((DATA / "figures").rglob("*.csv"))) + 6
    assert Load.objects.exclude(kind="whole folder").count() == files == len(shipped_outcome.files)


def test_loading_again_changes_nothing_but_the_record_of_the_load() -> None:
    before = dump(without=frozenset({"Load"}))

    outcome = load_all(DATA)

    assert (outcome.changes, outcome.created, outcome.release) == ((), (), None)
    assert dump(without=frozenset({"Load"})) == before


def test_an_area_may_be_given_another_slug_in_every_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for path in folder.rglob("*.csv"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("\nwiltshire,", "\nwiltshire-and-swindon,"), "utf-8")
    figures = Figure.objects.count()

    outcome = load_all(folder)

    assert outcome.errors == ()
    assert [change.what for change in outcome.changes] == ["wiltshire"]
    assert Area.objects.get(slug="wiltshire-and-swindon").former_slugs == ["wiltshire"]
    assert Figure.objects.count() == figures
