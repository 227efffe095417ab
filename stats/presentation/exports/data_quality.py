"""What does not add up, as rows of the catalogue's export `data-quality`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.tables.conflicts import Conflict
from stats.analysis.tables.reconciliation import Check, RateDifference
from stats.catalogue.columns import NO, YES
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import given_numbers
from stats.presentation.data_quality import why_preferred
from stats.presentation.exports.csv import plain
from stats.presentation.text import numbers
from stats.queries.pages.data_quality import DataQualityPage


def quality_rows(page: DataQualityPage) -> Iterator[tuple[str, ...]]:
    """Totals, then conflicts, then rates, then notes, each by area and year."""
    for area, check in (*page.differences, *page.explained):
        yield _total(check, area=area)
    for area, conflict in page.conflicts:
        yield _conflict(conflict, area=area)
    yield from map(_rate, page.rates)
    for remark in page.remarks:
        for cell in remark.cells:
            yield _row("note", remark.area, remark.year, cell, remark=remark.text)


def _row(kind: str, area: AreaRef, year: ReportingYear, cell: CellKey, **more: str) -> tuple[str, ...]:
    cells: Mapping[str, str] = {
        "kind": kind,
        "area_slug": area.slug,
        "area_name": area.name,
        "year": year.label,
        "division": cell.division,
        "measure": cell.measure,
        "category": cell.category,
        "level": cell.level,
        "is_explained": NO,
        **more,
    }
    return tuple(cells.get(column.name, "") for column in catalogue().exports["data-quality"].columns)


def _total(check: Check, *, area: AreaRef) -> tuple[str, ...]:
    finding = check.finding
    printed, made = (
        "" if one is None else numbers.amount(one) for one in (finding.printed, finding.computed)
    )
    return _row(
        "total",
        area,
        check.year,
        finding.rule.total,
        printed=printed,
        set_against=made,
        difference=_number(finding.difference),
        is_explained=YES if check.is_explained else NO,
        remark=check.explanation,
        source_title=check.source.title,
    )


def _conflict(conflict: Conflict, *, area: AreaRef) -> tuple[str, ...]:
    (shown, first), *others = given_numbers(conflict.figures)
    exact = [figure.amount.exact for figure in conflict.figures]
    difference = None if exact[0] is None or exact[-1] is None or len(others) > 1 else exact[0] - exact[-1]
    remarks = (*why_preferred(conflict), *dict.fromkeys(note.text for note in conflict.notes))
    return _row(
        "conflict",
        area,
        conflict.year,
        conflict.cell,
        printed=shown,
        set_against="; ".join(number for number, _sources in others),
        difference=_number(difference),
        remark="; ".join(remarks),
        source_title=_titles((*first, *(source for _number, sources in others for source in sources))),
    )


def _rate(rate: RateDifference) -> tuple[str, ...]:
    value, printed = rate.value, catalogue().rate.printed
    if printed is None or value.amount is None or value.computed is None:
        raise ValueError(f"{rate.area.slug} {rate.year}: no printed rate")  # which could not differ
    computed = numbers.number(value.computed, places=1)
    return _row(
        "rate",
        rate.area,
        rate.year,
        printed,
        printed=numbers.as_published(value.amount),
        set_against=computed,
        difference=_number(value.amount - Decimal(computed.replace(",", ""))),
        source_title=_titles(value.sources),
    )


def _number(number: Decimal | None) -> str:
    return "" if number is None else plain(abs(number))


def _titles(sources: Iterable[SourceRef]) -> str:
    return "; ".join(dict.fromkeys(source.title for source in sources))
