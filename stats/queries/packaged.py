"""The rows of every table of the data package, as texts in the order of the catalogue's columns.

All are public: a source, a note and a correction stand here where a page tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from stats.catalogue.columns import NO, YES
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure, Note, PopulationEstimate, Release
from stats.queries.figures import CHUNK
from stats.queries.pages.sources import public_sources
from stats.queries.releases import fetch_corrections
from stats.queries.tidy import tidy_rows

Row = Sequence[str]
_BETWEEN = ";"


def packaged_rows(code: str) -> Iterable[Row]:
    """The rows of the packaged table of that code, in an order that is the same at each reading of a release.

    One query for a table that is stored; what may be long is read in chunks.
    """
    if code == "figures":
        return tidy_rows()
    names = [column.name for column in catalogue().exports[code].columns]
    return (tuple(_text(row[name]) for name in names) for row in _ROWS[code]())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list | tuple):
        return _BETWEEN.join(map(str, value))
    return "" if value is None else str(value)


Cells = Iterable[Mapping[str, object]]


def _areas() -> Cells:
    for area in Area.objects.exclude(kind=Area.Kind.DIVISION).order_by("name"):
        yield {
            "area_slug": area.slug,
            "area_name": area.name,
            "area_code": area.gss_codes,
            "police_force": area.police_force,
            "country": area.country,
            "region": area.region,
            "also_called": area.aliases,
            "former_slugs": area.former_slugs,
        }


def _populations() -> Cells:
    return (
        PopulationEstimate.objects.order_by("area__name", "age_band", "mid_year")
        .values("mid_year", "age_band", "persons", "vintage", "source", area_slug=F("area__slug"))
        .iterator(chunk_size=CHUNK)
    )


def _sources() -> Cells:
    named = {f"source_{name}": F(name) for name in ("slug", "kind", "title", "url")}
    return (
        public_sources()
        .order_by("title", "pk")
        .values("publisher", "published", "read", "standing", "note", **named)
    )


def _notes() -> Cells:
    """Those on a figure that is public."""
    same = ("area", "start_year", "division", "measure", "category", "level")
    on_its_cell = (
        Figure.objects.public()
        .annotate(
            area=F("report__area"),
            start_year=F("report__start_year"),
            named=Coalesce("division__name", Value("")),
        )
        .filter(**{"named" if name == "division" else name: OuterRef(name) for name in same})
    )
    told = Exists(on_its_cell.filter(source=OuterRef("source"))) | Q(source=None) & Exists(on_its_cell)
    notes = Note.objects.filter(told).order_by("area__name", *same[1:], "pk")
    for note in notes.select_related("area", "source").iterator(chunk_size=CHUNK):
        yield {
            "area_slug": note.area.slug,
            "division": note.division,
            "year": ReportingYear(note.start_year),
            "measure": note.measure,
            "category": note.category,
            "level": note.level,
            "source_slug": note.source.slug if note.source else "",
            "note_kind": note.kind,
            "text": note.text,
        }


def _measures() -> Cells:
    for measure in catalogue().measures.values():
        yield {
            "measure": measure.code,
            "measure_title": measure.title,
            "short_title": measure.short_title,
            "basis": measure.basis,
            "first_year": measure.years.first,
            "last_year": measure.years.last,
            "by_category": measure.has_category,
            "by_level": measure.has_level,
            "by_division": measure.by_division,
            "definition": measure.definition,
            "not_meaning": measure.not_meaning,
            "legal_note": measure.legal_note,
            "caveat": measure.caveat,
        }


def _indicators() -> Cells:
    for one in catalogue().indicators.values():
        yield {
            "indicator": one.slug,
            "indicator_title": one.title,
            "short_title": one.short_title,
            "topic": one.topic,
            "kind": one.kind,
            "basis": one.basis,
            "unit": one.unit,
            "per": one.per,
            "decimals": one.decimals,
            "numerator_cells": _cells(one.numerator),
            "denominator_cells": _cells(one.denominator),
            "denominator_basis": one.denominator_words,
            "printed_cell": _cells([one.printed] if one.printed else []),
            "counted": one.counted,
            "high_can_mean": one.high_can_mean,
            "cannot_mean": one.cannot_mean,
        }


def _cells(cells: Iterable[CellKey]) -> list[str]:
    return ["/".join(filter(None, (cell.measure, cell.category, cell.level))) for cell in cells]


def _breaks() -> Cells:
    for one in catalogue().breaks:
        yield {
            "break": one.code,
            "first_year": one.first,
            "indicators": one.indicators,
            "title": one.title,
            "reason": one.reason,
        }


def _releases() -> Cells:
    for release in Release.objects.order_by("number"):
        yield {
            "release": release.number,
            "release_date": localtime(release.made_at).date(),
            "title": release.title,
            "description": release.description,
        }


def _corrections() -> Cells:
    for one in fetch_corrections(Q()):
        yield {
            "release": one.release,
            "release_date": localtime(one.made_at).date(),
            "area_slug": one.area_slug,
            "division": one.cell.division,
            "year": one.year,
            "measure": one.cell.measure,
            "category": one.cell.category,
            "level": one.cell.level,
            "old": one.old,
            "new": one.new,
            "reason": one.reason,
            "source_slug": one.source_slug,
        }


_ROWS: Mapping[str, Callable[[], Cells]] = {
    "areas": _areas,
    "populations": _populations,
    "sources": _sources,
    "notes": _notes,
    "measures": _measures,
    "indicators": _indicators,
    "breaks": _breaks,
    "releases": _releases,
    "corrections": _corrections,
}
