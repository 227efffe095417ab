"""The sources of a sentence."""

from __future__ import annotations

from decimal import Decimal

from stats.analysis.figures import SourceRef
from stats.analysis.values import Value
from stats.presentation.components.cells import sentence_source

REPORT = SourceRef(1, "area report", "Dorset MAPPA report", "https://dorset.example/", published="2015-10")
PRESS = SourceRef(2, "press report", "Echo", "")


def value(*sources: SourceRef) -> Value:
    return Value(Decimal(1), None, sources=sources)


def test_each_source_is_named_once_in_the_order_met() -> None:
    told = sentence_source([value(PRESS), None, value(REPORT, PRESS)])
    assert told == "Source: Echo (press report). Source: Dorset MAPPA report, October 2015 (area report)."


def test_nothing_told_has_no_source() -> None:
    assert sentence_source([None, value()]) == ""
