"""Figures in the tidy shape, each as a row of texts that the database itself writes: a file of every figure
costs little more than reading it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Func, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Cast, Coalesce, Concat, LPad, Mod, NullIf

from stats.catalogue.columns import Column
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Figure, Report, Source
from stats.queries.ahead import ahead
from stats.queries.at_release import at_one_moment
from stats.queries.figures import CHUNK, LATEST_CORRECTION, NOTE_TEXTS, PRINTED_ORDER
from stats.queries.prepared import Prepared, is_one_of

# Whose figures are read at once where all are: tens of thousands at most.
REPORTS = 1000

Query = QuerySet[Figure, tuple[str, ...]]


def _or_empty(of: Combinable) -> Coalesce:
    return Coalesce(Cast(of, TextField()), Value(""), output_field=TextField())


def _joined(of: Combinable, between: str) -> Func:
    return Func(of, Value(between), function="array_to_string", output_field=TextField())


def _bases() -> Iterator[When]:
    """How each measure is counted, in the years and categories in which it was counted otherwise first."""
    for measure in catalogue().measures.values():
        for change in measure.basis_changes:
            among = Q(category__in=change.categories, report__start_year__lte=change.last.start)
            yield When(Q(measure=measure.code) & among, then=Value(change.basis.value))
        yield When(measure=measure.code, then=Value(measure.basis.value))


def _cells() -> Mapping[str, Combinable]:
    return {
        "area_slug": F("report__area__slug"),
        "area_name": F("report__area__name"),
        "area_code": _joined(F("report__area__gss_codes"), ";"),
        "division": _or_empty(F("division__name")),
        "year": Concat(
            Cast(F("report__start_year"), TextField()),
            Value("-"),
            LPad(Cast(Mod(F("report__start_year") + 1, 100), TextField()), 2, Value("0")),
            output_field=TextField(),
        ),
        "measure": F("measure"),
        "measure_title": Case(
            *(When(measure=one.code, then=Value(one.title)) for one in catalogue().measures.values()),
            output_field=TextField(),
        ),
        "basis": Case(*_bases(), output_field=TextField()),
        "category": F("category"),
        "level": F("level"),
        "value": _or_empty(Func(F("value"), function="trim_scale")),
        "marker": F("marker"),
        "source_kind": F("source__kind"),
        "source_title": F("source__title"),
        "source_url": F("source__url"),
        "source_page": F("source_page"),
        "preferred": Case(When(preferred=True, then=Value("yes")), default=Value("no")),
        "qualifier": F("qualifier"),
        "note": _joined(ArraySubquery(NOTE_TEXTS), "; "),
        "corrected_in_release": _or_empty(Subquery(LATEST_CORRECTION)),
        "source_slug": F("source__slug"),
        "as_printed": F("as_printed"),
    }


def _in_order() -> Mapping[str, Combinable]:
    """Those of the declared columns; one without a cell is an error."""
    cells = _cells()
    return {f"cell_{column.name}": cells[column.name] for column in catalogue().tidy_columns}


_in_order()  # which stops the site from starting


class TidyRows:
    """Published figures by area, year, measure, category and level. Every source's figures are there.

    `fields` are those of Figure that choose among them. Read a few at a time, so that memory does not grow
    with the data. They may be read again and again.
    """

    def __init__(self, fields: Mapping[str, Any], *, is_everything: bool) -> None:
        self._fields, self._is_everything = fields, is_everything

    @property
    def cells(self) -> Query:
        """The cells of each row, in the order of the catalogue's `tidy_columns`."""
        return _cells_of(_figures(Q(**self._fields)))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return self._read(_cells_of)

    def count(self) -> int:
        return _figures(Q(**self._fields)).count()

    def lines(self) -> Iterator[str]:
        """Each row as a line of CSV without its end, written by the database: half of the work of cells.

        Nothing else may be asked of the database until the last is taken.
        """
        rows = self._read(_line_of, is_alone=True)
        return (row[1:-1].replace("\\\\", "\\") for (row,) in rows)

    def _read(
        self, what: Callable[[QuerySet[Figure]], Query], *, is_alone: bool = False
    ) -> Iterator[tuple[str, ...]]:
        if not self._is_everything:
            return _of_some(what, chunk_size=CHUNK, **self._fields)
        batches = _by_report(what, **self._fields)
        return at_one_moment(_one_by_one(ahead(batches) if is_alone else batches))


