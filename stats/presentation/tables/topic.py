"""A topic's indicators side by side. It shows rows in the order the query gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stats.presentation.tables.compare import InOrder

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}, "tf": {"class": "number"}}
_WORDS = {"td": {"class": "words"}, "th": {"class": "words"}, "tf": {"class": "words"}}


@dataclass(frozen=True, slots=True)
class TopicColumn:
    """One indicator's column; `name` is what `?sort=` calls it."""

    name: str
    head: str


@dataclass(frozen=True, slots=True)
class TopicCells:
    """One area's cells: its name, a cell for each column in their order, and where they come from."""

    area: SafeString
    values: tuple[SafeString, ...]
    source: SafeString

    def by_name(self, columns: Sequence[TopicColumn]) -> dict[str, SafeString]:
        cells = {column.name: cell for column, cell in zip(columns, self.values, strict=True)}
        return {"area": self.area, **cells, "source": self.source}


class TopicTable(tables.Table):
    class Meta:
        template_name = "stats/components/table2.html"


def topic_table(
    rows: Sequence[TopicCells],
    *,
    columns: Sequence[TopicColumn],
    nation: TopicCells | None,
    sort: str,
) -> TopicTable:
    """Areas as rows, the indicators as columns, England and Wales in the table's foot."""
    foot = nation.by_name(columns) if nation is not None else {}
    heads = [("area", _("Area"), {}), *((one.name, one.head, _NUMBER) for one in columns)]
    named = [
        (name, tables.Column(verbose_name=head, attrs=attrs, footer=foot.get(name, "")))
        for name, head, attrs in heads
    ]
    source = tables.Column(
        verbose_name=_("Source"), attrs=_WORDS, orderable=False, footer=foot.get("source", "")
    )
    return TopicTable(
        InOrder([row.by_name(columns) for row in rows]),
        extra_columns=[*named, ("source", source)],
        order_by=sort,
        show_footer=nation is not None,
    )
