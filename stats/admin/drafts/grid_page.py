"""A draft's tables and its check in words, as the template draws them and as the script is answered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.base import ErrorLink
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import field_name
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Outcome
from stats.catalogue.years import ReportingYear
from stats.drafting.checking import DraftCheck
from stats.drafting.grid import GridCell, GridRow, GridTable, is_unnamed

AGREES, DIFFERS = "agrees", "differs"
_SIGNS = {AGREES: "✓ ", DIFFERS: "≠ ", "": ""}  # colour is not the only sign


@dataclass(frozen=True, slots=True)
class GridPageField:
    """One cell with its field. `twin_of` is the field in a table above in which the same cell is typed.

    `told` are `error`; `aside`, what the parts of a total make or what the rate should be; `state`, whether
    it agrees, differs or neither; and `before`, last year's value, and what is public where it is another.
    """

    id: str
    name: str
    cell: GridCell
    told: Mapping[str, str]
    twin_of: str


@dataclass(frozen=True, slots=True)
class GridPageRow:
    """`new_division` is the row's number among those whose division is still to be named."""

    grid: GridRow
    new_division: int | None
    fields: tuple[GridPageField | None, ...]


@dataclass(frozen=True, slots=True)
class GridPageTable:
    """`is_open` is true where a table that only some areas print has anything in it."""

    grid: GridTable
    rows: tuple[GridPageRow, ...]
    before_note: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class GridPage:
    tables: tuple[GridPageTable, ...]
    source: SourceForm
    errors: Sequence[ErrorLink]
    noticed: Mapping[str, Sequence[ErrorLink]]
    state: str

    def fields(self, *, twins: bool = False) -> Iterator[GridPageField]:
        """The cells that are typed; with `twins` those that are typed in a table above instead."""
        for table in self.tables:
            for row in table.rows:
                yield from (cell for cell in row.fields if cell is not None and bool(cell.twin_of) == twins)


def grid_page(
    grid: Sequence[GridTable],
    year: ReportingYear,
    *,
    check: DraftCheck,
    source: SourceForm,
    new_divisions: Mapping[str, int],
) -> GridPage:
    """The page of the tables. A cell met again in a later table points to its first."""
    labels: dict[str, ErrorLink] = {}

    def page_field(table: GridTable, cell: GridCell) -> GridPageField:
        name = field_name(cell.id, new_divisions=new_divisions)
        # A division's name may have spaces, which an id may not.
        first_id = re.sub(r"\s", "_", name)
        words, state = _sum_text(cell.id, table=table.code, check=check)
        aside = f"{_SIGNS[state]}{words}"
        if cell.id in labels:
            told = {"error": "", "aside": aside, "before": "", "state": state}
            return GridPageField(f"twin:{table.code}:{first_id}", name, cell, told, first_id)
        labels[cell.id] = ErrorLink(f"{table.title}: {cell.label}", "#" + quote(first_id))
        error = check.problems.cells.get(cell.id, "")
        before = _before(cell, year=year)
        told = {"error": error, "aside": aside, "before": before, "state": "error" if error else state}
        return GridPageField(first_id, name, cell, told, "")

    tables = []
    for table in grid:
        rows = tuple(
            GridPageRow(
                row,
                new_divisions.get(row.division) if table.takes_divisions else None,
                tuple(None if cell is None else page_field(table, cell) for cell in row.cells),
            )
            for row in table.rows
        )
        has_before = any(cell.last_year for cell in table.cells())
        nothing = _("Nothing of this table is held for %(year)s.") % {"year": year.back(1)}
        is_typed = any(
            field and field.cell.typed and not field.twin_of for row in rows for field in row.fields
        )
        is_named = any(row.new_division is not None and not is_unnamed(row.grid.division) for row in rows)
        tables.append(GridPageTable(table, rows, "" if has_before else nothing, is_typed or is_named))
    errors = source.error_links()
    for id_, words in check.problems.cells.items():
        label = labels.get(id_, ErrorLink(id_))
        errors.append(ErrorLink(f"{label.text}: {words}", label.href))
    errors += [ErrorLink(words) for words in check.problems.report]
    noticed = _noticed_groups(check, problems=errors, labels=labels)
    return GridPage(tuple(tables), source, errors, noticed, _state(check))


