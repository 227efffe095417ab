"""Printed tables and their reconciliation strips, as the templates draw them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import SourceRef
from stats.analysis.tables.printed_tables import PrintedCell, PrintedRow, PrintedTable
from stats.analysis.tables.reconciliation import Check
from stats.calculations.reconciliation import Finding
from stats.catalogue.layouts import Line
from stats.catalogue.measures import CellKey
from stats.presentation.components.tables import Cell, Column, FigureCell, Table, TableRow, headed
from stats.presentation.text import numbers, words

_NOTHING = "–"
_NUMBERED = re.compile(r"\b(Category|Cat|Level) (\d)")
_MOST_COLUMNS = 5
_FEWEST_HELD = 3  # one in three

Printed = tuple[SourceRef, tuple[str, ...]]
"""A source and the pages of it that are named."""


@dataclass(frozen=True, slots=True)
class DetailText:
    """One printed total that does not add up, said whole in `text`."""

    note_id: str
    text: str
    confirmed: str
    reason: str


@dataclass(frozen=True, slots=True)
class StripText:
    """`text` is one sentence on all printed totals; empty where `details` tell of those that differ."""

    state: str
    text: str = ""
    details: tuple[DetailText, ...] = ()


@dataclass(frozen=True)
class PrintedTableText:
    """A printed table in words; cells that no source gives say so. `common` is told over all tables."""

    printed: PrintedTable
    common: Printed | None = None

    @property
    def sources(self) -> tuple[Printed, ...]:
        """None where the only one is told over all tables."""
        return () if self.printed.sources == (self.common,) else self.printed.sources

    @property
    def is_broad(self) -> bool:
        """True where it has more columns than fit in half a page or on a phone."""
        return len(self.printed.columns) > _MOST_COLUMNS and not self.is_sparse

    @cached_property
    def is_sparse(self) -> bool:
        """True where less than a third of its cells are held: then what is held is listed."""
        cells = [cell for row in self.printed.rows for cell in row.cells]
        possible = sum(cell.exists and not cell.is_not_applicable for cell in cells)
        return sum(cell.held is not None for cell in cells) * _FEWEST_HELD < possible

    @property
    def _ids(self) -> dict[tuple[CellKey, int], str]:
        """The id of what is said of each differing total, by the total and its source."""
        return difference_ids(self.printed.checks, name=f"{self.printed.code}-difference")

    @cached_property
    def table(self) -> Table:
        ids = self._ids
        if self.is_sparse:
            return self._list(ids)
        # The head of the names of rows is for readers of the table's structure alone.
        corner = Column(format_html('<span class="govuk-visually-hidden">{}</span>', _("Row")))
        return Table(
            columns=(corner, *map(_column, self.printed.columns)),
            rows=tuple(
                TableRow(
                    Cell(_NUMBERED.sub("\\1\u00a0\\2", row.label)),
                    tuple(_figure_cell(cell, ids=ids) for cell in row.cells),
                    heading=row.heading,
                    is_sum=row.is_total,
                )
                for row in self.printed.rows
            ),
            caption=words.whole_years(self.printed.title),
            shows_caption=True,
            classes="turns" if self.is_broad else "",
            has_roles=self.is_broad,
        )

    def _list(self, ids: dict[tuple[CellKey, int], str]) -> Table:
        """The cells that are held, each with its place in words."""
        heading, held = "", []
        for row in self.printed.rows:
            heading = row.heading or heading
            held += [
                TableRow(Cell(self._place(row, column, heading=heading)), (_figure_cell(cell, ids=ids),))
                for column, cell in zip(self.printed.columns, row.cells, strict=True)
                if cell.held is not None
            ]
        return Table(
            columns=(Column(_("Figure")), Column(_("Number"), "number")),
            rows=tuple(held),
            caption=words.whole_years(self.printed.title),
            shows_caption=True,
            classes="",
            has_roles=False,
        )

    def _place(self, row: PrintedRow, column: Line, *, heading: str) -> str:
        """Where a number stands in the printed table, by the heads over it and of its row."""
        place = _("%(column)s, %(row)s") % {"column": column.label, "row": row.label}
        if len(self.printed.columns) == 1 or (row.is_total and column.sum_of):
            place = row.label
        text = _("%(heading)s: %(place)s") if heading else "%(place)s"
        return _NUMBERED.sub("\\1\u00a0\\2", text % {"heading": heading, "place": place})

    @cached_property
    def strip(self) -> StripText | None:
        """None also for a list of what is held: that its totals could not be checked says nothing."""
        strip = strip_text(self.printed.checks, ids=self._ids)
        return None if self.is_sparse and strip and strip.state == "unchecked" else strip


def common_source(tables: Iterable[PrintedTable]) -> Printed | None:
    """The only source of most tables, with the same pages; None where no two tables share one."""
    found = Counter(table.sources[0] for table in tables if len(table.sources) == 1)
    return next((source for source, times in found.most_common(1) if times > 1), None)


def difference_ids(checks: Iterable[Check], *, name: str) -> dict[tuple[CellKey, int], str]:
    """The ids of what is said of the totals that differ, numbered, by total and source."""
    differing = (check for check in checks if check.differs)
    return {
        (check.finding.rule.total, check.source.id): f"{name}-{number}"
        for number, check in enumerate(differing, start=1)
    }


def _column(line: Line) -> Column:
    """Numbers stay with their words where a narrow column breaks a head: Category 1, 1 Registered sexual."""
    label, short = (_NUMBERED.sub("\\1\u00a0\\2", one) for one in (line.label, line.short_label))
    return headed(label, long=line.head.replace(" ", "\u00a0", 1), short=short)


def _figure_cell(cell: PrintedCell, *, ids: dict[tuple[CellKey, int], str]) -> FigureCell:
    held = cell.held
    note_id = ids.get((held.cell, held.source.id), "") if held else ""
    text = numbers.amount(held.amount) if held else ""
    note = _("explained in the note")
    if cell.differs:
        note = _("does not add up: see the note") if note_id else _("does not add up")
    is_not_applicable = text == _NOTHING or (held is None and cell.is_not_applicable)
    return FigureCell(
        text=text or (_NOTHING if cell.is_not_applicable else ""),
        classes="total" if cell.is_total else "",
        spoken=_("not applicable") if is_not_applicable else "",
        differs=cell.differs,
        note_id=note_id,
        note=note,
        under=_("doubted: see the notes") if held is not None and held.doubt is not None else "",
        second_hand=held is not None and held.source.is_second_hand,
        is_missing=held is None and cell.exists and not cell.is_not_applicable,
    )


def strip_text(checks: Sequence[Check], *, ids: dict[tuple[CellKey, int], str]) -> StripText | None:
    """What became of the printed totals; None where the table prints none."""
    if not checks:
        return None
    differing = [check for check in checks if check.differs]
    checked = sum(check.is_checked for check in checks)
    if not differing and not checked:
        return StripText("unchecked", _("No printed total could be checked: some of its parts are missing."))
    if not differing:
        return StripText("agrees", _all_agree(checked))
    state = "explained" if all(check.is_explained for check in differing) else "differs"
    details = tuple(
        difference(check, note_id=ids[check.finding.rule.total, check.source.id]) for check in differing
    )
    return StripText(state, details=details)


def _all_agree(checked: int) -> str:
    if checked == 2:
        return _("Both printed totals that can be checked add up.")
    return ngettext(
        "The one printed total that can be checked adds up.",
        "All %(number)s printed totals that can be checked add up.",
        checked,
    ) % {"number": checked}


def difference(check: Check, *, note_id: str) -> DetailText:
    """A printed total beside what its parts make, in one sentence, with what confirms and explains it."""
    finding = check.finding
    said = {
        "where": finding.rule.name,
        "printed": numbers.amount(finding.printed) if finding.printed else "",
        "made": numbers.amount(finding.computed) if finding.computed else "",
        "workings": workings(finding),
        "difference": "" if finding.difference is None else numbers.number(abs(finding.difference)),
    }
    text = _("%(where)s: the source prints %(printed)s; its parts add up to %(made)s (%(workings)s).") % said
    if finding.difference is not None:
        text += " " + _("The difference is %(difference)s.") % said
    return DetailText(
        note_id=note_id,
        text=capfirst(text),
        confirmed=_confirmed(finding),
        reason=check.explanation or _("No reason is given. Shown as printed."),
    )


def workings(finding: Finding[CellKey]) -> str:
    """The parts as a sum: `3 + 4 + 2`; more than six are counted, not listed."""
    parts = [part for part in finding.parts if part is not None and part.value is not None]
    if len(parts) > 6:
        return ngettext("%(number)s part", "%(number)s parts", len(parts)) % {"number": len(parts)}
    return " + ".join(numbers.amount(part) for part in parts)


def _confirmed(finding: Finding[CellKey]) -> str:
    """What speaks for the sum of the parts: another printed total that it would make right."""
    if not finding.consequences or finding.computed is None:
        return ""
    first = finding.consequences[0]
    if first.rule.total == finding.rule.total:
        return _("Adding up the other way gives %(made)s as well.") % {
            "made": numbers.amount(finding.computed)
        }
    return _("If it were %(made)s, the printed total of %(total)s would add up.") % {
        "made": numbers.amount(finding.computed),
        "total": numbers.amount(first.printed) if first.printed else "",
    }
