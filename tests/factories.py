"""Builders for what tests store: each takes what matters to the test and makes up the rest.

They write rows directly, past the loading pipeline, so that a test can also store what no file could give.
"""

from __future__ import annotations

from decimal import Decimal

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure, Note, Place, PopulationEstimate, Report, Source

YEAR = "2014-15"


def make_nation() -> Area:
    """England and Wales; the one stored already, if there is one."""
    return Area.objects.get_or_create(
        slug=NATION_SLUG, defaults={"name": "England and Wales", "kind": Area.Kind.NATION}
    )[0]


def make_area(slug: str = "dorset", *, name: str = "", **fields: object) -> Area:
    """A MAPPA area; the one stored under that slug, if there is one."""
    defaults = {"name": name or slug.replace("-", " ").title(), "kind": Area.Kind.AREA, "country": "England"}
    return Area.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_division(name: str = "Bolton", *, area: Area | None = None) -> Area:
    """A division of the area; Greater Manchester unless one is given."""
    parent = area or make_area("greater-manchester")
    return Area.objects.get_or_create(
        slug=f"{parent.slug}--{name.lower().replace(' ', '-')}",
        defaults={"name": name, "kind": Area.Kind.DIVISION, "parent": parent},
    )[0]


def make_place(name: str, *, area: Area, kind: str = "town", **fields: object) -> Place:
    return Place.objects.create(name=name, area=area, kind=kind, **fields)


def make_population(
    area: Area, *, mid_year: int = 2014, persons: int = 681_601, age_band: str = "10+", vintage: str = "test"
) -> PopulationEstimate:
    return PopulationEstimate.objects.create(
        area=area, mid_year=mid_year, age_band=age_band, persons=persons, vintage=vintage, source="ONS"
    )


def make_source(
    title: str = "Dorset MAPPA Annual Report 2014-2015", *, kind: str = "area report", **fields: str
) -> Source:
    """A source document; the one stored under that kind, title and link, if there is one."""
    url = fields.pop("url", "")
    return Source.objects.get_or_create(kind=kind, title=title, url=url, defaults=fields)[0]


def make_report(area: Area | None = None, *, year: str = YEAR) -> Report:
    """The report of an area and year; the one stored already, if there is one."""
    return Report.objects.get_or_create(
        area=area or make_area(),
        start_year=ReportingYear.parse(year).start,
    )[0]


def make_figure(
    measure: str = "eligible_offenders",
    *,
    value: int | str | None = None,
    marker: str = "",
    qualifier: str = "",
    category: str = "",
    level: str = "",
    area: Area | None = None,
    year: str = YEAR,
    report: Report | None = None,
    division: Area | None = None,
    source: Source | None = None,
    source_page: str = "",
    as_printed: str = "",
    preferred: bool = True,
    withdrawn: bool = False,
) -> Figure:
    """One figure. The report is the one given, else that of the area (or the division's area) and year."""
    return Figure.objects.create(
        report=report or make_report(area or (division.parent if division else None), year=year),
        division=division,
        measure=measure,
        category=category,
        level=level,
        value=None if value is None else Decimal(value),
        marker=marker,
        qualifier=qualifier,
        as_printed=as_printed or (f"[{marker}]" if value is None else str(value)),
        source=source or make_source(),
        source_page=source_page,
        preferred=preferred and not withdrawn,
        withdrawn=withdrawn,
    )


def make_note(
    text: str, *, area: Area, year: str = YEAR, measure: str = "eligible_offenders", **fields: object
) -> Note:
    return Note.objects.create(
        text=text,
        area=area,
        start_year=ReportingYear.parse(year).start,
        measure=measure,
        **({"kind": NoteKind.UNUSUAL} | fields),
    )
