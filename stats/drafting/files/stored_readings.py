"""A reading as JSON, kept while a file asks for its area or year."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from stats.catalogue.years import ReportingYear
from stats.reading.reading import ReadCell, ReportReading


def reading_stored(reading: ReportReading) -> dict[str, Any]:
    """As JSON: the cells as a list, which keeps their order."""
    return {
        "title": reading.title,
        "area": reading.area,
        "areas": list(reading.areas),
        "year": reading.year.start if reading.year else None,
        "cells": [[id_, asdict(cell)] for id_, cell in reading.cells.items()],
        "divisions": list(reading.divisions),
        "remarks": list(reading.remarks),
    }


def reading_from(stored: dict[str, Any]) -> ReportReading:
    """The reading that `reading_stored` made that of."""
    return ReportReading(
        title=stored["title"],
        area=stored["area"],
        areas=tuple(stored["areas"]),
        year=None if stored["year"] is None else ReportingYear(stored["year"]),
        cells={id_: ReadCell(**cell) for id_, cell in stored["cells"]},
        divisions=tuple(stored["divisions"]),
        remarks=tuple(stored["remarks"]),
    )
