"""The England and Wales page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from stats.analysis.conflicts import Conflict
from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.national_tables import NationalCell, NationalGroup, NationalYear
from stats.analysis.series import Point
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Amount
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.series import SeriesColumn
from stats.catalogue.years import ReportingYear
from stats.presentation import charts
from stats.presentation.area.printed_tables import StripText, strip_text
from stats.presentation.components import trends
from stats.presentation.components.cells import Fact
from stats.presentation.components.series import SeriesText, drawable, national_chart, national_series
from stats.presentation.components.source_list import SourceLine, sentence_source, source_line
from stats.presentation.text import findings, numbers, words
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.queries.pages.nation import NationPage, UsedSource

RATE, RSOS = "rate", "rsos"
_NOT_HELD = Value(None, WhyNot.NOT_HELD)
_RSOS_CELL = CellKey("eligible_offenders", "1", "total")
_FACT_CELLS = (
    CellKey("eligible_offenders", "total", "total"),
    CellKey("recall_licence", "total", "total"),
)


@dataclass(frozen=True, slots=True)
class CellText:
    """`change` stands under the number; `about` is the id of what the page says of this very figure."""

    text: str
    change: str
    kind: str
    second_hand: bool
    about: str


@dataclass(frozen=True, slots=True)
class RowText:
    """`partings` are the changes of rules between this year and the row below it, which is older."""

    year: str
    cells: tuple[CellText, ...]
    partings: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class GroupText:
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    rows: tuple[RowText, ...]


@dataclass(frozen=True, slots=True)
class GivenText:
    """One of the numbers in a conflict, with every source that gives it."""

    text: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True)
class ConflictText:
    """`given` starts with the number that the page shows."""

    anchor: str
    where: str
    when: str
    given: tuple[GivenText, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    anchor: str
    when: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class NationText:
    year: str
    sentence: Sentence
    sentence_source: str
    facts: tuple[Fact, ...]
    series: tuple[SeriesText, ...]
    groups: tuple[GroupText, ...]
    strip: StripText | None
    conflicts: tuple[ConflictText, ...]
    notes: tuple[NoteLine, ...]
    official: tuple[SourceLine, ...]
    press: tuple[SourceLine, ...]


def nation_text(page: NationPage) -> NationText | None:
    """The whole page; None where neither a count nor a rate is held for any year."""
    if not page.rate and not page.rsos:
        return None
    year = max(year for year, _value in (*page.rate, *page.rsos))
    count, rate = _on(page.rsos, year), _on(page.rate, year)
    differing = [check for check in page.checks if check.differs]
    ids = {
        (check.finding.rule.total, check.source.id): f"difference-{number}"
        for number, check in enumerate(differing, start=1)
    }
    return NationText(
        year=year.label,
        sentence=_sentence(page, year=year),
        sentence_source=sentence_source((count, rate)),
        facts=_facts(page, year=year),
        series=tuple(found for key in (RATE, RSOS) if (found := series_text(page, key=key)) is not None),
        groups=tuple(_group(group, page=page) for group in page.groups if group.years),
        strip=strip_text(page.checks, ids=ids),
        conflicts=tuple(_conflict(one) for one in page.conflicts),
        notes=_notes(page),
        official=tuple(_source(one) for one in page.sources if not one.source.is_second_hand),
        press=tuple(_source(one) for one in page.sources if one.source.is_second_hand),
    )


def series_text(page: NationPage, *, key: str) -> SeriesText | None:
    """The rate or the count over the years; None for any other key, and where no year is held."""
    if key not in (RATE, RSOS):
        return None
    indicator, points, breaks = _indicator(page, key=key)
    if not points:
        return None
    title = _("The rate over the years") if key == RATE else _("The number over the years")
    return national_series(
        indicator, points=points, breaks=breaks, page="england-and-wales", key=key, title=title
    )


def drawn(page: NationPage) -> Mapping[str, charts.TrendChart]:
    """The page's charts by the key in their addresses, in its order."""
    found = ((key, _indicator(page, key=key)) for key in (RATE, RSOS))
    return drawable(
        (key, national_chart(indicator, points=points, breaks=breaks))
        for key, (indicator, points, breaks) in found
    )