def _figures(where: Q) -> QuerySet[Figure]:
    figures = Figure.objects.public().filter(where, measure__in=catalogue().measures)
    return figures.order_by(
        "report__area__name",
        "report__start_year",
        *PRINTED_ORDER[:2],
        "measure",
        "category",
        "level",
        "-preferred",
        "source__title",
        "pk",
    )


def _cells_of(figures: QuerySet[Figure]) -> Query:
    columns = _in_order()
    return figures.annotate(**columns).values_list(*columns)


def _line_of(figures: QuerySet[Figure]) -> Query:
    """Each row as PostgreSQL writes it as text, which is a line of CSV in parentheses: a cell with a space in
    quotes, but each backslash twice ("Composite Type Input and Output Syntax" in its manual). A blank cell is
    NULL there."""
    cells = (NullIf(cell, Value("")) for cell in _in_order().values())
    line = Cast(Func(*cells, function="ROW", output_field=TextField()), TextField())
    return figures.annotate(line=line).values_list("line")


@Prepared
def _of_some(what: Callable[[QuerySet[Figure]], Query], **fields: Expression) -> Query:
    return what(_figures(Q(**fields)))


@Prepared
def _of_reports(
    what: Callable[[QuerySet[Figure]], Query], reports: Expression, areas: Expression, **fields: Expression
) -> Query:
    """`areas` are those of the reports, by which the database finds them faster."""
    return what(_figures(is_one_of("report", reports) & is_one_of("report__area", areas) & Q(**fields)))


def _by_report(what: Callable[[QuerySet[Figure]], Query], **fields: Any) -> Generator[list[tuple[str, ...]]]:
    """The rows of some reports at a time: to sort millions at once takes longer than a statement may, and
    nothing could be sent before."""
    ordered = Report.objects.order_by("area__name", "start_year", "pk").values_list("pk", "area")
    reports = ordered.iterator(chunk_size=CHUNK)
    while some := list(islice(reports, REPORTS)):
        ids, areas = zip(*some, strict=True)
        yield list(_of_reports(what, reports=list(ids), areas=list(set(areas)), **fields))


def _one_by_one(batches: Generator[list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    with closing(batches):
        for rows in batches:
            yield from rows


def tidy_rows(
    *, area_slug: str | None = None, source_slug: str | None = None, year: ReportingYear | None = None
) -> TidyRows:
    """Every published figure; those of one area, source or year if asked."""
    named = {
        "report__area__slug": area_slug,
        "source__slug": source_slug,
        "report__start_year": None if year is None else year.start,
    }
    given = {field: value for field, value in named.items() if value is not None}
    return TidyRows(given, is_everything=area_slug is None and source_slug is None)


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures: of any of each that is named, and of all where none is. `areas` are slugs."""

    areas: Sequence[str] = ()
    years: Sequence[ReportingYear] = ()
    measures: Sequence[str] = ()
    categories: Sequence[str] = ()
    levels: Sequence[str] = ()
    source_kinds: Sequence[str] = ()

    @property
    def condition(self) -> Q:
        named = {
            "report__area__slug__in": self.areas,
            "report__start_year__in": [year.start for year in self.years],
            "measure__in": self.measures,
            "category__in": self.categories,
            "level__in": self.levels,
        }
        condition = Q(**{field: values for field, values in named.items() if values})
        if self.source_kinds:
            # By the documents themselves: PostgreSQL does not know how many figures those of a kind have, and
            # looked through five million for the few of a rare one.
            sources = Source.objects.filter(kind__in=self.source_kinds).values_list("pk", flat=True)
            condition &= Q(source__in=list(sources))
        return condition


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """`last` is the key of the last of the rows, after which the next page begins; None on the last page."""

    rows: tuple[tuple[str, ...], ...]
    last: int | None


def figures_page(
    wanted: FigureFilter, *, columns: Iterable[Column], after: int = 0, limit: int
) -> FiguresPage:
    """Published figures in the order in which they were first stored, which no release changes: whoever walks
    from page to page meets each that is there throughout once. One query; with a kind of source two."""
    cells = _cells()
    figures = Figure.objects.public().filter(measure__in=catalogue().measures, pk__gt=after)
    figures = figures.filter(wanted.condition).order_by("pk")
    texts = {f"cell_{column.name}": cells[column.name] for column in columns}
    found = list(figures.annotate(**texts).values_list("pk", *texts)[: limit + 1])
    rows = tuple(row[1:] for row in found[:limit])
    return FiguresPage(rows, found[limit - 1][0] if len(found) > limit else None)
