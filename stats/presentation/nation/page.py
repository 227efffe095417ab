"""The England and Wales page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stats.analysis.figures import SourceRef
from stats.analysis.headlines import NationalPicture
from stats.analysis.tables.conflicts import Conflict
from stats.catalogue.indicators import Role
from stats.presentation.area.printed_tables import StripText, difference_ids, strip_text
from stats.presentation.components import trends
from stats.presentation.components.cells import (
    Fact,
    given_numbers,
    held_fact,
    origin,
)
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.nation.facts import counted_fact, fact_change, when_counted
from stats.presentation.nation.opening import national_opening
from stats.presentation.nation.tables import NationalTable, Place, Told, national_table, others_table
from stats.presentation.text import findings, numbers, words
from stats.presentation.text.sentences import Opening
from stats.queries.pages.nation import NationPage

RATE, RSOS = Role.RATE.value, Role.RSOS.value


def _remarks(conflict: Conflict) -> Iterator[str]:
    """Whether the numbers contradict one another, why one was restated, and the notes on them."""
    if not conflict.is_contradiction:
        yield _("These do not contradict one another: one of them is a bound or a rounded number.")
    yield conflict.reason
    yield from (note.text for note in conflict.notes)


@dataclass(frozen=True, slots=True)
class NationConflict:
    """`given` starts with the number that the page shows; each comes with its sources."""

    anchor: str
    where: str
    when: str
    given: tuple[tuple[str, tuple[SourceRef, ...]], ...]
    reasons: tuple[str, ...]

    @property
    def shown(self) -> str:
        return self.given[0][0]

    @property
    def others(self) -> str:
        return words.listed([number for number, _sources in self.given[1:]])


@dataclass(frozen=True)
class NationText:
    """The page in words, where a count or a rate is held for any year."""

    page: NationPage
    nation: NationalPicture

    @cached_property
    def opening(self) -> Opening:
        return national_opening(self.nation)

    @property
    def facts(self) -> list[Fact]:
        year = self.nation.year
        said = {"date": numbers.unbroken_snapshot_date(year), "people": words.people(year)}
        facts = []
        for now in self.nation.headlines:
            is_rate = now.indicator.role is Role.RATE
            note = trends.interval_words(now.indicator, now.value) if is_rate else self._count_change
            text = findings.value_text(now.indicator, now.value)
            facts.append(held_fact(_(now.label) % said, text, note=note, origin=origin(now.value)))
        return [*facts, *map(counted_fact, self.page.facts)]

    @property
    def _count_change(self) -> str:
        """Of registered sexual offenders, from the row of the page's year in the tables."""
        cell = self.page.rsos.indicator.numerator[0]
        for group in self.page.groups:
            for place, column in enumerate(group.columns):
                row = next((row for row in group.years if row.year == self.nation.year), None)
                if column.cell == cell and row is not None:
                    return fact_change(row.cells[place], year=self.nation.year)
        return ""

    @cached_property
    def series(self) -> list[SeriesText]:
        """The rate and the count over the years, each where any year is held."""
        series = (
            (RATE, _("The rate over the years"), self.page.rate),
            (RSOS, _("The number over the years"), self.page.rsos),
        )
        return [
            national_series(held, page="england-and-wales", key=key, title=title)
            for key, title, held in series
            if held.points
        ]

    @property
    def page_charts(self) -> PageCharts:
        return {series.key: series.page_chart for series in self.series}

    @cached_property
    def tables(self) -> list[NationalTable]:
        """Every cell held, group by group, with the notes on its figures; what is folded comes last. A number
        on which sources differ leads to what they say."""
        page, conflicts = self.page, self._conflict_ids
        notes: dict[Place, list[str]] = {}
        for key, note in page.notes.items():
            if (key.year, key.cell) not in conflicts:  # there the note is told with the conflict
                notes.setdefault((key.year, key.cell), []).append(note.text)
        told = Told(notes, conflicts)
        tables = [national_table(group, told=told) for group in page.groups if group.years]
        if page.others:
            tables.append(others_table(page.others, told=told))
        return sorted(tables, key=lambda one: one.is_folded)

    @property
    def not_meaning(self) -> tuple[str, ...]:
        return tuple(one.indicator.cannot_mean for one in self.series)

    @property
    def _conflict_ids(self) -> dict[Place, str]:
        return {(one.year, one.cell): _conflict_id(one) for one in self.page.conflicts}

    @cached_property
    def strip(self) -> StripText | None:
        return strip_text(self.page.checks, ids=difference_ids(self.page.checks, name="difference"))

    @cached_property
    def conflicts(self) -> list[NationConflict]:
        return [
            NationConflict(
                anchor=_conflict_id(conflict),
                where=words.cell(conflict.cell),
                when=when_counted(conflict.cell, conflict.year),
                given=given_numbers(conflict.figures),
                reasons=tuple(dict.fromkeys(filter(None, _remarks(conflict)))),
            )
            for conflict in self.page.conflicts
        ]

    @cached_property
    def official(self) -> list[tuple[SourceRef, str]]:
        return self._sources(second_hand=False)

    @cached_property
    def press(self) -> list[tuple[SourceRef, str]]:
        return self._sources(second_hand=True)

    def _sources(self, *, second_hand: bool) -> list[tuple[SourceRef, str]]:
        """Each with the years of which it gives figures."""
        return [
            (source, _("Gives figures for %(years)s.") % {"years": ", ".join(year.label for year in years)})
            for source, years in self.page.sources
            if source.is_second_hand is second_hand
        ]


def nation_text(page: NationPage) -> NationText | None:
    """None where neither a count nor a rate is held for any year."""
    return NationText(page, page.nation) if page.nation else None


def _conflict_id(conflict: Conflict) -> str:
    cell = conflict.cell
    parts = ("conflict", conflict.year.label, cell.measure, cell.category, cell.level)
    return "-".join(filter(None, parts))
