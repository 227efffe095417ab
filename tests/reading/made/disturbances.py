"""What printers, years, extractors and OCR do to a report; each by itself, seeded, and fit to be combined.

`PRINTED` change the report; `READ` change the rows of a rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from stats.documents.pages import PageRow
from tests.reading.made import additions, labels, lines, numbers, order
from tests.reading.made.printed import Report

OnReport = Callable[[Report, Random], Report]
OnRows = Callable[[list[PageRow], Random], list[PageRow]]

PRINTED: dict[str, OnReport] = {
    change.__name__: change
    for change in (
        labels.other_labels,
        labels.capitals,
        labels.soft_hyphens,
        labels.no_break_spaces,
        labels.ligatures,
        labels.spaces_lost,
        labels.bullets_and_leaders,
        labels.marks_on_labels,
        labels.colons,
        labels.a_head_unreadable,
        labels.a_title_dropped,
        labels.heads_dropped,
        labels.a_heading_dropped,
        order.rows_in_another_order,
        order.columns_in_another_order,
        order.tables_in_another_order,
        order.heads_after_their_numbers,
        order.turned,
        numbers.odd_dashes,
        numbers.dots_for_dashes,
        numbers.footnote_marks,
        numbers.superscripts_lost,
        numbers.thousands,
        numbers.letters_for_digits,
        numbers.cells_missing,
        numbers.a_printed_error,
        additions.last_years_column,
        additions.last_years_total,
        additions.percentages,
        additions.last_years_tables,
        additions.tables_of_the_nation,
        additions.a_summary_in_front,
        additions.divisions_as_a_list,
        order.tables_over_two_pages,
        numbers.last_year_in_brackets,
        numbers.shares_in_brackets,
        numbers.nil_for_nought,
        labels.letters_confused,
        additions.five_years,
        additions.neighbours,
        additions.a_summary_that_differs,
        additions.changes,
        additions.tables_abreast,
        additions.a_garbled_line,
        additions.labels_in_the_second_column,
    )
}
READ: dict[str, OnRows] = {
    change.__name__: change
    for change in (
        lines.running_heads,
        lines.gaps,
        lines.no_gaps,
        lines.spaces_around,
        lines.labels_on_two_lines,
        lines.markdown,
        lines.labels_stuck_to_numbers,
        lines.numbers_stuck,
    )
}
EVERY = (*PRINTED, *READ)


def disturbed(
    report: Report, names: Sequence[str], *, seed: int
) -> tuple[Report, Callable[[list[PageRow]], list[PageRow]]]:
    """The report with those disturbances, and what is then done to the rows of each rendering.

    Pages are broken last: the part of a table behind the break is printed as the heads before it say.
    """
    for name in sorted(names, key=lambda name: name == "tables_over_two_pages"):
        if name in PRINTED:
            report = PRINTED[name](report, Random(f"{seed} {name}"))

    def change(rows: list[PageRow]) -> list[PageRow]:
        for name in names:
            if name in READ:
                rows = READ[name](rows, Random(f"{seed} {name}"))
        return rows

    return report, change
