"""Documents in a list and in a sentence."""

from __future__ import annotations

from decimal import Decimal

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.values import Value
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.presentation.components.source_list import given_amounts, sentence_source

REPORT = SourceRef(1, "area report", "Dorset MAPPA report", "https://dorset.example/", published="2015-10")
PRESS = SourceRef(2, "press report", "Echo", "")


def value(*sources: SourceRef) -> Value:
    return Value(Decimal(1), None, sources=sources)


def test_each_source_is_named_once_in_the_order_met() -> None:
    told = sentence_source([value(PRESS), None, value(REPORT, PRESS)])
    assert told == "Source: Echo (press report). Source: Dorset MAPPA report (area report)."


def test_nothing_told_has_no_source() -> None:
    assert sentence_source([None, value()]) == ""


def test_sources_that_agree_stand_together_in_the_order_met() -> None:
    figures = [figure(670, source=REPORT), figure(671, source=PRESS), figure(670, source=PRESS)]
    assert [(given.amount, given.sources) for given in given_amounts(figures)] == [
        (Amount.of(670), (REPORT, PRESS)),
        (Amount.of(671), (PRESS,)),
    ]


def figure(number: int, *, source: SourceRef) -> PublishedFigure:
    cell = CellKey("eligible_offenders", "1", "total")
    return PublishedFigure(
        "dorset", ReportingYear(2014), cell, Amount.of(number), str(number), source, "", preferred=True
    )
