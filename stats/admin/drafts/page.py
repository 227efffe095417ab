"""A draft's tables and its check in words, as the template draws them and as the script is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.admin.drafts.asked import Asked, NewRow, field_name, is_unnamed, new_field_name
from stats.admin.drafts.remarks import Group, groups, sum_text
from stats.catalogue.cells import cell_id
from stats.catalogue.years import NotAReportingYearError
from stats.drafting.checking import DraftCheck
from stats.drafting.grid import Grid, GridCell, GridRow, GridTable

BLANK_ROWS = 2
MORE_ROWS = 8


@dataclass(frozen=True, slots=True)
class FieldText:
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
class RowText:
    """`name_field` is set where the row's division is still to be named."""

    label: str
    heading: str
    is_total: bool
    name_field: FieldText | None
    fields: tuple[FieldText | None, ...]


@dataclass(frozen=True, slots=True)
class PageField:
    id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class TableText:
    """`more` is true where rows for divisions can be added, `is_open` where a table that only some areas
    print has anything in it."""

    code: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[RowText, ...]
    page: PageField
    before_note: str
    is_optional: bool
    is_open: bool
    more: bool

    @property
    def width(self) -> int:
        return len(self.columns) + 1


@dataclass(frozen=True, slots=True)
class Error:
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    tables: tuple[TableText, ...]
    errors: tuple[Error, ...]
    noticed: tuple[Group, ...]
    state: str

    def cells(self) -> Iterator[FieldText]:
        for table in self.tables:
            for row in table.rows:
                yield from (one for one in row.fields if one is not None)

    def fields(self) -> Iterator[FieldText]:
        """The cells that are typed."""
        return (one for one in self.cells() if not one.twin_of)

    def twins(self) -> Iterator[FieldText]:
        """The cells that are typed in a table above."""
        return (one for one in self.cells() if one.twin_of)


def html_id(name: str) -> str:
    """An id for a field's name: a division's name may have spaces, which an id may not."""
    return re.sub(r"\s", "_", name)


def link_to(name: str) -> str:
    return "#" + quote(html_id(name))


def draft_page(grid: Grid, *, check: DraftCheck, asked: Asked | None = None, more: bool = False) -> DraftPage:
    """The page of the form: as stored, or with what was sent where `asked` is given."""
    names = {identity: name for identity, name, _text in asked.fields()} if asked else {}
    laid = _Laying(grid, check, names)
    tables = tuple(
        laid.table(table, new_rows=_new_rows(table, asked=asked, more=more)) for table in grid.tables
    )
    label = laid.labels.get
    where = {identity: (label(identity, identity), link_to(names.get(identity, field_name(identity))))
             for identity in {*laid.labels, *names}}  # fmt: skip
    return DraftPage(
        tables=tables,
        errors=tuple(_errors(check, where=where)),
        noticed=groups(check, where=where),
        state=_state(check),
    )


def _new_rows(table: GridTable, *, asked: Asked | None, more: bool) -> tuple[NewRow, ...]:
    if not table.takes_divisions:
        return ()
    rows = [] if asked is None else list(asked.new_rows)
    wanted = max(BLANK_ROWS, len(rows) + (MORE_ROWS if more else 0))
    return (*rows, *(NewRow(number, "", {}) for number in range(len(rows), wanted)))


