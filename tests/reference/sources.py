"""What a source is called when its figures are cited, straight from data_loads/sources.csv."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from stats.catalogue.years import ReportingYear
from tests.reference import figures

KINDS = {
    "area report": "Area report",
    "national bulletin": "National bulletin",
    "parliamentary answer": "Parliamentary answer",
    "press report": "Press second-hand",
}
PRESS = "press report"
TAGS = {**KINDS, PRESS: "Press report, second-hand"}


class Cited(NamedTuple):
    """`whole` as a person would cite it, `short` as a line beside a number has room for."""

    whole: str
    short: str


@lru_cache(maxsize=1)
def cited() -> dict[tuple[str, str, str], Cited]:
    """By kind, title and address."""
    return {
        (row.kind, row.title, row.url): _cited(row)
        for _number, row in figures._read(figures.DATA / "sources.csv").iterrows()
    }


def of(row: pd.Series) -> Cited:
    """Of a row of figures."""
    return cited()[row.source_kind, row.source_title, row.source_url]


def whole(rows: Iterable[pd.Series]) -> str:
    """`LBC, 30 January 2024 (press report)`, each source once, in the order of the rows."""
    return "; ".join(dict.fromkeys(f"{of(row).whole} ({row.source_kind})" for row in rows))


def _cited(row: pd.Series) -> Cited:
    day, title = dated(row.published), row.title
    parts = [title]
    if row.kind == PRESS and row.publisher and row.publisher.casefold() not in title.casefold():
        parts.append(row.publisher)
    if day and row.published[:4] not in title:
        parts.append(day)
    short = title
    if row.kind == PRESS and row.publisher:
        _before, told, about = title.rpartition(", about ")
        about = f"about {about.partition(' (')[0]}" if told else "date not known"
        short = f"{row.publisher}, {day or about}"
    return Cited(", ".join(parts), short)


def dated(text: str) -> str:
    """`2014`, `November 2014`, `3 November 2014`."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) < 2:
        return text
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    return f"{day.day} {day:%B %Y}" if len(parts) == 3 else f"{day:%B %Y}"


def estimate(year: ReportingYear) -> str:
    """Which estimate the rates of the year divide by."""
    mid_year = year.start - (year.start >= 2022)
    # The ONS did not publish people aged ten and over for mid-2012 (data_loads/populations.csv).
    return (
        f"MAPPA in numbers estimate for mid-{mid_year}"
        if mid_year == 2012
        else f"ONS mid-{mid_year} estimate"
    )


def people(year: ReportingYear) -> str:
    """Whom the rates of the year divide by; nobody knows it for 2007-08 and 2008-09."""
    if year.start <= 2006:
        return "people of all ages"
    return "people" if year.start <= 2008 else "people aged ten and over"
