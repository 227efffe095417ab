"""A draft's tables and its check in words, as the template draws them and as the script is answered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stats.admin.drafts.base import ErrorLink
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import field_name
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Outcome
from stats.catalogue.cells import cell_key
from stats.catalogue.years import ReportingYear
from stats.drafting.checking import DraftCheck
from stats.drafting.grid import GridCell, GridRow, GridTable, is_unnamed

AGREES, DIFFERS = "agrees", "differs"
_UNNAMED = gettext_lazy("Give the division’s name, or empty its number.")
_SIGNS = {AGREES: "✓ ", DIFFERS: "≠ ", "": ""}  # colour is not the only sign


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell was read from: `page` is 0 where the document has none, `doubt` empty where it is sure.
    `picture` is the address of the page's picture, if there is one."""

    page: int
    words: str
    doubt: str
    picture: str


@dataclass(frozen=True, slots=True)
class GridPageField:
    """One cell with its field. `twin_of` is the field in a table above in which the same cell is typed, and
    `twin_title` that table's title.

    `told` are `error`; `aside`, what the parts of a total make or what the rate should be; `state`, whether
    it agrees, differs or neither; and `before`, last year's value, and what is public where it is another.
    `reading` is None where nothing was read; `is_marked` where it was read or pasted and not looked at.
    """

    id: str
    name: str
    cell: GridCell
    told: Mapping[str, str]
    twin_of: str
    twin_title: str = ""
    reading: CellReading | None = None
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class GridPageRow:
    """`new_division` is the row's number among those whose division's name is a field, and `name_error` what
    is wrong with that. `reading` is what all cells of the row were read from, if it is one."""

    grid: GridRow
    new_division: int | None
    fields: tuple[GridPageField | None, ...]
    name_error: str = ""

    @property
    def reading(self) -> CellReading | None:
        read = [field.reading for field in self.fields if field is not None and field.reading is not None]
        same = {(reading.page, reading.words) for reading in read}
        return read[0] if len(read) > 1 and len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class GridPageTable:
    """`is_open` is true where a table that only some areas print has anything in it."""

    grid: GridTable
    rows: tuple[GridPageRow, ...]
    before_note: str
    is_open: bool

    @property
    def is_marked(self) -> bool:
        """Whether any of its cells is still to be looked at."""
        return any(field.is_marked for row in self.rows for field in row.fields if field is not None)


@dataclass(frozen=True, slots=True)
class GridPage:
    tables: tuple[GridPageTable, ...]
    source: SourceForm
    errors: Sequence[ErrorLink]
    noticed: Mapping[str, Sequence[ErrorLink]]
    state: str

    def name_errors(self) -> dict[str, str]:
        """What is wrong with the names of divisions, by the name of their field."""
        rows = (row for table in self.tables for row in table.rows if row.new_division is not None)
        return {f"new-name:{row.new_division}": row.name_error for row in rows}

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
    readings: Mapping[str, Mapping[str, Any]],
    pictures: Mapping[int, str],
    to_look_at: Collection[str],
) -> GridPage:
    """The page of the tables. A cell met again in a later table points to its first. `pictures` are the
    addresses of the pages' pictures by number."""
    labels: dict[str, ErrorLink] = {}
    titles: dict[str, str] = {}

    def page_field(table: GridTable, cell: GridCell) -> GridPageField:
        name = field_name(cell.id, new_divisions=new_divisions)
        # A division's name may have spaces, which an id may not.
        first_id = re.sub(r"\s", "_", name)
        words, state = _sum_text(cell.id, table=table.code, check=check)
        aside = f"{_SIGNS[state]}{words}"
        if cell.id in labels:
            told = {"error": "", "aside": aside, "before": "", "state": state}
            place = f"twin:{table.code}:{first_id}"
            return GridPageField(place, name, cell, told, first_id, titles[cell.id])
        labels[cell.id] = ErrorLink(f"{table.title}: {cell.label}", "#" + quote(first_id))
        titles[cell.id] = table.title
        error = _cell_error(cell, check=check)
        before = _before(cell, year=year)
        told = {"error": error, "aside": aside, "before": before, "state": "error" if error else state}
        reading = readings.get(cell.id)
        return GridPageField(
            first_id,
            name,
            cell,
            told,
            twin_of="",
            reading=CellReading(**reading, picture=pictures.get(reading["page"], "")) if reading else None,
            is_marked=cell.id in to_look_at,
        )

    tables = []
    for table in grid:
        rows = []
        for row in table.rows:
            fields = tuple(None if cell is None else page_field(table, cell) for cell in row.cells)
            new_division = new_divisions.get(row.division) if table.takes_divisions else None
            name_error = ""
            if new_division is not None and is_unnamed(row.division) and any(_has_text(f) for f in fields):
                name_error = str(_UNNAMED)
            rows.append(GridPageRow(row, new_division, fields, name_error))
        has_before = any(cell.last_year for cell in table.cells())
        nothing = _("Nothing of this table is held for %(year)s.") % {"year": year.back(1)}
        is_typed = any(
            _has_text(field) and field and not field.twin_of for row in rows for field in row.fields
        )
        is_named = any(row.new_division is not None and not is_unnamed(row.grid.division) for row in rows)
        is_read = any(field and field.is_marked for row in rows for field in row.fields)
        is_open = is_typed or is_named or is_read
        tables.append(GridPageTable(table, tuple(rows), "" if has_before else nothing, is_open))
    errors = source.error_links()
    for id_, words in check.problems.cells.items():
        label = labels.get(id_, ErrorLink(id_))
        told_words = str(_UNNAMED) if is_unnamed(cell_key(id_).division) else words
        errors.append(ErrorLink(f"{label.text}: {told_words}", label.href))
    errors += [ErrorLink(words) for words in check.problems.report]
    unsure = [
        ErrorLink(f"{labels[id_].text}: {reading['doubt']}", labels[id_].href)
        for id_, reading in readings.items()
        if reading["doubt"] and id_ in to_look_at and id_ in labels
    ]
    noticed = _noticed_groups(check, unsure=unsure, problems=errors, labels=labels)
    state = _state(
        check, problems=len(errors), unsure=len(unsure), to_look_at=len(set(to_look_at) & labels.keys())
    )
    return GridPage(tuple(tables), source, errors, noticed, state)


