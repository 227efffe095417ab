"""Filters that turn what queries return into text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template

from stats.calculations.amounts import Amount, Marker
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear, Span


@pytest.mark.parametrize(
    ("filtered", "value", "text"),
    [
        ("number", 1471, "1,471"),
        ("number", Decimal("101.5"), "102"),
        ("amount", Amount.of(670), "670"),
        ("amount", Amount.marked(Marker.SUPPRESSED), "[c]"),
        ("partial_date", "2014-11", "November 2014"),
        ("partial_date", "", ""),
        ("span", Span(ReportingYear(2015), None), "from 2015-16"),
        (
            "place_in_table",
            CellKey("sopo", "", "", "Poole"),
            "Sexual offences prevention orders (SOPOs) imposed, Poole",
        ),
    ],
)
def test_each_says_its_value(filtered: str, value: object, text: str) -> None:
    template = Template("{% load numbers %}{{ value|" + filtered + " }}")
    assert template.render(Context({"value": value})) == text
