"""A draft's tables and its check in words, as the template draws them and as the script is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.base import ErrorLink
from stats.admin.drafts.check_words import noticed_groups, problem_links, sum_text
from stats.admin.drafts.forms import SourceForm
from stats.admin.drafts.grid_data import GridData, NewDivisionRow, field_name, is_unnamed, new_field_name
from stats.catalogue.cells import cell_id
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.drafting.checking import DraftCheck
from stats.drafting.grid import GridCell, GridRow, GridTable

BLANK_ROWS = 2
MORE_ROWS = 8


@dataclass(frozen=True, slots=True)
class GridPageField:
    """One cell. `twin_of` is the field in a table above in which the same cell is typed; it has no other.

    `aside` says what the parts of a total make or what the rate should be, `state` whether it agrees,
    differs or neither; `before` is last year's value, and what is public where it is another.
    """

    id: str
    name: str
    value: str
    label: str
    row: int
    column: int
    error: str = ""
    aside: str = ""
    state: str = ""
    before: str = ""
    is_total: bool = False
    twin_of: str = ""


@dataclass(frozen=True, slots=True)
class GridPageRow:
    """`name_field` is set where the row's division is still to be named."""

    label: str
    heading: str
    is_total: bool
    name_field: GridPageField | None
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


def html_id(name: str) -> str:
    """An id for a field's name: a division's name may have spaces, which an id may not."""
    return re.sub(r"\s", "_", name)


def grid_page(
    grid: Sequence[GridTable],
    year: ReportingYear,
    *,
    check: DraftCheck,
    source: SourceForm,
    sent: GridData | None = None,
    more: bool = False,
) -> GridPage:
    """The page of the tables: as stored, or with what was `sent`; with `more` rows for new divisions."""
    names = {identity: name for identity, name, _text in sent.fields()} if sent else {}
    builder = _PageBuilder(year, check, names)
    tables = tuple(
        builder.page_table(table, new_rows=_new_rows(table, sent=sent, more=more)) for table in grid
    )
    labels = {
        id_: ErrorLink(builder.labels.get(id_, id_), "#" + quote(html_id(names.get(id_, field_name(id_)))))
        for id_ in {*builder.labels, *names}
    }
    errors = problem_links(check, source=source, labels=labels)
    noticed = noticed_groups(check, problems=errors, labels=labels)
    return GridPage(tables, source, errors, noticed, _state(check))


def _new_rows(table: GridTable, *, sent: GridData | None, more: bool) -> tuple[NewDivisionRow, ...]:
    if not table.takes_divisions:
        return ()
    rows = sent.new_rows if sent else ()
    wanted = max(BLANK_ROWS, len(rows) + (MORE_ROWS if more else 0))
    return (*rows, *(NewDivisionRow(number, "", {}) for number in range(len(rows), wanted)))


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


@dataclass(slots=True)
class _PageBuilder:
    """Lays the grid's cells out as fields; a cell met again in a later table points to its first."""

    year: ReportingYear
    check: DraftCheck
    names: Mapping[str, str]
    labels: dict[str, str] = field(default_factory=dict)

    def page_table(self, table: GridTable, *, new_rows: Sequence[NewDivisionRow]) -> GridPageTable:
        rows: list[GridPageRow] = []
        pending = list(new_rows)
        for row in table.rows:
            if not row.division and pending:
                rows += [self._new_row(table, new, number) for number, new in enumerate(pending, len(rows))]
                pending = []
            rows.append(self._page_row(table, row, number=len(rows)))
        fields = [cell for row in rows for cell in row.fields if cell is not None]
        before = any(cell.last_year for row in table.rows for cell in row.cells if cell is not None)
        is_open = any(cell.value and not cell.twin_of for cell in fields) or any(row.name for row in new_rows)
        return GridPageTable(table, tuple(rows), "" if before else self._nothing_before(), is_open)

    def _nothing_before(self) -> str:
        try:
            return _("Nothing of this table is held for %(year)s.") % {"year": self.year.back(1)}
        except NotAReportingYearError:
            return ""

    def _page_row(self, table: GridTable, row: GridRow, *, number: int) -> GridPageRow:
        fields = tuple(
            None if cell is None else self._page_field(table, cell, row=number, column=column)
            for column, cell in enumerate(row.cells)
        )
        return GridPageRow(row.label, row.heading, row.is_total, None, fields)

    def _page_field(self, table: GridTable, cell: GridCell, *, row: int, column: int) -> GridPageField:
        name = field_name(cell.id)
        first_id = html_id(name)
        is_twin = cell.id in self.labels
        self.labels.setdefault(cell.id, f"{table.title}: {cell.label}")
        page_field = GridPageField(
            id=f"twin:{table.code}:{first_id}" if is_twin else first_id,
            name=name,
            value=cell.typed,
            label=cell.label,
            row=row,
            column=column,
            before="" if is_twin else self._before(cell),
            is_total=cell.is_total,
            twin_of=first_id if is_twin else "",
        )
        return self._checked(page_field, cell.id, table=table.code)

    def _before(self, cell: GridCell) -> str:
        """Last year's value, and what is public now where something else is typed."""
        parts = []
        if cell.last_year:
            parts.append(_("%(year)s: %(text)s") % {"year": self.year.back(1), "text": cell.last_year})
        if cell.live and cell.live != cell.typed:
            parts.append(_("public now: %(text)s") % {"text": cell.live})
        return "; ".join(parts)

    def _checked(self, page_field: GridPageField, identity: str, *, table: str) -> GridPageField:
        error = "" if page_field.twin_of else self.check.problems.cells.get(identity, "")
        aside, state = sum_text(identity, table=table, check=self.check)
        return replace(page_field, error=error, aside=aside, state="error" if error else state)

    def _new_row(self, table: GridTable, new: NewDivisionRow, number: int) -> GridPageRow:
        by_name = {name: identity for identity, name in self.names.items()}
        unnamed = {"n": new.number + 1}
        fields = []
        for column, key in enumerate(table.new_division):
            nameless = cell_id(key)
            name = new_field_name(new.number, nameless)
            label = _("%(division)s, %(column)s") % {
                "division": new.name or _("New division %(n)s") % unnamed,
                "column": table.columns[column].label,
            }
            value = new.cells.get(nameless, "")
            page_field = GridPageField(html_id(name), name, value, label, number, column)
            if identity := by_name.get(name):
                self.labels[identity] = f"{table.title}: {label}"
                page_field = self._checked(page_field, identity, table=table.code)
            fields.append(page_field)
        name = f"new-name:{new.number}"
        typed = "" if is_unnamed(new.name) else new.name
        name_field = GridPageField(name, name, typed, _("Name of new division %(n)s") % unnamed, number, -1)
        return GridPageRow(new.name, "", is_total=False, name_field=name_field, fields=tuple(fields))
