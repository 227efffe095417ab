"""The data quality page in words: differences, conflicts, rates and notes."""

from __future__ import annotations

from hashlib import blake2s

from stats.queries.reconciliation import Check


def difference_anchor(check: Check) -> str:
    """The id of a difference on the data quality page: `dorset-2014-15-levels_2_and_3-total-3-1f0a`.

    It must be the same next year, so it is made from the printed cell and its source's title and never
    from what the database numbers. The last four characters part two sources, or two measures, whose
    totals stand in one place of a table.
    """
    total = check.finding.rule.total
    apart = "|".join((total.measure, total.division, str(total.years_back), check.source.title))
    parts = (check.area_slug, check.year.label, check.table_code, total.category, total.level)
    return "-".join((*filter(None, parts), blake2s(apart.encode(), digest_size=2).hexdigest()))
