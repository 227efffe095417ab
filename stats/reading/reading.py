"""What has been read of a report: cells with the words that they were read from, and what is not sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class AreaNames:
    """How an area may be called. `names` begin with the site's own; its force and other names follow.
    `region` and `country` are where it lies, for totals of several areas; empty where there is none."""

    slug: str
    names: tuple[str, ...]
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """`text` as printed, without the sign of a footnote; empty where the cell is not sure, and then `doubt`
    says why. With a text, `doubt` is what was taken for which reason, for somebody to look at.

    `words` is the row or the sentence that it was read from, with its label; `page` counts from 1, 0 where
    the format has no pages.
    """

    text: str
    page: int
    words: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReportReading:
    """`cells` are by cell id (stats.catalogue.cells), `divisions` the names in the order printed.

    `area` is a slug, empty where it is not certain, and then `areas` are those that may be meant; `year` is
    None where it is not certain. `remarks` are sentences for whoever looks at the draft: printed totals that
    their parts do not make, tables that were expected and not found.
    """

    title: str
    area: str
    areas: tuple[str, ...]
    year: ReportingYear | None
    cells: Mapping[str, ReadCell]
    divisions: Sequence[str] = ()
    remarks: Sequence[str] = ()
