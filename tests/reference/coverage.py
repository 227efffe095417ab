"""What is held of each area and year, recounted from the files of figures."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.figures import preferred, printed

# The best first.
BY_KIND = {
    "area report": "own report",
    "national bulletin": "national tables",
    "parliamentary answer": "national tables",
    "press report": "other source",
}
ORDER = ("own report", "own report in part", "national tables", "other source")


@dataclass(frozen=True)
class Held:
    coverage: str
    figures: int
    own_report_figures: int
    kinds: tuple[str, ...]


def held() -> dict[tuple[str, str], Held]:
    """By area and year; what is not held has no entry."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for (area, _division, year, *_cell), row in preferred().items():
        kinds.setdefault((area, year), []).append(str(row.source_kind))
    own = own_reports()
    found = {}
    for (area, year), of_year in kinds.items():
        codes = {BY_KIND[kind] for kind in of_year}
        if "own report" in codes and (area, year) not in own:
            codes = codes - {"own report"} | {"own report in part"}
        best = min(codes, key=ORDER.index)
        several = tuple(kind for kind in BY_KIND if kind in of_year)
        found[area, year] = Held(best, len(of_year), of_year.count("area report"), several)
    return found


def own_reports() -> set[tuple[str, str]]:
    """The newest year in each report that is held itself, and not as an extract or a copy."""
    rows = printed()
    reports = rows[(rows.source_kind == "area report") & (rows.standing == "")]
    return {
        (str(area), str(of_report.year.max()))
        for (area, _title), of_report in reports.groupby(["area_slug", "source_title"])
    }