def _errors(check: DraftCheck, *, where: Mapping[str, tuple[str, str]]) -> Iterator[Error]:
    for name, words in check.problems.source.items():
        yield Error(words, f"#id_{name}")
    for identity, words in check.problems.cells.items():
        label, href = where.get(identity, (identity, ""))
        yield Error(f"{label}: {words}", href)
    for words in check.problems.report:
        yield Error(words)


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
class _Laying:
    """Lays the grid's cells out as fields; a cell met again in a later table points to its first."""

    grid: Grid
    check: DraftCheck
    names: Mapping[str, str]
    labels: dict[str, str] = field(default_factory=dict)

    def table(self, table: GridTable, *, new_rows: Sequence[NewRow]) -> TableText:
        rows: list[RowText] = []
        pending = list(new_rows)
        for row in table.rows:
            if not row.division and pending:
                rows += [self._new_row(table, new, number) for number, new in enumerate(pending, len(rows))]
                pending = []
            rows.append(self._row(table, row, number=len(rows)))
        fields = [one for row in rows for one in row.fields if one is not None]
        before = any(cell.last_year for row in table.rows for cell in row.cells if cell is not None)
        name = f"page:{table.code}"
        return TableText(
            code=table.code,
            title=table.title,
            note=table.note,
            columns=tuple(column.label for column in table.columns),
            rows=tuple(rows),
            page=PageField(html_id(name), name, table.page),
            before_note="" if before else self._nothing_before(),
            is_optional=table.optional,
            is_open=any(one.value and not one.twin_of for one in fields) or any(one.name for one in new_rows),
            more=table.takes_divisions,
        )

    def _nothing_before(self) -> str:
        try:
            year = self.grid.year.back(1)
        except NotAReportingYearError:
            return ""
        return _("Nothing of this table is held for %(year)s.") % {"year": year}

    def _row(self, table: GridTable, row: GridRow, *, number: int) -> RowText:
        fields = tuple(
            None if cell is None else self._field(table, cell, row=number, column=column)
            for column, cell in enumerate(row.cells)
        )
        return RowText(row.label, row.heading, row.is_total, None, fields)

    def _field(self, table: GridTable, cell: GridCell, *, row: int, column: int) -> FieldText:
        name = field_name(cell.id)
        one = FieldText(
            id=html_id(name),
            name=name,
            value=cell.typed,
            label=cell.label,
            row=row,
            column=column,
            is_total=cell.is_total,
        )
        if cell.id in self.labels:
            twin = replace(one, id=f"twin:{table.code}:{one.id}", twin_of=one.id)
            return self._checked(twin, cell.id, table=table.code)
        self.labels[cell.id] = f"{table.title}: {cell.label}"
        return self._checked(replace(one, before=self._before(cell)), cell.id, table=table.code)

    def _before(self, cell: GridCell) -> str:
        """Last year's value, and what is public now where something else is typed."""
        said = []
        if cell.last_year:
            said.append(_("%(year)s: %(text)s") % {"year": self.grid.year.back(1), "text": cell.last_year})
        if cell.live and cell.live != cell.typed:
            said.append(_("public now: %(text)s") % {"text": cell.live})
        return "; ".join(said)

    def _checked(self, one: FieldText, identity: str, *, table: str) -> FieldText:
        error = "" if one.twin_of else self.check.problems.cells.get(identity, "")
        aside, state = sum_text(identity, table=table, check=self.check)
        return replace(one, error=error, aside=aside, state="error" if error else state)

    def _new_row(self, table: GridTable, new: NewRow, number: int) -> RowText:
        by_name = {name: identity for identity, name in self.names.items()}
        fields = []
        for column, key in enumerate(table.new_division):
            nameless = cell_id(key)
            name = new_field_name(new.number, nameless)
            label = _("%(division)s, %(column)s") % {
                "division": new.name or _("New division %(n)s") % {"n": new.number + 1},
                "column": table.columns[column].label,
            }
            one = FieldText(html_id(name), name, new.cells.get(nameless, ""), label, number, column)
            if identity := by_name.get(name):
                self.labels[identity] = f"{table.title}: {label}"
                one = self._checked(one, identity, table=table.code)
            fields.append(one)
        name = f"new-name:{new.number}"
        shown = "" if is_unnamed(new.name) else new.name
        named = FieldText(
            name, name, shown, _("Name of new division %(n)s") % {"n": new.number + 1}, number, -1
        )
        return RowText(new.name, "", is_total=False, name_field=named, fields=tuple(fields))