def _before(cell: GridCell, *, year: ReportingYear) -> str:
    """Last year's value, and what is public now where something else is typed."""
    parts = []
    if cell.last_year:
        parts.append(_("%(year)s: %(text)s") % {"year": year.back(1), "text": cell.last_year})
    if cell.live and cell.live != cell.typed:
        parts.append(_("public now: %(text)s") % {"text": cell.live})
    return "; ".join(parts)


def _state(check: DraftCheck) -> str:
    """The check in one line, read out whenever it changes."""
    parts = []
    if wrong := len(check.problems.cells):
        parts.append(ngettext("%(n)s cell to mend", "%(n)s cells to mend", wrong) % {"n": wrong})
    if differing := len(check.differences):
        parts.append(
            ngettext("%(n)s printed total differs", "%(n)s printed totals differ", differing)
            % {"n": differing}
        )
    if others := len(check.noticed) - differing:
        parts.append(
            ngettext("%(n)s other thing noticed", "%(n)s other things noticed", others) % {"n": others}
        )
    return _("Checked: %(what)s") % {"what": ", ".join(parts) or _("nothing to look at")}


def _sum_text(identity: str, *, table: str, check: DraftCheck) -> tuple[str, str]:
    """What a printed total's parts make in that table, or what the rate should be; whether they agree."""
    rate = check.rate
    if rate is not None and rate.cell_id == identity:
        return rate.words, "" if rate.agrees is None else AGREES if rate.agrees else DIFFERS
    findings = [finding for finding in check.sums.get((table, identity), ()) if finding.computed is not None]
    outcomes = {finding.outcome for finding in findings}
    if not findings or (
        outcomes == {Outcome.AGREES} and findings[0].printed == Amount.marked(Marker.NOT_APPLICABLE)
    ):
        return "", ""
    state = DIFFERS if Outcome.DIFFERS in outcomes else AGREES if outcomes == {Outcome.AGREES} else ""
    made = dict.fromkeys((str(finding.computed), finding.difference) for finding in findings)
    if len(made) > 1:
        # A grand total is the sum of its column and of its row: said once where both make the same.
        (down, _difference), (across, _other) = list(made)[:2]
        words = _("Parts make %(down)s down and %(across)s across.")
        return words % {"down": down, "across": across}, state
    ((computed, difference),) = made
    if difference is None:
        return _("Parts make %(made)s.") % {"made": computed}, state
    words = _("Parts make %(made)s; printed is %(n)s less.")
    if difference > 0:
        words = _("Parts make %(made)s; printed is %(n)s more.")
    return words % {"made": computed, "n": f"{abs(difference).normalize():,f}"}, state


def _noticed_groups(
    check: DraftCheck, *, problems: Sequence[ErrorLink], labels: Mapping[str, ErrorLink]
) -> dict[str, list[ErrorLink]]:
    """By title: problems first, then everything noticed by what it is. Each leads to the first cell that it
    speaks of."""
    titles = {
        "problem": _("To be mended before publishing"),
        "total": _("Printed totals that do not add up"),
        "rate": _("A printed rate that its count does not make"),
        "level": _("Figures that cannot all be right"),
        "dash": _("Dashes where a number can be"),
        "source": _("Another source prints something else"),
        "change": _("Far from last year"),
        "division": _("Divisions"),
        "empty": _("Empty cells"),
    }
    items: dict[str, list[ErrorLink]] = defaultdict(list, {"problem": list(problems)})
    for noticed in check.noticed:
        href = next((labels[id_].href for id_ in noticed.cells if id_ in labels), "")
        items[noticed.kind].append(ErrorLink(noticed.message, href))
    return {title: items[kind] for kind, title in titles.items() if items[kind]}
