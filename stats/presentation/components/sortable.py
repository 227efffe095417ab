"""Tables that readers sort, drawn by django-tables2. Their rows stay in the order that the query gave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2.rows import BoundRow

from stats.presentation.components.tables import Column


class SortableTable(tables.Table):  # type: ignore[misc]  # django-tables2 ships no types
    """`anchor` is the id of the section that it stands in, where a reader is left after sorting."""

    caption = ""
    anchor = ""

    class Meta:
        template_name = "stats/components/table2.html"

    @property
    def lines(self) -> Iterator[tuple[BoundRow, SafeString]]:
        """Each row with its cells drawn. They are texts as they stand in the rows, of which django-tables2
        would ask each by itself how it is to be drawn."""
        heads = [(one.name, one.header, one.attrs["td"].as_html()) for one in self.columns]
        (first, _head, of_first), *others = heads
        for row in self.rows:
            cells = format_html_join(
                "\n",
                '<td role="cell" data-head="{}" {}>{}</td>',
                ((head, attributes, row.record[name]) for name, head, attributes in others),
            )
            name = format_html('<th scope="row" role="rowheader" {}>{}</th>', of_first, row.record[first])
            yield row, name + cells


@dataclass(frozen=True, slots=True)
class SortLink:
    """`next` is what `?sort=` becomes. `direction` is `ascending` or `descending` where the rows stand in
    this order now, else empty."""

    text: str
    next: str
    direction: str


class HeadedColumn(tables.Column):  # type: ignore[misc]
    """A column with what its head, and the small words under it, sort by; None where they sort by nothing."""

    def __init__(
        self, *, of: Column, sort_link: SortLink | None, under_link: SortLink | None, **options: object
    ) -> None:
        super().__init__(verbose_name=of.head, **options)
        self.under, self.under_note = of.under, of.under_note
        self.sort_link, self.under_link = sort_link, under_link

    @property
    def direction(self) -> str:
        return next((one.direction for one in (self.sort_link, self.under_link) if one and one.direction), "")


def sortable_table(
    rows: Sequence[Mapping[str, str]],
    *,
    columns: Mapping[str, Column],
    sort: str,
    caption: str,
    anchor: str,
    fixed: Collection[str] = (),
    foot: Mapping[str, str] | None = None,
) -> SortableTable:
    """Rows and `foot` are cells by the name of their column, which is what `?sort=` calls it.

    The first column names the row. `fixed` are the columns that cannot be sorted by. Numbers stand with the
    highest first when they are first sorted by, words from A.
    """

    def link(text: str, *, name: str, classes: str) -> SortLink:
        direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        downwards = "number" in classes.split() if not direction else direction == "ascending"
        return SortLink(text, f"-{name}" if downwards else name, direction)

    named = [
        (
            name,
            HeadedColumn(
                of=column,
                sort_link=None if name in fixed else link(column.head, name=name, classes=column.classes),
                under_link=link(column.under, name=column.under_sort, classes=column.classes)
                if column.under_sort
                else None,
                attrs={part: {"class": column.classes} for part in ("th", "td", "tf") if column.classes},
                footer="" if foot is None else foot[name],
            ),
        )
        for name, column in columns.items()
    ]
    table = SortableTable(list(rows), extra_columns=named, orderable=False, show_footer=foot is not None)
    table.caption, table.anchor = caption, anchor
    return table