def change_text(cell: NationalCell) -> str:
    """A figure's change since the year before: `+4,422 (+18.0%)`; empty where that year is not held."""
    if cell.breaks or cell.counts_differ:
        return _("not compared")
    change = cell.change
    if change is None or change.absolute is None:
        return ""
    said = {"number": numbers.signed_as_published(change.absolute)}
    if change.percent is None:
        return said["number"]
    return _("%(number)s (%(percent)s)") % {**said, "percent": numbers.signed_percent(change.percent)}


def _indicator(page: NationPage, *, key: str) -> tuple[Indicator, Sequence[Point], Sequence[Break]]:
    if key == RATE:
        return page.rate_indicator, page.rate, page.rate_breaks
    return page.rsos_indicator, page.rsos, page.rsos_breaks


def _on(points: Iterable[Point], year: ReportingYear) -> Value:
    return dict(points).get(year, _NOT_HELD)


def _sentence(page: NationPage, *, year: ReportingYear) -> Sentence:
    before = {key: dict(points) for key, points in ((RATE, page.rate), (RSOS, page.rsos))}
    earlier = max((one for found in before.values() for one in found if one < year), default=None)
    if earlier is not None and earlier.end + 1 != year.end:
        earlier = None  # the sentence speaks of a year earlier
    parted = {
        key: earlier is None or any(one.lies_between(earlier, year) for one in breaks)
        for key, breaks in ((RATE, page.rate_breaks), (RSOS, page.rsos_breaks))
    }
    return registered_offenders(
        _("England and Wales"),
        year=year,
        count=_on(page.rsos, year),
        rate=_on(page.rate, year),
        previous_count=None if earlier is None or parted[RSOS] else before[RSOS].get(earlier),
        previous_rate=None if earlier is None or parted[RATE] else before[RATE].get(earlier),
    )


def _facts(page: NationPage, *, year: ReportingYear) -> tuple[Fact, ...]:
    count, rate = _on(page.rsos, year), _on(page.rate, year)
    date = numbers.snapshot_date(year).replace(" ", "\u00a0", 1)
    facts = [
        _fact(
            _("Registered sexual offenders, %(date)s") % {"date": date},
            text=findings.value_text(page.rsos_indicator, count),
            note=_fact_change(_newest(page, _RSOS_CELL)),
        ),
        _fact(
            _("Per 100,000 %(people)s, %(date)s") % {"people": words.people(year), "date": date},
            text=findings.value_text(page.rate_indicator, rate),
            note=_("95%% interval %(ends)s") % {"ends": trends.interval_text(page.rate_indicator, rate)}
            if rate.interval
            else "",
        ),
    ]
    for key in _FACT_CELLS:
        found = _newest(page, key)
        if found is not None:
            facts.append(
                _fact(
                    _("%(title)s, %(when)s") % {"title": _fact_title(key), "when": _when(key, found[0])},
                    text=numbers.amount(found[1].held.amount) if found[1].held else "",
                    note=_fact_change(found),
                )
            )
    return tuple(facts)


def _fact(label: str, *, text: str, note: str) -> Fact:
    return Fact(label, text or _("Not held"), not text, note)


def _fact_title(key: CellKey) -> str:
    if key.category == "total" and key.measure == "eligible_offenders":
        return _("Eligible offenders, all categories")
    return catalogue().measures[key.measure].title


def _fact_change(found: tuple[ReportingYear, NationalCell] | None) -> str:
    if found is None:
        return ""
    year, cell = found
    change = change_text(cell)
    if not change:
        return _("The year before is not held")
    if cell.breaks or cell.counts_differ:
        return _("Not compared with the year before")
    return _("%(change)s since %(year)s") % {"change": change, "year": year.back(1).label}