def _has_text(field: GridPageField | None) -> bool:
    return field is not None and bool(field.cell.typed)


def _cell_error(cell: GridCell, *, check: DraftCheck) -> str:
    """What is wrong with the cell; of a row without a name, that is said beside the name."""
    return "" if is_unnamed(cell_key(cell.id).division) else check.problems.cells.get(cell.id, "")


def _before(cell: GridCell, *, year: ReportingYear) -> str:
    """Last year's value, and what is public now where something else is typed."""
    parts = []
    if cell.last_year:
        parts.append(_("%(year)s: %(text)s") % {"year": year.back(1), "text": cell.last_year})
    if cell.live and cell.live != cell.typed:
        parts.append(_("public now: %(text)s") % {"text": cell.live})
    return "; ".join(parts)


def _state(check: DraftCheck, *, problems: int, unsure: int, to_look_at: int) -> str:
    """The check in one line, read out whenever it changes."""
    differing = len(check.differences)
    others = len(check.noticed) - differing
    counted = (
        (problems, ngettext("%(n)s thing to mend", "%(n)s things to mend", problems)),
        (unsure, ngettext("%(n)s cell is not sure", "%(n)s cells are not sure", unsure)),
        (to_look_at, ngettext("%(n)s cell not looked at", "%(n)s cells not looked at", to_look_at)),
        (differing, ngettext("%(n)s printed total differs", "%(n)s printed totals differ", differing)),
        (others, ngettext("%(n)s other thing noticed", "%(n)s other things noticed", others)),
    )
    parts = [words % {"n": number} for number, words in counted if number]
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
    check: DraftCheck,
    *,
    unsure: Sequence[ErrorLink],
    problems: Sequence[ErrorLink],
    labels: Mapping[str, ErrorLink],
) -> dict[str, list[ErrorLink]]:
    """By title: cells that are not sure first, then problems, then everything noticed by what it is. Each
    leads to the first cell that it speaks of."""
    titles = {
        "unsure": _("Not sure: compare with the page"),
        "problem": _("To be mended before publishing"),
        "total": _("Printed totals that do not add up"),
        "rate": _("A printed rate that its count does not make"),
        "level": _("Figures that cannot all be right"),
        "dash": _("A dash where other reports print a number"),
        "source": _("Another source prints something else"),
        "change": _("Far from last year"),
        "division": _("Divisions"),
        "empty": _("Empty cells"),
    }
    items: dict[str, list[ErrorLink]] = defaultdict(list)
    items |= {"unsure": list(unsure), "problem": list(problems)}
    for noticed in check.noticed:
        href = next((labels[id_].href for id_ in noticed.cells if id_ in labels), "")
        items[noticed.kind].append(ErrorLink(noticed.message, href))
    # A kind that has no title of its own yet is told all the same.
    titles |= dict.fromkeys(items.keys() - titles.keys(), _("Noticed besides"))
    return {title: items[kind] for kind, title in titles.items() if items[kind]}
