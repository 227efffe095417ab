"""A new measure, table, indicator, topic or kind of source is data alone: no Python, no migration."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db.models import CheckConstraint, Q
from django.test import Client
from django.urls import clear_url_caches
from django.urls.converters import REGISTERED_CONVERTERS

import mappa_site.urls
import stats.urls
from stats.calculations.amounts import Marker
from stats.catalogue import measures, reader
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.populations import AGE_BANDS
from stats.catalogue.sources import LONGEST_KIND
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.loading.pipeline import load_figures
from stats.models import Figure, PopulationEstimate, Source
from stats.queries import prepared
from tests.catalogue.conftest import Copy
from tests.factories import make_area, make_nation

MEASURE = """
[[measure]]
code = "tagged"
title = "Offenders who are tagged"
short_title = "Tagged"
basis = "snapshot"
dimensions = ["category"]
first_year = "2026-27"
definition = "People under MAPPA who wear a tag on 31 March."
not_meaning = "It is not a count of offences."
"""
TABLE = """
[[table]]
code = "tagged"
title = "Offenders who are tagged, 31 March {end}"
measure = "tagged"
rows = [{ code = "n", label = "Tagged" }]
columns = [
    { code = "c1", label = "Category 1", category = "1" },
    { code = "c2", label = "Category 2", category = "2" },
    { code = "all", label = "Total", category = "total", sum_of = ["c1", "c2"] },
]
"""
LAYOUT = """
[[layout]]
code = "2026-27"
title = "Tags"
first_year = "2026-27"
seen = true
tables = ["eligible_with_category_4", "tagged"]
"""
INDICATOR = """
[[indicator]]
slug = "tagged"
title = "Offenders who are tagged"
short_title = "Tagged"
topic = "tags"
kind = "count"
numerator = [["tagged", "total", ""]]
decimals = 0
unit = "people on 31 March"
numerator_words = "tagged"
basis = "snapshot"
counted = "It counts tags."
high_can_mean = "More tags."
cannot_mean = "It is no count of offences."
asked = ["tags"]

[[indicator]]
slug = "tagged-per-100"
title = "Tagged per 100 eligible offenders"
short_title = "Tagged per 100"
topic = "tags"
kind = "ratio"
numerator = [["tagged", "total", ""]]
denominator = [["eligible_offenders", "total", "total"]]
per = 100
decimals = 1
unit = "per 100"
numerator_words = "tagged"
denominator_words = "eligible offenders"
basis = "snapshot"
counted = "It counts tags."
high_can_mean = "More tags."
cannot_mean = "It is no count of offences."
asked = ["tags per 100"]
"""
TOPIC = """
[[topic]]
slug = "tags"
title = "Tags"
[topic.page]
title = "People who wear a tag"
under = "Counted on 31 March."
story = "Tags were counted for the first time in 2026-27."
menu = "Tagging"
about = "Who wears a tag."
count = "tagged"
counted = [{ text = { one = "%(number)s tag", other = "%(number)s tags" } }]
sentence = "On 31 March of %(year)s, %(figure)s were worn in England and Wales."

[[topic_table]]
topic = "tags"
code = "tags"
title = "Tags by category"
columns = [{ cell = ["tagged", "1", ""], label = "Tagged, Category 1", short = "Category 1" }]
"""
SOURCE = """
[[source_kind]]
code = "court register"
title = "Register of a court"
tag = "Register"
plural = "court registers"
about = "Lists that courts keep of their own orders."
coverage = "national tables"
"""
TOTAL = CellKey("tagged", "total")
HEAD = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"


@pytest.fixture
def extended(copied: Copy) -> Copy:
    copied.append("measures", MEASURE)
    copied.append("indicators", INDICATOR)
    copied.append("topics", TOPIC)
    copied.append("sources", SOURCE)
    next_table = '[[table]]\ncode = "levels_2_and_3"'
    copied.replace("layouts", next_table, f"{TABLE}\n{next_table}")
    copied.replace(
        "layouts",
        'title = "Category 4"\nfirst_year = "2022-23"',
        'title = "Category 4"\nfirst_year = "2022-23"\nlast_year = "2025-26"',
    )
    copied.replace(
        "layouts",
        '[[national_layout]]\ncode = "nation-to-2003-04"',
        LAYOUT + '\n[[national_layout]]\ncode = "nation-to-2003-04"',
    )
    return copied


def test_a_new_table_is_printed_from_its_year_on_and_adds_up(extended: Copy) -> None:
    found = extended.read()
    layout = found.layout_for(ReportingYear.parse("2026-27"))
    assert layout is not None
    table = layout.tables[-1]

    (total,) = table.totals

    assert total.total == TOTAL
    assert total.parts == (CellKey("tagged", "1"), CellKey("tagged", "2"))
    assert table.title_for(ReportingYear.parse("2026-27")) == "Offenders who are tagged, 31 March 2027"
    before = found.layout_for(ReportingYear.parse("2025-26"))
    assert before is not None
    assert "tagged" not in {one.code for one in before.tables}


def test_a_new_measure_knows_its_years_and_dimensions(extended: Copy) -> None:
    measure = extended.read().measures["tagged"]

    assert measure.problem_with(TOTAL, year=ReportingYear.parse("2026-27")) is None
    assert measure.problem_with(TOTAL, year=ReportingYear.parse("2025-26")) is not None
    assert measure.problem_with(CellKey("tagged", "1", "2"), year=ReportingYear.parse("2026-27")) is not None


def test_a_new_indicator_stands_last(extended: Copy) -> None:
    indicator = list(extended.read().indicators.values())[-1]

    assert indicator.slug == "tagged-per-100"
    assert indicator.kind is Kind.RATIO
    assert TOTAL in indicator.cells


@pytest.fixture
def served(extended: Copy, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The whole site on the extended catalogue, as after a restart."""

    def restart() -> None:
        reader.catalogue.cache_clear()
        prepared.written.cache_clear()
        REGISTERED_CONVERTERS.pop("reporting_year")
        for module in (stats.urls, mappa_site.urls):
            importlib.reload(module)
        clear_url_caches()

    with monkeypatch.context() as changed:
        changed.setattr(reader, "DATA", extended.folder)
        restart()
        yield
    restart()


