"""The reference files and the reasons of corrections: their columns, and what a row of each means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from stats.calculations.amounts import Qualifier
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Standing
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.problems import nearest
from stats.loading.existing import Existing
from stats.loading.fields import Fields
from stats.models import Area, Correction, LocalActivity, Note, Place, PopulationEstimate, Source
from stats.models.source import PARTIAL_DATE

FIRST_MID_YEAR, LAST_MID_YEAR = 1990, 2100
MOST_PERSONS = 100_000_000
GRID = 99


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One file. `read` makes an unsaved object of a row; where the row has a problem it is of no use.

    `key` are the fields that tell one object from another, `values` those that the file may change, and
    `removes` says whether what is gone from the file goes from the database. A folder without a file that
    `may_be_left_out` leaves what is stored as it is.
    """

    file: str
    columns: tuple[str, ...]
    model: type[Model]
    read: Callable[[Fields, Existing], Any]
    key: tuple[str, ...]
    values: tuple[str, ...]
    removes: bool
    name: Callable[[Any], str]
    may_be_left_out: bool = False

    @property
    def kind(self) -> str:
        return self.file.removesuffix(".csv")

    def key_of(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.key)

    def described(self, row: Any) -> str:
        """The values that the file may change, as one text."""
        values = (getattr(row, name) for name in self.values if name != "slug")
        return "; ".join(_in_words(value) for value in values if value not in (None, ""))


def _in_words(value: object) -> str:
    match value:
        case list():
            return ", ".join(value)
        case Decimal():
            return f"{value.normalize():f}"
    return str(value)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _area_of(row: Fields, existing: Existing) -> Area | None:
    slug = row.needed("area_slug")
    area = existing.areas.get(slug)
    if slug and area is None:
        row.problem("area_slug", f"there is no such area{nearest(slug, names=existing.areas)}")
    return area


def read_area(row: Fields, _: Existing) -> Area:
    slug = row.needed("slug", longest=50)
    if slug and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        row.problem("slug", "this is not a code name", expected="small letters, digits and single hyphens")
    if slug == NATION_SLUG:
        row.problem("slug", "England and Wales is not one of the areas; it needs no row")
    codes = _several(row.text("gss_codes"))
    for code in codes:
        _check_gss(row, "gss_codes", code)
    aliases = _several(row.text("aliases"))
    if any(len(alias) > 80 for alias in aliases):
        row.problem("aliases", "an alias is longer than 80 characters")
    return Area(
        slug=slug,
        name=row.needed("name", longest=120),
        kind=Area.Kind.AREA,
        police_force=row.text("police_force", longest=160),
        gss_codes=codes,
        country=row.choice("country", ("England", "Wales"), what="country"),
        region=row.text("region", longest=40),
        aliases=aliases,
        tile_abbr=row.text("tile_abbr", longest=4),
        tile_column=row.whole("tile_col", least=0, most=GRID, blank=True),
        tile_row=row.whole("tile_row", least=0, most=GRID, blank=True),
    )


def _check_gss(row: Fields, name: str, code: str) -> None:
    if not re.fullmatch(r"[A-Z][0-9]{8}", code):
        row.problem(name, "this is not a GSS code", found=code, expected="a capital letter and eight digits")


def read_place(row: Fields, existing: Existing) -> Place:
    area = _area_of(row, existing)
    code = row.text("gss_code")
    if code:
        _check_gss(row, "gss_code", code)
    return Place(
        area=area,
        name=row.needed("place", longest=120),
        kind=row.needed("kind", longest=60),
        gss_code=code,
        within=row.text("within", longest=120),
        verified=row.choice("verified", ("yes", "no"), what="answer") == "yes",
    )


def read_population(row: Fields, existing: Existing) -> PopulationEstimate:
    return PopulationEstimate(
        area=_area_of(row, existing),
        mid_year=row.whole("mid_year", least=FIRST_MID_YEAR, most=LAST_MID_YEAR) or 0,
        age_band=row.choice("age_band", PopulationEstimate.AgeBand.values, what="age band"),
        persons=row.whole("persons", least=1, most=MOST_PERSONS) or 0,
        vintage=row.needed("vintage", longest=80),
        source=row.needed("source", longest=300),
    )


def read_source(row: Fields, _: Existing) -> Source:
    source = Source(
        kind=row.choice("kind", catalogue().source_kinds, what="kind of source"),
        title=row.needed("title", longest=300),
        publisher=row.text("publisher", longest=200),
        url=row.link("url"),
        published=row.text("published"),
        read=row.text("read"),
        note=row.text("note"),
        standing=row.choice("standing", [*Standing], what="standing") if row.text("standing") else "",
        former_titles=_several(row.text("former_titles")),
    )
    for name in ("published", "read"):
        text = getattr(source, name)
        if text and not re.fullmatch(PARTIAL_DATE, text, re.ASCII):
            row.problem(name, "this is not a date", expected="2014, 2014-11 or 2014-11-03, as far as known")
    return source


def read_note(row: Fields, existing: Existing) -> Note:
    return Note(
        **_cell(row, existing),
        source=_source_of(row, existing),
        kind=row.choice("kind", [*NoteKind], what="kind of note"),
        text=row.needed("text"),
    )


