"""What loading does to what is stored."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from stats.loading.outcome import Outcome
from stats.loading.read_back import NotAsIntendedError
from stats.models import Area, Figure, Load, Release, Source
from tests.factories import make_area, make_figure, make_source
from tests.loading.conftest import REASON, dump, load, load_text

pytestmark = pytest.mark.usefixtures("areas")

COLUMNS = (
    "area_slug,division,year,measure,category,level,value,marker,"
    "source_kind,source_title,source_url,source_page"
)
REPORT = "area report,Dorset MAPPA Annual Report 2014-2015,,page 12"


def rows(*lines: str) -> str:
    return "\n".join([COLUMNS, *lines])


def rso(value: str, *, source: str = REPORT, area: str = "dorset", year: str = "2014-15") -> str:
    marker = "" if value.replace(",", "").isdigit() else value
    return f"{area},,{year},eligible_offenders,1,total,{'' if marker else value},{marker},{source}"


def history(figure: Figure) -> list[tuple[str, Decimal | None]]:
    events = apps.get_model("stats", "FigureEvent").objects.filter(pgh_obj=figure).order_by("pgh_id")
    return [(event.pgh_label, event.value) for event in events]


def the_figure() -> Figure:
    return Figure.objects.select_related("source", "report").get()


def counts(outcome: Outcome) -> tuple[int, int, int]:
    (file,) = outcome.files
    return file.added, file.changed, file.unchanged


def test_a_new_figure_is_stored_as_printed_and_published() -> None:
    outcome = load_text(rows('dorset,,2014-15,eligible_offenders,1,total,"1,670",,' + REPORT))

    assert outcome.errors == ()
    figure = the_figure()
    assert (figure.value, figure.as_printed, figure.source_page) == (1670, "1,670", "page 12")
    assert figure.preferred
    assert figure.source.title == "Dorset MAPPA Annual Report 2014-2015"


def test_the_same_file_again_changes_nothing_at_all() -> None:
    load_text(rows(rso("670")))
    before = dump()

    outcome = load_text(rows(rso("670")))

    assert counts(outcome) == (0, 0, 1)
    assert outcome.release is None
    assert dump() == before


def test_a_correction_replaces_and_keeps_the_history() -> None:
    load_text(rows(rso("607")))

    outcome = load_text(rows(rso("670")))

    assert counts(outcome) == (0, 1, 0)
    assert str(outcome.changes[0]) == (
        "dorset, 2014-15, eligible_offenders, category 1, level total: "
        "607 (Dorset MAPPA Annual Report 2014-2015, page 12) -> "
        "670 (Dorset MAPPA Annual Report 2014-2015, page 12)"
    )
    assert history(the_figure()) == [("insert", 607), ("update", 670)]


def test_the_same_number_written_otherwise_is_no_change() -> None:
    load_text(rows('dorset,,2014-15,eligible_offenders,1,total,"1,670",,' + REPORT))

    assert counts(load_text(rows(rso("1670")))) == (0, 0, 1)
    assert the_figure().as_printed == "1,670"


def test_a_number_gives_way_to_a_marker_and_back() -> None:
    load_text(rows(rso("670")))
    load_text(rows(rso("c")))
    figure = the_figure()
    assert (figure.value, figure.marker) == (None, "c")

    load_text(rows(rso("670")))
    figure = the_figure()
    assert (figure.value, figure.marker) == (670, "")


def test_a_blank_page_takes_the_page_away_and_a_missing_column_keeps_it() -> None:
    load_text(rows(rso("670")))
    without = rows(rso("671")).replace(",source_page", "").replace(",page 12", "")
    load_text(without)
    assert (the_figure().value, the_figure().source_page) == (671, "page 12")

    load_text(rows(rso("671").replace("page 12", "")))
    assert the_figure().source_page == ""


PRESS = "press report,Dorset Echo 2021,https://echo.example/,"


@pytest.mark.parametrize("order", [(REPORT, PRESS), (PRESS, REPORT)])
def test_two_sources_are_both_kept_and_the_better_is_preferred(order: tuple[str, str]) -> None:
    for source in order:
        load_text(rows(rso("670" if source is REPORT else "669", source=source)))

    stored = Figure.objects.order_by("value").values_list("value", "source__kind", "preferred")
    assert list(stored) == [(669, "press report", False), (670, "area report", True)]


def test_the_preference_moves_back_when_the_better_number_turns_out_unavailable() -> None:
    load_text(rows(rso("670"), rso("669", source=PRESS)))

    load_text(rows(rso("x")))

    assert Figure.objects.get(preferred=True).value == 669


def test_a_restated_rate_never_stands_for_its_year() -> None:
    def rate(value: str, source: str) -> str:
        return f"england-and-wales,,2006-07,rso_rate,,,{value},,{source}"

    load_text(rows(rate("64", "area report,A report,,"), rate("57.45", PRESS)))

    assert Figure.objects.get(preferred=True).value == Decimal("57.45")


def test_a_source_is_found_by_its_title_where_the_link_is_left_out() -> None:
    load_text(rows(rso("669", source=PRESS)))
    load_text(rows(rso("668", source=PRESS.replace("https://echo.example/", ""))))

    assert the_figure().value == 668
    assert the_figure().source.url == "https://echo.example/"


def test_a_link_given_later_is_added_to_the_source() -> None:
    load_text(rows(rso("669", source=PRESS.replace("https://echo.example/", ""))))
    outcome = load_text(rows(rso("669", source=PRESS)))

    assert outcome.created == ("link of the source Dorset Echo 2021: https://echo.example/",)
    assert outcome.release is not None
    assert the_figure().source.url == "https://echo.example/"


def test_a_title_that_several_links_have_must_be_given_with_one() -> None:
    make_source("Echo", kind="press report", url="https://a.example/")
    make_source("Echo", kind="press report", url="https://b.example/")

    outcome = load_text(rows(rso("669", source="press report,Echo,,")))

    assert [problem.message for problem in outcome.errors] == [
        "several sources have this title, so the link must say which"
    ]


def test_one_source_named_in_two_ways_in_one_file_is_one_source() -> None:
    outcome = load_text(
        rows(rso("669", source=PRESS), rso("668", source=PRESS.replace("https://echo.example/", "")))
    )

    assert len(outcome.errors) == 1
    assert "stands in figures.csv, row 2 already" in str(outcome.errors[0])


def test_divisions_are_made_below_their_area_once() -> None:
    line = "greater-manchester,{},2014-15,eligible_offenders,1,total,{},," + REPORT
    outcome = load_text(rows(line.format("Bolton", 238), line.format("Wigan", 402)))
    load_text(rows(line.format("WIGAN", 403)))

    assert outcome.created == ("division: Wigan, Greater Manchester",)
    wigan = Area.objects.get(slug="greater-manchester--wigan")
    assert (wigan.kind, wigan.name, wigan.parent) == ("division", "Wigan", make_area("greater-manchester"))
    assert Figure.objects.get(division=wigan).value == 403


def test_two_divisions_may_not_share_a_web_address() -> None:
    line = "greater-manchester,{},2014-15,eligible_offenders,1,total,1,," + REPORT

    outcome = load_text(rows(line.format("A Division"), line.format("A-Division")))

    assert "another division of the area has this name but for capitals and signs" in str(outcome.errors[0])


def test_a_division_may_have_a_name_as_long_as_its_address_can_hold() -> None:
    # greater-manchester-- has 20 characters, and an address 120.
    line = "greater-manchester,{},2014-15,eligible_offenders,1,total,1,,press report,Echo,,"

    (error,) = load_text(rows(line.format("B" * 101))).errors
    assert str(error).startswith(
        "figures.csv, row 2, column division: the division's name is too long; found"
    )
    assert load_text(rows(line.format("B" * 100))).errors == ()
    assert len(Area.objects.get(name="B" * 100).slug) == 120


def test_figures_that_a_file_does_not_name_stay() -> None:
    other = make_figure(category="2", level="total", value=240)

    load_text(rows(rso("670")))

    assert Figure.objects.filter(pk=other.pk, preferred=True, value=240).exists()


def test_a_release_is_numbered_and_described_and_the_load_is_recorded() -> None:
    load_text(rows(rso("670")), name="first.csv", reason="")
    outcome = load_text(rows(rso("671"), rso("697", year="2015-16")), name="second.csv")

    assert outcome.release == 2
    release = Release.objects.get(number=2)
    assert release.title == "Figures loaded: 1 added, 1 changed"
    assert release.description == REASON
    assert Release.objects.get(number=1).description == "first.csv: 1 added"
    record = Load.objects.get(file_name="second.csv")
    assert (record.added, record.changed, record.unchanged, record.release) == (1, 1, 0, release)
    assert len(record.file_sha256) == 64


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    load_text(rows(rso("670")))
    before = dump()
    text = rows(rso("671"), rso("697", year="2015-16", source=PRESS))

    tried = load_text(text, dry_run=True)
    assert dump() == before
    done = load_text(text)

    assert tried.changes == done.changes
    assert tried.created == done.created == ("source: press report, Dorset Echo 2021",)
    assert dump() != before


def test_a_total_that_does_not_add_is_kept_as_printed_and_told() -> None:
    outcome = load("total_does_not_add.csv")

    (warning,) = outcome.warnings
    assert str(warning) == (
        "total_does_not_add.csv, row 5: in “MAPPA-eligible offenders in Levels 2 and 3 by category, 2014-15 "
        "(yearly total)” the total “Total, Level 3” does not add up, and is kept as printed; found “7”, "
        "expected 9 by its parts (3, 4, 2)"
    )
    assert Figure.objects.get(category="total").value == 7


def test_sources_made_by_a_load_have_kind_title_and_link() -> None:
    load_text(rows(rso("669", source=PRESS)))

    source = Source.objects.get(title="Dorset Echo 2021")
    assert (source.kind, source.url) == ("press report", "https://echo.example/")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("NEW.value := NEW.value + 1", "does not hold what figures.csv, row 2 gives"),
        ("NEW.source_page := '9'", "does not hold"),
        ("NEW.preferred := false", "1 cells have no preferred figure"),
    ],
)
def test_what_the_database_made_otherwise_of_a_figure_is_found_and_not_kept(fault: str, told: str) -> None:
    function = f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {fault}; RETURN NEW; END $$"
    each = "BEFORE INSERT ON stats_figure FOR EACH ROW"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE FUNCTION spoil() {function}")
        cursor.execute(f"CREATE TRIGGER spoil {each} EXECUTE FUNCTION spoil()")
    with pytest.raises(NotAsIntendedError, match=told):
        load_text(rows(rso("512")))
    assert not Figure.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_file(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def file(years: range, value: int) -> str:
        return rows(
            *(
                f"{area},,{year}-{year % 100 + 1:02d},eligible_offenders,{category},{level},{value},,{REPORT}"
                for area in ("dorset", "cleveland", "greater-manchester", "devon-and-cornwall")
                for year in years
                for category in ("1", "2", "3", "total")
                for level in ("1", "2", "3", "total")
            )
        )

    for years in (range(2010, 2011), range(2011, 2023)):
        for value in (1, 2):
            with django_assert_max_num_queries(30):
                assert load_text(file(years, value)).errors == ()
    assert Figure.objects.filter(value=2, preferred=True).count() == 4 * 13 * 16