@pytest.mark.django_db
@pytest.mark.usefixtures("served")
def test_new_entries_need_no_migration() -> None:
    assert "tagged" in dict(Figure._meta.get_field("measure").flatchoices)
    assert "court register" in dict(Source._meta.get_field("kind").flatchoices)
    call_command("makemigrations", "stats", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def loaded(served: None) -> None:
    """Figures of the new measure, from a source of the new kind, through the loading pipeline."""
    make_nation()
    make_area()
    source = ",,court register,Register of tags 2027,\n"
    cells = [("tagged", "1", "", 30), ("tagged", "2", "", 12), ("tagged", "total", "", 42)]
    cells += [("eligible_offenders", "1", "total", 500), ("eligible_offenders", "total", "total", 700)]
    rows = [
        f"{area},,2026-27,{measure},{category},{level},{value}{source}"
        for area in ("dorset", NATION_SLUG)
        for measure, category, level, value in cells
    ]
    found = load_figures([Upload("tags.csv", content=(HEAD + "".join(rows)).encode())])
    assert not found.problems


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ("Tagging", "Who wears a tag.")),
        ("/measures/", ("Offenders who are tagged",)),
        (
            "/measures/tagged/",
            ("Offenders who are tagged", "Tagged per 100 eligible offenders", "tag on 31 March"),
        ),
        ("/compare/", ("Tags", "Tagged per 100 eligible offenders")),
        ("/compare/tagged-per-100/", ("Tagged per 100 eligible offenders", "Dorset", "6.0", "Register")),
        (
            "/tags/",
            (
                "People who wear a tag",
                "Counted on 31 March.",
                "Tags were counted for the first time",
                "<strong>42 tags</strong> were worn in England and Wales",
                "Tags by category",
                "Register",
            ),
        ),
        (
            "/areas/dorset/2026-27/",
            (
                "Offenders who are tagged, 31 March 2027",
                "Register",
                " of a court",
                "Register of tags 2027",
            ),
        ),
        ("/england-and-wales/", (">500<", "Register of tags 2027")),
        ("/data/", ("Register", "Lists that courts keep of their own orders.")),
        ("/areas/dorset/figures.csv", ("tagged,Offenders who are tagged,snapshot,1,,30,,court register",)),
    ],
)
def test_new_entries_are_on_their_pages(client: Client, path: str, words: tuple[str, ...]) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    page = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    for one in words:
        assert one in page


@pytest.mark.django_db
def test_no_migration_is_wanting() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def allowed(model: type[Figure | PopulationEstimate], *, name: str) -> set[str]:
    """The literals that a constraint `field__in` of the model lists."""
    (constraint,) = (one for one in model._meta.constraints if one.name == name)
    assert isinstance(constraint, CheckConstraint)
    assert isinstance(constraint.condition, Q)
    (child,) = constraint.condition.children
    assert isinstance(child, tuple)
    return set(child[1])


def test_what_the_database_allows_is_what_the_catalogue_knows() -> None:
    assert allowed(Figure, name="figure_category_known") == {"", *measures.CATEGORIES}
    assert allowed(Figure, name="figure_level_known") == {"", *measures.LEVELS}
    assert allowed(Figure, name="figure_marker_known") == {"", *(marker.value for marker in Marker)}
    assert allowed(PopulationEstimate, name="population_age_band_known") == set(AGE_BANDS)


def test_a_kind_of_source_fits_its_column() -> None:
    assert Source._meta.get_field("kind").max_length == LONGEST_KIND


def test_markers_that_can_be_chosen_are_those_that_can_be_calculated_with() -> None:
    choices = dict(Figure._meta.get_field("marker").flatchoices)
    assert set(choices) == {"", *(marker.value for marker in Marker)}
    assert set(PopulationEstimate.AgeBand.values) == set(AGE_BANDS)


def test_the_one_measure_that_may_have_decimals_is_the_printed_rate() -> None:
    """The database names it (figure_counts_are_whole): a second rate would need a migration."""
    assert [one.code for one in reader.catalogue().measures.values() if not one.is_count] == ["rso_rate"]
