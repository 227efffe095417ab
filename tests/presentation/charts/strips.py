"""Strips to test on."""

from dataclasses import replace

from stats.presentation.charts.description import DotRow, Reference, StripChart
from tests.presentation.charts import samples

REFERENCE = Reference("England and Wales", 116, "116")


def strip(*rows: DotRow, reference: Reference | None = REFERENCE) -> StripChart:
    return StripChart(
        title="Where Dorset stands: 31 March 2019",
        finding="Dorset's rate, 115, is the fourth lowest of 13 areas, from 93 in Essex to 166 in Cleveland.",
        axis_title="Registered sexual offenders per 100,000 people aged ten and over",
        rows=rows,
        reference=reference,
        source_line="Source: area reports and press reports.",
        when="31 March 2019",
    )


def thirteen() -> StripChart:
    """As published for 2018-19, most from the press."""
    held = {
        "Essex": 93, "Cheshire": 111, "Norfolk": 112, "Kent": 119, "Derbyshire": 127, "Gwent": 142,
        "Durham": 144, "Cumbria": 152, "Lancashire": 159, "Northumbria": 162, "Humberside": 163,
        "Cleveland": 166,
    }  # fmt: skip
    rows = [samples.row(label, value, press=label in {"Kent", "Essex"}) for label, value in held.items()]
    return strip(*rows, samples.row("Dorset", 115, emphasised=True, width=8))


def all_alike() -> StripChart:
    """42 areas within a few of each other: the dots are stacked."""
    rows = [samples.row(label, 110 + (place * 31 % 17) / 2) for place, label in enumerate(samples.AREAS)]
    rows.append(samples.row("Highland", 175, press=True))
    return strip(*(replace(row, emphasised=row.label == "Dorset") for row in rows))


def lowest_itself() -> StripChart:
    rows = [samples.row("Kent", 119), samples.row("Hampshire and Isle of Wight", 121)]
    return strip(samples.row("Dorset", 80, emphasised=True), *rows)


STRIPS = {
    "thirteen": thirteen(),
    "all alike": all_alike(),
    "lowest itself": lowest_itself(),
    "strip of one": strip(samples.row("Dorset", 115, emphasised=True), reference=None),
    "empty strip": strip(),
}
