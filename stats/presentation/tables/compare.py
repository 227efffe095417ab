"""The compare page's table. It shows rows in the order the query gave, which its CSV shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableListData

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
_WORDS = {"td": {"class": "words"}, "th": {"class": "words"}}


@dataclass(frozen=True, slots=True)
class CompareCells:
    """One area's cells, each as it is read."""

    area: SafeString
    value: SafeString
    interval: str
    numerator: str
    denominator: str
    comparison: SafeString
    rank: str
    source: SafeString


class InOrder(TableListData):
    """Rows that the query has put in order already."""

    def order_by(self, aliases: object) -> None:
        """Leave them so: `?sort=` was answered by the query."""


class CompareTable(tables.Table):
    area = tables.Column(verbose_name=_("Area"))
    value = tables.Column(attrs=_NUMBER)
    interval = tables.Column(verbose_name=_("95% interval"), attrs=_NUMBER, orderable=False)
    numerator = tables.Column(attrs=_NUMBER)
    denominator = tables.Column(attrs=_NUMBER)
    comparison = tables.Column(verbose_name=_("Against England and Wales"), attrs=_WORDS, orderable=False)
    rank = tables.Column(verbose_name=_("Rank, highest first"), attrs=_WORDS, orderable=False)
    source = tables.Column(verbose_name=_("Source"), attrs=_WORDS)

    class Meta:
        template_name = "stats/components/table2.html"
        orderable = True


def compare_table(
    rows: Sequence[CompareCells],
    *,
    heads: Mapping[str, str | Promise],
    leave_out: Sequence[str],
    sort: str,
    caption: str,
) -> CompareTable:
    """The table, with the heads of this indicator's columns and without those that it has no use for."""
    table = CompareTable(InOrder(list(rows)), order_by=sort, exclude=tuple(leave_out))
    for name, head in heads.items():
        if name not in leave_out:
            table.columns[name].column.verbose_name = head
    table.caption = caption
    return table
