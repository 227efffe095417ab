"""The England and Wales page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.analysis.conflicts import Conflict
from stats.analysis.figures import SourceRef
from stats.analysis.national_tables import NationalCell, NationalGroup, NationalYear
from stats.analysis.series import Point
from stats.analysis.trends import Trend
from stats.analysis.values import Value, WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Role
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.printed_tables import StripText, strip_text
from stats.presentation.components import trends
from stats.presentation.components.cells import Fact, GivenNumber, given_numbers, held_fact
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, national_page_chart, national_series
from stats.presentation.components.source_list import ListedSource, sentence_source
from stats.presentation.components.tables import Cell, Column, FigureCell, Table, TableRow
from stats.presentation.text import findings, numbers, words
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.queries.pages.nation import NationPage

RATE, RSOS = Role.RATE.value, Role.RSOS.value
_NOT_HELD = Value(None, WhyNot.NOT_HELD)


@dataclass(frozen=True, slots=True)
class NationConflictText:
    """`given` starts with the number that the page shows."""

    anchor: str
    where: str
    when: str
    given: tuple[GivenNumber, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationNote:
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
    groups: tuple[Table, ...]
    strip: StripText | None
    conflicts: tuple[NationConflictText, ...]
    notes: tuple[NationNote, ...]
    official: tuple[ListedSource, ...]
    press: tuple[ListedSource, ...]


def nation_text(page: NationPage) -> NationText | None:
    """The whole page; None where neither a count nor a rate is held for any year."""
    if not page.rate.points and not page.rsos.points:
        return None
    year = max(year for year, _value in (*page.rate.points, *page.rsos.points))
    count, rate = _on(page.rsos.points, year), _on(page.rate.points, year)
    differing = [check for check in page.checks if check.differs]
    ids = {
        (check.finding.rule.total, check.source.id): f"difference-{number}"
        for number, check in enumerate(differing, start=1)
    }
    return NationText(
        year=year.label,
        sentence=_sentence(page, year=year),
        sentence_source=sentence_source((count, rate)),
        facts=_nation_facts(page, year=year),
        series=_nation_series(page),
        groups=tuple(_national_table(group, page=page) for group in page.groups if group.years),
        strip=strip_text(page.checks, ids=ids),
        conflicts=tuple(_conflict(one) for one in page.conflicts),
        notes=_notes(page),
        official=tuple(_listed(*used) for used in page.sources if not used[0].is_second_hand),
        press=tuple(_listed(*used) for used in page.sources if used[0].is_second_hand),
    )


def _nation_series(page: NationPage) -> tuple[SeriesText, ...]:
    """The rate and the count over the years, each where any year is held."""
    titles = {RATE: _("The rate over the years"), RSOS: _("The number over the years")}
    return tuple(
        national_series(
            held.indicator,
            points=held.points,
            breaks=held.breaks,
            page="england-and-wales",
            key=key,
            title=titles[key],
        )
        for key, held in _held_series(page).items()
    )


def nation_charts(page: NationPage) -> PageCharts:
    """The national rate and the national count."""
    return {
        key: national_page_chart(held.indicator, points=held.points, breaks=held.breaks)
        for key, held in _held_series(page).items()
    }


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


def _held_series(page: NationPage) -> dict[str, Trend]:
    """The rate and the count by the key of their charts, but for one of which no year is held."""
    return {key: held for key, held in ((RATE, page.rate), (RSOS, page.rsos)) if held.points}


def _on(points: Iterable[Point], year: ReportingYear) -> Value:
    return dict(points).get(year, _NOT_HELD)


def _sentence(page: NationPage, *, year: ReportingYear) -> Sentence:
    before = {key: dict(held.points) for key, held in ((RATE, page.rate), (RSOS, page.rsos))}
    earlier = max((one for found in before.values() for one in found if one < year), default=None)
    if earlier is not None and earlier.end + 1 != year.end:
        earlier = None  # the sentence speaks of a year earlier
    parted = {
        key: earlier is None or any(one.lies_between(earlier, year) for one in breaks)
        for key, breaks in ((RATE, page.rate.breaks), (RSOS, page.rsos.breaks))
    }
    return registered_offenders(
        _("England and Wales"),
        year=year,
        count=_on(page.rsos.points, year),
        rate=_on(page.rate.points, year),
        previous_count=None if earlier is None or parted[RSOS] else before[RSOS].get(earlier),
        previous_rate=None if earlier is None or parted[RATE] else before[RATE].get(earlier),
    )


def _nation_facts(page: NationPage, *, year: ReportingYear) -> tuple[Fact, ...]:
    shown = catalogue().pages["england-and-wales"]
    said = {"date": numbers.unbroken_snapshot_date(year), "people": words.people(year)}
    facts = []
    for figure in shown.figures:
        is_rate = catalogue().indicators[figure.indicator].role is Role.RATE
        held = page.rate if is_rate else page.rsos
        indicator, value = held.indicator, _on(held.points, year)
        note = (
            trends.interval_words(indicator, value)
            if is_rate
            else _fact_change(_newest(page, indicator.numerator[0]))
        )
        facts.append(held_fact(_(figure.label) % said, findings.value_text(indicator, value), note=note))
    for one in shown.cells:
        found = _newest(page, one.cell)
        if found is not None:
            facts.append(
                held_fact(
                    _("%(title)s, %(when)s") % {"title": _(one.label), "when": _when(one.cell, found[0])},
                    numbers.amount(found[1].held.amount) if found[1].held else "",
                    note=_fact_change(found),
                )
            )
    return tuple(facts)


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


def _national_table(group: NationalGroup, *, page: NationPage) -> Table:
    """Newest year first, each number with its change since the year before."""
    told = {(key.year, key.cell): _anchor("note", key.year, key.cell) for key, _note in page.notes.items()}
    told |= {(one.year, one.cell): _anchor("conflict", one.year, one.cell) for one in page.conflicts}
    older = [*group.years[1:], None]
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *(Column(one.label, cells="number", short=one.short_label) for one in group.columns),
        ),
        rows=tuple(
            TableRow(
                Cell(row.year.label),
                tuple(
                    _national_cell(cell, about=told.get((row.year, column.cell), ""))
                    for column, cell in zip(group.columns, row.cells, strict=True)
                ),
                partings=_partings(group, newer=row, older=below) if below is not None else (),
            )
            for row, below in zip(group.years, older, strict=True)
        ),
        caption=group.title,
        id=group.code,
        classes="series-table turns",
    )


def _partings(group: NationalGroup, *, newer: NationalYear, older: NationalYear) -> tuple[Break, ...]:
    found = (
        one
        for column in group.columns
        for one in catalogue().breaks_of(column)
        if one.lies_between(older.year, newer.year)
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.first, reverse=True))


def _national_cell(cell: NationalCell, *, about: str) -> FigureCell:
    """`about` is the id of what the page says of this very figure."""
    if cell.held is None:
        return FigureCell("·", classes="not-held", spoken=_("not held"))
    return FigureCell(
        numbers.amount(cell.held.amount),
        under=change_text(cell),
        note_id=about,
        note=_("explained below"),
        second_hand=cell.held.source.is_second_hand,
    )


def _anchor(what: str, year: ReportingYear, cell: CellKey) -> str:
    return "-".join(filter(None, (what, year.label, cell.measure, cell.category, cell.level)))


def _conflict(one: Conflict) -> NationConflictText:
    reasons = (one.reason, *(note.text for note in one.notes))
    return NationConflictText(
        anchor=_anchor("conflict", one.year, one.cell),
        where=words.cell(one.cell),
        when=_when(one.cell, one.year),
        given=given_numbers(one.figures),
        reasons=tuple(dict.fromkeys(reason for reason in reasons if reason)),
    )


def _notes(page: NationPage) -> tuple[NationNote, ...]:
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
        lines.append(NationNote(anchor, _when(key.cell, key.year), words.cell(key.cell), note.text))
    return tuple(lines)


def _listed(source: SourceRef, years: Iterable[ReportingYear]) -> ListedSource:
    named = ", ".join(year.label for year in years)
    return ListedSource(source, _("Gives figures of %(years)s.") % {"years": named})