def read_activity(row: Fields, existing: Existing) -> LocalActivity:
    year, qualifier = _year_of(row), row.text("qualifier")
    row.needed("source_title")
    return LocalActivity(
        area=_area_of(row, existing),
        start_year=year.start if year else 0,
        fact=row.needed("fact", longest=200),
        value=Decimal(row.whole("value", least=0, most=MOST_PERSONS) or 0),
        unit=row.text("unit", longest=60),
        qualifier=row.choice("qualifier", [*Qualifier], what="qualifier") if qualifier else "",
        source=_source_of(row, existing),
        source_page=row.text("source_page", longest=120),
        note=row.text("note"),
    )


def read_correction(row: Fields, existing: Existing) -> Correction:
    row.needed("source_title")
    return Correction(**_cell(row, existing), source=_source_of(row, existing), reason=row.needed("reason"))


def _cell(row: Fields, existing: Existing) -> dict[str, Any]:
    """The cell that the row names, which must be one that the measure has in that year."""
    measure, year = row.measure(), _year_of(row)
    cell = CellKey(
        measure.code if measure else "",
        row.text("category").casefold(),
        row.text("level").casefold(),
        row.text("division", longest=120),
    )
    if measure and year and (words := measure.problem_with(cell, year=year)):
        row.problem("measure", words)
    return {
        "area": _area_of(row, existing),
        "division": cell.division,
        "start_year": year.start if year else 0,
        "measure": cell.measure,
        "category": cell.category,
        "level": cell.level,
    }


def _year_of(row: Fields) -> ReportingYear | None:
    try:
        return ReportingYear.read(row.text("year"))
    except NotAReportingYearError:
        row.problem("year", "this is not a reporting year", expected="a year such as 2014-15")
        return None


def _source_of(row: Fields, existing: Existing) -> Source | None:
    title = row.text("source_title")
    if not title:
        return None
    titles = dict.fromkeys(source.title for source in existing.sources.values())
    found = [source for key, source in existing.sources.items() if key.title == source.title == title]
    if len(found) != 1:
        near = "" if found else nearest(title, names=titles)
        words = "several sources have this title" if found else f"there is no such source{near}"
        row.problem("source_title", words, expected="a title of sources.csv")
        return None
    return found[0]


AREAS = ReferenceTable(
    file="areas.csv",
    columns=(
        "slug", "name", "police_force", "gss_codes", "country", "region", "aliases",
        "tile_abbr", "tile_col", "tile_row",
    ),
    model=Area,
    read=read_area,
    key=("slug",),
    values=(
        "slug", "name", "police_force", "gss_codes", "country", "region", "aliases",
        "tile_abbr", "tile_column", "tile_row",
    ),
    removes=True,
    name=lambda area: area.slug,
)  # fmt: skip

PLACES = ReferenceTable(
    file="places.csv",
    columns=("area_slug", "place", "kind", "gss_code", "within", "verified"),
    model=Place,
    read=read_place,
    key=("area_id", "name", "kind", "within"),
    values=("gss_code", "verified"),
    removes=True,
    name=lambda place: f"{place.name} ({place.kind}), {place.area.slug}",
)

POPULATIONS = ReferenceTable(
    file="populations.csv",
    columns=("area_slug", "mid_year", "age_band", "persons", "vintage", "source"),
    model=PopulationEstimate,
    read=read_population,
    key=("area_id", "mid_year", "age_band"),
    values=("persons", "vintage", "source"),
    removes=True,
    name=lambda estimate: f"{estimate.area.slug}, mid-{estimate.mid_year}, {estimate.age_band}",
)

SOURCES = ReferenceTable(
    file="sources.csv",
    columns=(
        "kind", "title", "publisher", "url", "published", "read", "note", "standing", "former_titles",
    ),
    model=Source,
    read=read_source,
    key=("kind", "title", "url"),
    values=(
        "kind", "title", "publisher", "url", "published", "read", "note", "standing", "former_titles",
    ),
    removes=False,  # a load of figures makes sources as well
    name=lambda source: f"{source.kind}, {source.title}",
)  # fmt: skip

NOTES = ReferenceTable(
    file="notes.csv",
    columns=(
        "area_slug", "division", "year", "measure", "category", "level", "source_title", "kind", "text",
    ),
    model=Note,
    read=read_note,
    key=("area_id", "division", "start_year", "measure", "category", "level", "source_id", "kind"),
    values=("text",),
    removes=True,
    name=lambda note: f"note on {note.area.slug}, {ReportingYear(note.start_year)}, {note.measure}",
)  # fmt: skip

ACTIVITIES = ReferenceTable(
    file="local_activity.csv",
    columns=(
        "area_slug", "year", "fact", "value", "unit", "qualifier", "source_title", "source_page", "note",
    ),
    model=LocalActivity,
    read=read_activity,
    key=("area_id", "start_year", "fact", "source_id"),
    values=("value", "unit", "qualifier", "source_page", "note"),
    removes=True,
    name=str,
    may_be_left_out=True,
)  # fmt: skip

# Not stored as it stands: a correction is made of a row when its figure changes.
CORRECTIONS = ReferenceTable(
    file="corrections.csv",
    columns=("area_slug", "division", "year", "measure", "category", "level", "source_title", "reason"),
    model=Correction,
    read=read_correction,
    key=("area_id", "division", "start_year", "measure", "category", "level", "source_id"),
    values=("reason",),
    removes=False,
    name=lambda made: f"correction of {made.area.slug}, {ReportingYear(made.start_year)}, {made.measure}",
)

# In this order each file finds what it refers to.
TABLES = (AREAS, PLACES, POPULATIONS, SOURCES, NOTES, ACTIVITIES)
