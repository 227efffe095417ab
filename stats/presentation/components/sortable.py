"""Tables that readers sort, drawn by django-tables2. Their rows stay in the order that the query gave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import django_tables2 as tables
from django_tables2.data import TableListData

from stats.presentation.components.tables import Column


class InOrder(TableListData):  # type: ignore[misc]  # django-tables2 ships no types
    """Rows that the query has put in order already."""

    def order_by(self, aliases: object) -> None:
        """Leave them so: `?sort=` was answered by the query."""


class SortableTable(tables.Table):  # type: ignore[misc]
    caption = ""

    class Meta:
        template_name = "stats/components/table2.html"


class HeadedColumn(tables.Column):  # type: ignore[misc]
    """A column with small words under its head."""

    def __init__(self, *, under: str, **options: object) -> None:
        super().__init__(**options)
        self.under = under


def sortable_table(
    rows: Sequence[Mapping[str, str]],
    *,
    columns: Mapping[str, Column],
    sort: str,
    fixed: Collection[str] = (),
    foot: Mapping[str, str] | None = None,
    caption: str = "",
) -> SortableTable:
    """Rows and `foot` are cells by the name of their column, which is what `?sort=` calls it.

    The first column names the row. `fixed` are the columns that cannot be sorted by.
    """
    named = [
        (
            name,
            HeadedColumn(
                verbose_name=column.head,
                under=column.under,
                attrs={part: {"class": column.classes} for part in ("th", "td", "tf") if column.classes},
                orderable=name not in fixed,
                footer="" if foot is None else foot[name],
            ),
        )
        for name, column in columns.items()
    ]
    table = SortableTable(
        InOrder(list(rows)), extra_columns=named, order_by=sort, show_footer=foot is not None
    )
    table.caption = caption
    return table
