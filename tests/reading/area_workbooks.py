"""Workbooks of area tables in the layouts of publications, made for tests with generated numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stats.catalogue.years import ReportingYear
from tests.reading.area_makers import REGIONS, SLUGS, Y14, Y15, Made, Maker, cell, eligible, put

Layout = Callable[[Made, Maker], None]
LAYOUTS: dict[str, Layout] = {}


def layout(make: Layout) -> Layout:
    LAYOUTS[make.__name__] = make
    return make


def made(name: str, *, naming: str = "own", seed: int = 1) -> Made:
    book = Made()
    LAYOUTS[name](book, Maker(naming, seed))
    return book


@layout
def one_row_of_heads(book: Made, maker: Maker) -> None:
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["Table 1: MAPPA-eligible offenders on 31 March 2015, by area"],
            [],
            ["Area", "Category 1", "Category 2", "Category 3", "Total"],
        ],
        cells=[(eligible(c, "total"), Y14) for c in ("1", "2", "3", "total")],
        after=[[], ["Source: made for tests."], ["1. Numbers are as at 31 March."]],
    )


@layout
def three_rows_of_heads(book: Made, maker: Maker) -> None:
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["MAPPA annual report"],
            ["Table 3: MAPPA-eligible offenders by category and level, as at 31 March 2015"],
            [
                "",
                "Category 1: Registered sex offenders",
                "",
                "",
                "",
                "Category 2: Violent offenders",
                "",
                "",
                "",
            ],
            ["", "Level 1", "Level 2", "Level 3", "Total", "Level 1", "Level 2", "Level 3", "Total"],
            ["Police area", *["(number)"] * 8],
        ],
        cells=[(eligible(c, level), Y14) for c in "12" for level in ("1", "2", "3", "total")],
    )


@layout
def repeated_heads(book: Made, maker: Maker) -> None:
    """A merged cell that a converter has written into each of its cells, and heads again at each page."""
    heads = [
        ["", *["Level 2"] * 3, *["Level 3"] * 3],
        ["Area", *["Category 1", "Category 2", "Category 3"] * 2],
    ]
    cells: list[tuple[str | None, ReportingYear | None]] = [
        (cell("level_2_3_offenders", c, level), Y14) for level in "23" for c in "123"
    ]
    title = [["Offenders managed at Levels 2 and 3 during the year, by category, 2014/15"]]
    put(book, maker, sheet="Sheet1", before=[*title, *heads], cells=cells, slugs=SLUGS[:20])
    columns = dict(book.columns)
    put(book, maker, sheet="Sheet1", before=heads, cells=cells, slugs=SLUGS[20:])
    book.columns = columns


@layout
def years_over_columns(book: Made, maker: Maker) -> None:
    orders = [cell("sopo"), cell("notification_order"), cell("foreign_travel_order")]
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["Orders imposed by the courts, by area"],
            ["", "2013-14", "", "", "2014-15", "", ""],
            ["Area", "SOPOs", "NOs", "FTOs", "SOPOs", "NOs", "FTOs"],
        ],
        cells=[(order, year) for year in (ReportingYear(2013), Y14) for order in orders],
    )


@layout
def columns_are_years(book: Made, maker: Maker) -> None:
    years = [ReportingYear(start) for start in range(2009, 2015)]
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["Registered sexual offenders per 100,000 population, 2009/10 to 2014/15"],
            ["Police force area", *[f"{y.start}/{y.end}" for y in years]],
        ],
        cells=[(cell("rso_rate"), year) for year in years],
    )


@layout
def regions_and_totals_between(book: Made, maker: Maker) -> None:
    ids = [eligible(c, "total") for c in ("1", "2", "3", "total")]
    rows = book.rows("Sheet1")
    rows += [
        ["Table 2  MAPPA-eligible offenders on 31 March 2015"],
        ["Region / area", "Category 1 RSO", "Category 2", "Category 3", "All categories"],
    ]
    first = len(rows)

    def total(name: str, slugs: Sequence[str]) -> list[object]:
        return [name, *[f"{sum(maker.number(slug, Y14, id_) for slug in slugs):,}" for id_ in ids]]

    rows.append(total("England and Wales", SLUGS))
    for region, slugs in REGIONS.items():
        rows.append(total(region, slugs))
        for slug in slugs:
            if slug == "london":  # the region's row is the area's
                rows.pop()
            rows.append([f"  {maker.names[slug]}", *[f"{maker.number(slug, Y14, id_):,}" for id_ in ids]])
            for id_ in ids:
                book.figures[slug, Y14, id_] = str(maker.number(slug, Y14, id_))
    for number, id_ in enumerate(ids):
        book.columns["Sheet1", first, 1 + number] = id_


@layout
def region_in_a_column_of_its_own(book: Made, maker: Maker) -> None:
    region = {slug: name for name, slugs in REGIONS.items() for slug in slugs}
    first = {slugs[0] for slugs in REGIONS.values()}
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["RSOs cautioned or convicted for breach of notification requirements, 2014-15"],
            ["Region", "Code", "Area", "Number"],
        ],
        left=lambda slug: [region[slug] if slug in first else "", f"E2300{SLUGS.index(slug):04}"],
        cells=[(cell("notification_breaches"), Y14)],
        after=[
            ["Total", "", "", sum(maker.number(slug, Y14, cell("notification_breaches")) for slug in SLUGS)]
        ],
    )


@layout
def notes_in_heads_and_cells(book: Made, maker: Maker) -> None:
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            ["Level 2 and 3 offenders returned to custody, 2014-15 (1)"],
            ["", "Breach of licence(2)", "", "", "Breach of SOPO [note 3]", "", ""],
            ["Area", "Level 2", "Level 3", "Total¹", "Level 2", "Level 3", "Total (1)"],
        ],
        cells=[
            (cell(measure, "total", level), Y14)
            for measure in ("recall_licence", "custody_order_breach")
            for level in ("2", "3", "total")
        ],
        written=lambda number: (
            f"{number} (1)" if number == 17 else f"{number:,}[note 2]" if number > 2000 else number
        ),
        name=lambda name: (
            f"{name}(2)" if name.startswith(("D", "W")) else f"{name}¹" if name[0] == "L" else name
        ),
        after=[["(1) Made for tests."], ["2", "A note in two cells."], ["[note 3] Orders."]],
    )


@layout
def several_tables_on_a_sheet(book: Made, maker: Maker) -> None:
    for code, title in (
        ("sopo", "SOPOs imposed, 2014-15"),
        ("notification_order", "Notification orders imposed, 2014-15"),
    ):
        put(
            book,
            maker,
            sheet="Sheet1",
            before=[[], [title], ["Area", "Number"]],
            cells=[(cell(code), Y14)],
            after=[["Source: made"], []],
        )
    # Two halves beside one another.
    heads: list[object] = ["Area", "RSOs", "", "Area", "RSOs"]
    rows = book.rows("Sheet1")
    rows += [["Registered sexual offenders, 31 March 2015"], heads]
    first, id_ = len(rows), eligible("1", "total")
    for one, two in zip(SLUGS[:21], SLUGS[21:], strict=True):
        row: list[object] = []
        for slug in (one, two):
            number = maker.number(slug, Y14, id_)
            book.figures[slug, Y14, id_] = str(number)
            row += [maker.names[slug], number, ""]
        rows.append(row)
    book.columns["Sheet1", first, 1] = id_
    book.columns["Sheet1", first, 4] = id_


@layout
def several_sheets(book: Made, maker: Maker) -> None:
    book.rows("Contents").extend([["Contents"], ["Table 1", "Eligible offenders"], ["Table 2", "Orders"]])
    put(
        book,
        maker,
        sheet="Table 1",
        before=[
            ["Table 1"],
            ["MAPPA-eligible offenders by level on 31 March 2015"],
            [],
            ["", "Level"],
            ["Area", "1", "2", "3", "Total"],
        ],
        cells=[(eligible("total", level), Y14) for level in ("1", "2", "3", "total")],
    )
    put(
        book,
        maker,
        sheet="Table 2",
        before=[
            ["Table 2: Serious further offences, 2014-15"],
            [],
            ["", "Charged", "", ""],
            ["Area", "Category 1", "Category 2", "Category 3"],
        ],
        cells=[(cell("sfo_charged", c, "total"), Y14) for c in "123"],
    )
    book.rows("Notes").extend([["Notes"], ["Dorset", "counts from a live system"], ["..", "not available"]])


@layout
def of_a_newspaper(book: Made, maker: Maker) -> None:
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[
            [
                "Force",
                "Registered sex offenders 2014-15",
                "RSOs per 100,000 people, 2014-15",
                "Population",
                "Rank",
                "% change",
            ]
        ],
        cells=[(eligible("1", "total"), Y14), (cell("rso_rate"), Y14)],
        extra=lambda slug: [
            600_000 + SLUGS.index(slug) * 31_007,
            SLUGS.index(slug) + 1,
            f"{SLUGS.index(slug) / 7:.1f}%",
        ],
    )
    for number in (3, 4, 5):
        book.columns["Sheet1", 1, number] = ""


@layout
def rows_by_year(book: Made, maker: Maker) -> None:
    """An area and a year in each row."""
    rows = book.rows("Sheet1")
    rows += [["area", "year", "Registered sexual offenders"]]
    id_ = eligible("1", "total")
    for slug in SLUGS:
        for year in (Y14, Y15):
            number = maker.number(slug, year, id_)
            book.figures[slug, year, id_] = str(number)
            rows.append([maker.names[slug], year.label, number])
    book.columns["Sheet1", 1, 1] = "year"
    book.columns["Sheet1", 1, 2] = id_


@layout
def nothing_says_of_what(book: Made, maker: Maker) -> None:
    """Heads that fit two measures: each has to be asked."""
    put(
        book,
        maker,
        sheet="Sheet1",
        before=[["MAPPA in 2014-15"], ["Area", "Level 2", "Level 3", "Total"]],
        cells=[(cell("level_2_3_offenders", "total", level), Y14) for level in ("2", "3", "total")],
    )
    book.columns = dict.fromkeys(book.columns)
