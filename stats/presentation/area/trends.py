"""An area's years, with those of the areas a reader put beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.trends import AreaSeries
from stats.analysis.values import Value
from stats.catalogue.indicators import Role
from stats.catalogue.years import ReportingYear
from stats.presentation.components.series import SeriesText
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    number_cell,
    number_columns,
)
from stats.presentation.components.trends import interval_text
from stats.presentation.text.changes import chance_note, change_sentence, without_change
from stats.presentation.text.findings import value_text
from stats.queries.pages.area import AreaPage

MOST_BESIDE = 5
"""As many as a chart can tell apart."""
_MOST_ACROSS = 2  # areas that stand side by side in half a page


@dataclass(frozen=True, kw_only=True)
class AreaTrendText(SeriesText):
    """An area's years beside those of England and Wales and of the areas that the reader picked."""

    @property
    def _beside(self) -> list[AreaSeries]:
        return [other for other in self.trend.others if other.points]

    @cached_property
    def others(self) -> Table | None:
        """The years of the areas beside it, newest first; None where none of them has any."""
        by_year = [dict(other.points) for other in self._beside]
        if not by_year:
            return None
        years = sorted({year for points in by_year for year in points}, reverse=True)
        return Table(
            columns=(
                Column(_("Year"), cells="year-head"),
                *number_columns(other.area.name for other in self._beside),
            ),
            rows=tuple(
                TableRow(Cell(year.label), tuple(self._value_cell(points.get(year)) for points in by_year))
                for year in years
            ),
            caption=_("Areas beside it: %(title)s") % {"title": self.title},
            shows_caption=True,
            classes="turns" if len(by_year) <= _MOST_ACROSS else "turns turns--always",
        )

    def _value_cell(self, value: Value | None) -> Cell:
        if value is None:
            return number_cell("")
        return number_cell(value_text(self.indicator, value), interval=interval_text(self.indicator, value))

    @cached_property
    def changes(self) -> list[str]:
        """The latest change of each series from a year to the next, and who has none; each a sentence.

        Nothing where none has one: what the years show is told above.
        """
        series = [(self.name, self.trend.changes), (_("England and Wales"), self.trend.national_changes)]
        series += [(other.area.name, other.changes) for other in self._beside]
        told = [change_sentence(self.indicator, name=name, found=found[0]) for name, found in series if found]
        alone = [self.name] if not self.trend.changes else []
        alone += [other.area.name for other in self._beside if not other.changes]
        return [*told, *filter(None, [without_change(alone)])] if told else []

    @property
    def chance_note(self) -> str:
        told = (self.trend.changes, self.trend.national_changes, *(other.changes for other in self._beside))
        return chance_note(self.indicator) if any(told) else ""


def area_trends(page: AreaPage, *, marked: ReportingYear | None) -> list[AreaTrendText]:
    """Each of the area's series; that of the rate comes first. `marked` is the year that its charts mark."""
    chosen = {"with": ",".join(ref.slug for ref in page.beside), "year": marked.label if marked else ""}
    query = urlencode({name: text for name, text in chosen.items() if text}, safe=",")
    return [
        AreaTrendText(
            trend=trend,
            page="area",
            key=trend.indicator.slug,
            title=trend.indicator.title,
            name=page.area.ref.name,
            slug=page.area.ref.slug,
            query=f"?{query}" if query else "",
            marked=marked,
        )
        for trend in sorted(page.trends, key=lambda trend: trend.indicator.role is not Role.RATE)
    ]


def beside_notices(page: AreaPage, *, left_out: int) -> list[str]:
    """What could not be shown of the areas asked for, `left_out` of them beyond those a chart can show."""
    notices = [
        _("There is no area called “%(slug)s”; it was left out.") % {"slug": slug}
        for slug in page.unknown_beside
    ]
    shown = {other.area.slug for trend in page.trends for other in trend.others if other.points}
    notices += [
        _("%(area)s has no figure for anything shown here.") % {"area": ref.name}
        for ref in page.beside
        if ref.slug not in shown
    ]
    if left_out:
        notices.append(
            ngettext(
                "%(left)s area was left out: up to %(most)s can be shown beside this one.",
                "%(left)s areas were left out: up to %(most)s can be shown beside this one.",
                left_out,
            )
            % {"left": left_out, "most": MOST_BESIDE}
        )
    return notices