def _newest(page: NationPage, key: CellKey) -> tuple[ReportingYear, NationalCell] | None:
    """The newest year in which that cell of the page's tables is held."""
    for group in page.groups:
        place = next((at for at, column in enumerate(group.columns) if column.cell == key), None)
        if place is not None:
            held = ((row.year, row.cells[place]) for row in group.years if row.cells[place].held)
            return next(held, None)
    return None


def _when(key: CellKey, year: ReportingYear) -> str:
    basis = catalogue().measures[key.measure].basis_of(year, category=key.category)
    return numbers.snapshot_date(year) if basis in (Basis.SNAPSHOT, Basis.RATE) else year.label


def _group(group: NationalGroup, *, page: NationPage) -> GroupText:
    noted = (item[0] for item in page.notes.items())
    told = {(key.year, key.cell): _anchor("note", key.year, key.cell) for key in noted}
    told |= {(one.year, one.cell): _anchor("conflict", one.year, one.cell) for one in page.conflicts}
    older = [*(row for _newer, row in pairwise(group.years)), None]
    return GroupText(
        code=group.code,
        title=group.title,
        columns=group.columns,
        rows=tuple(
            RowText(
                year=row.year.label,
                cells=tuple(
                    _cell(cell, about=told.get((row.year, column.cell), ""))
                    for column, cell in zip(group.columns, row.cells, strict=True)
                ),
                partings=_partings(group, newer=row, older=below) if below is not None else (),
            )
            for row, below in zip(group.years, older, strict=True)
        ),
    )


def _partings(group: NationalGroup, *, newer: NationalYear, older: NationalYear) -> tuple[Break, ...]:
    found = (
        one
        for column in group.columns
        for one in catalogue().breaks_of(column)
        if one.lies_between(older.year, newer.year)
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.first, reverse=True))


def _cell(cell: NationalCell, *, about: str) -> CellText:
    held = cell.held
    if held is None:
        return CellText("", "", "", second_hand=False, about="")
    return CellText(
        text=numbers.amount(held.amount),
        change=change_text(cell),
        kind=held.source.kind,
        second_hand=held.source.is_second_hand,
        about=about,
    )


def _anchor(what: str, year: ReportingYear, cell: CellKey) -> str:
    return "-".join(filter(None, (what, year.label, cell.measure, cell.category, cell.level)))


def _conflict(one: Conflict) -> ConflictText:
    reasons = (one.reason, *(note.text for note in one.notes))
    return ConflictText(
        anchor=_anchor("conflict", one.year, one.cell),
        where=words.cell(one.cell),
        when=_when(one.cell, one.year),
        given=_given(one.figures),
        reasons=tuple(dict.fromkeys(reason for reason in reasons if reason)),
    )


def _given(figures: Iterable[PublishedFigure]) -> tuple[GivenText, ...]:
    sources: dict[Amount, list[SourceRef]] = {}
    for held in figures:
        sources.setdefault(held.amount, []).append(held.source)
    return tuple(GivenText(numbers.amount(amount), tuple(found)) for amount, found in sources.items())


def _notes(page: NationPage) -> tuple[NoteLine, ...]:
    """Newest first. Notes on figures that sources give differently are told with the conflict."""
    elsewhere = {(one.year, one.cell) for one in page.conflicts}
    seen: dict[tuple[ReportingYear, CellKey], str] = {}
    lines = []
    for key, note in sorted(page.notes.items(), key=lambda item: item[0].year, reverse=True):
        if (key.year, key.cell) in elsewhere:
            continue
        first = (key.year, key.cell) not in seen
        seen[key.year, key.cell] = note.text
        anchor = _anchor("note", key.year, key.cell) if first else ""
        lines.append(NoteLine(anchor, _when(key.cell, key.year), words.cell(key.cell), note.text))
    return tuple(lines)


def _source(one: UsedSource) -> SourceLine:
    years = ", ".join(year.label for year in one.years)
    return source_line(one.source, used_for=_("Gives figures of %(years)s.") % {"years": years})
