"""Reporting years in addresses: `2014-15`, and nothing that only looks like one."""

from __future__ import annotations

from stats.catalogue.years import ReportingYear


class ReportingYearConverter:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> ReportingYear:
        return ReportingYear.parse(value)

    def to_url(self, value: ReportingYear | str) -> str:
        return str(value)
