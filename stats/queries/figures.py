"""Figures and the notes on them as the database holds them, turned into plain values once for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, Min, OrderBy, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.notes import NoteKey, Notes, NoteText
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Correction, Figure, Note, Source
from stats.queries.prepared import Prepared, Rows

_FIGURE_COLUMNS = (
    "report__area__slug",
    "report__start_year",
    "division__name",
    "measure",
    "category",
    "level",
    "value",
    "marker",
    "qualifier",
    "as_printed",
    "source_page",
    "preferred",
    "doubt",
    *(f"source__{field.name}" for field in fields(SourceRef)),
)

# Within a report: the divisions as printed, those without a place by name, then the area's own figures.
PRINTED_ORDER = (
    Func(F("report__divisions"), F("division"), function="array_position", output_field=IntegerField()).asc(
        nulls_last=True
    ),
    "division__name",
    "pk",
)

# How many rows a server-side cursor reads at a time.
CHUNK = 2000

# Hundreds of rows share a few years, cells and sources: each of those is made once, which is a sixth of the
# time of the longest pages (tests/benchmarks/speed.py).
year_of, cell_of = lru_cache(100)(ReportingYear), lru_cache(2000)(CellKey)
source_of = lru_cache(500)(SourceRef)


# The cell of a figure, as notes and corrections name it.
_CELL = {
    "area": OuterRef("report__area"),
    "start_year": OuterRef("report__start_year"),
    "division": Coalesce(OuterRef("division__name"), Value("")),
    "measure": OuterRef("measure"),
    "category": OuterRef("category"),
    "level": OuterRef("level"),
}
_NOTES = Note.objects.filter(Q(source=None) | Q(source=OuterRef("source")), **_CELL)

# The note that doubts the figure, if there is one. By their kinds, the one that takes it out of comparison
# first.
_DOUBT = (
    _NOTES.filter(kind__in=[kind for kind in NoteKind if kind.is_doubt])
    .order_by("kind")
    .values(note=JSONObject(kind="kind", text="text", source_id="source_id"))[:1]
)
# What is said in several notes is said once.
NOTE_TEXTS = _NOTES.values("text").annotate(first=Min("pk")).order_by("first").values("text")
LATEST_CORRECTION = (
    Correction.objects.filter(source=OuterRef("source"), **_CELL).order_by("-release").values("release")[:1]
)


def _rows(figures: QuerySet[Figure], *more: str) -> Rows:
    """The columns of `more` and those of a figure, in one query."""
    return figures.annotate(doubt=Subquery(_DOUBT)).values_list(*more, *_FIGURE_COLUMNS)


def fetch_figures(where: Q, *, order_by: Sequence[str | OrderBy] = ()) -> tuple[PublishedFigure, ...]:
    """The published figures that satisfy `where`, in one query."""
    return figures_of(figure_rows(where, order_by=order_by))


def figure_rows(where: Q, *, order_by: Sequence[str | OrderBy] = ()) -> Rows:
    """What `fetch_figures` asks the database for."""
    return _rows(Figure.objects.public().filter(where).order_by(*order_by))


def figures_of(rows: Iterable[Sequence[Any]]) -> tuple[PublishedFigure, ...]:
    """What `figure_rows` finds."""
    return tuple(map(_figure_of, rows))


def every_figure() -> Iterator[PublishedFigure]:
    """Every published figure by area, year and place in its report; one query, read a few at a time."""
    order = ("report__area__name", "report__start_year", *PRINTED_ORDER)
    return map(_figure_of, _rows(Figure.objects.public().order_by(*order)).iterator(chunk_size=CHUNK))


def _figure_of(row: Sequence[Any]) -> PublishedFigure:
    """A row of _FIGURE_COLUMNS."""
    slug, start, division, measure, category, level, value, marker, qualifier, *rest = row
    as_printed, page, preferred, doubt, *source = rest
    return PublishedFigure(
        area_slug=slug,
        year=year_of(start),
        cell=cell_of(measure, category, level, division or ""),
        amount=Amount.from_stored(value, marker=marker, qualifier=qualifier),
        as_printed=as_printed,
        source=source_of(*source),
        page=page,
        preferred=preferred,
        doubt=None if doubt is None else NoteText(**doubt),
    )


def any_cell(cells: Iterable[CellKey]) -> Q:
    """The condition that a figure stands in one of these cells, for the area itself."""
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in cells:
        levels[cell.measure, cell.category].add(cell.level)
    condition = Q(pk__in=())
    for (measure, category), among in sorted(levels.items()):
        condition |= Q(measure=measure, category=category, level__in=sorted(among))
    return condition & Q(division__isnull=True)


def area_refs() -> Mapping[str, AreaRef]:
    """The nation and the 42 areas by slug, in the order of their names; one query."""
    return {slug: area_ref_of(slug, *row) for slug, *row in _area_rows()}


# The columns of an area that its AreaRef is made of.
AREA_COLUMNS = ("slug", "name", "gss_codes", "tile_abbr", "tile_column", "tile_row", "kind")


@Prepared
def _area_rows() -> Rows:
    return Area.objects.exclude(kind=Area.Kind.DIVISION).order_by("name").values_list(*AREA_COLUMNS)


def area_ref_of(
    slug: str, name: str, codes: Iterable[str], abbr: str, column: int | None, row: int | None, kind: str
) -> AreaRef:
    """From AREA_COLUMNS."""
    return AreaRef(slug, name, tuple(codes), abbr, column, row, is_nation=kind == Area.Kind.NATION)


def area_ref(area: Area) -> AreaRef:
    return area_ref_of(*(getattr(area, column) for column in AREA_COLUMNS))


def source_ref(source: Source) -> SourceRef:
    return SourceRef(**{field.name: getattr(source, field.name) for field in fields(SourceRef)})


@dataclass(frozen=True, slots=True)
class FigureOfSource:
    """A figure with all that readers are told of it: the notes on its cell and source, and the number of the
    latest release that corrected it, None where none did."""

    area: AreaRef
    figure: PublishedFigure
    notes: tuple[str, ...] = ()
    corrected_in: int | None = None


def figures_of_source(slug: str) -> Iterator[FigureOfSource]:
    """Every published figure that is from one source, by area and year and as printed there. One query."""
    figures = Figure.objects.public().filter(measure__in=catalogue().measures, source__slug=slug)
    figures = figures.order_by(
        "report__area__name", "report__start_year", *PRINTED_ORDER[:2], "measure", "category", "level", "pk"
    )
    figures = figures.annotate(notes=ArraySubquery(NOTE_TEXTS), corrected_in=Subquery(LATEST_CORRECTION))
    rows = _rows(figures, "report__area__name", "report__area__gss_codes", "notes", "corrected_in")
    for name, codes, notes, corrected_in, *row in rows.iterator(chunk_size=CHUNK):
        figure = _figure_of(row)
        area = AreaRef(figure.area_slug, name, tuple(codes))
        yield FigureOfSource(area, figure, tuple(notes), corrected_in)


def fetch_notes() -> Notes:
    """All notes, in one query."""
    return notes_of(note_rows(Q()))


def national_notes() -> Notes:
    """The notes on England and Wales, in one query."""
    return notes_of(_national_note_rows())


@Prepared
def _national_note_rows() -> Rows:
    return note_rows(Q(area__kind=Area.Kind.NATION))


def note_rows(where: Q) -> Rows:
    """What is asked for the notes that satisfy `where`."""
    rows = Note.objects.filter(where).order_by(
        "area__name", "start_year", "measure", "category", "level", "pk"
    )
    return rows.values_list(
        *("area__slug", "start_year", "measure", "category", "level", "division"),
        *("kind", "text", "source_id"),
    )


def notes_of(rows: Iterable[Sequence[Any]]) -> Notes:
    """What `note_rows` finds."""
    notes: dict[NoteKey, list[NoteText]] = defaultdict(list)
    for slug, start, measure, category, level, division, *note in rows:
        key = NoteKey(slug, year_of(start), cell_of(measure, category, level, division))
        notes[key].append(NoteText(*note))
    return Notes(notes)
