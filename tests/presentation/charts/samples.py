"""Charts to test on: real-looking numbers, and the shapes that break a careless drawing."""

from collections.abc import Iterable
from dataclasses import replace

from stats.presentation.charts.description import (
    Break,
    Chart,
    DotChart,
    DotRow,
    Reference,
    TrendChart,
    TrendPoint,
    TrendSeries,
)

AREAS = (
    "Avon and Somerset",
    "Bedfordshire",
    "Cambridgeshire",
    "Cheshire",
    "Cleveland",
    "Cumbria",
    "Derbyshire",
    "Devon and Cornwall",
    "Dorset",
    "Durham",
    "Dyfed-Powys",
    "Essex",
    "Gloucestershire",
    "Greater Manchester",
    "Gwent",
    "Hampshire and Isle of Wight",
    "Hertfordshire",
    "Humberside",
    "Kent",
    "Lancashire",
    "Leicestershire and Rutland",
    "Lincolnshire",
    "London",
    "Merseyside",
    "Norfolk",
    "North Wales",
    "North Yorkshire",
    "Northamptonshire",
    "Northumbria",
    "Nottinghamshire",
    "South Wales",
    "South Yorkshire",
    "Staffordshire",
    "Suffolk",
    "Surrey",
    "Sussex",
    "Thames Valley",
    "Warwickshire",
    "West Mercia",
    "West Midlands",
    "West Yorkshire",
    "Wiltshire",
)


def row(
    label: str, value: float, *, width: float = 9, emphasised: bool = False, press: bool = False
) -> DotRow:
    return DotRow(
        label=label,
        value=value,
        text=f"{value:g}",
        lower=value - width,
        upper=value + width,
        interval_text=f"95% interval {value - width:g} to {value + width:g}",
        href=f"/areas/{label.lower().replace(' ', '-')}/2018-19/",
        emphasised=emphasised,
        second_hand=press,
    )


def all_areas() -> DotChart:
    """42 areas between 80 and 196, the span of the published rates."""
    values = [196 - 116 * place / 41 for place in range(42)]
    rows = (
        row(label, round(value), emphasised=label == "Dorset", press=place % 4 == 0)
        for place, (label, value) in enumerate(zip(AREAS, values, strict=True))
    )
    return DotChart(
        title="Registered sexual offenders per 100,000 people, 31 March 2019",
        finding="The rates of 42 areas go from 80 in Wiltshire to 196 in Avon and Somerset.",
        axis_title="Per 100,000 people aged ten and over",
        rows=tuple(rows),
        reference=Reference("England and Wales", 116, "116"),
        source_line="Source: area reports. MAPPA in numbers, 20 November 2026.",
        when="31 March 2019",
    )


def point(year: int, value: float, *, width: float | None = None, press: bool = False) -> TrendPoint:
    lower, upper = (None, None) if width is None else (value - width, value + width)
    return TrendPoint(
        year=year,
        year_label=f"{year - 1}-{year % 100:02d}",
        value=value,
        text=f"{value:,g}",
        lower=lower,
        upper=upper,
        second_hand=press,
        interval_text="" if width is None else f"95% interval {lower:g} to {upper:g}",
    )


def trend(*series: TrendSeries, breaks: Iterable[Break] = (), snapshot: bool = True) -> TrendChart:
    return TrendChart(
        title="Registered sexual offenders per 100,000 people: Dorset",
        finding="The rate in Dorset rose from 98 in 2015 to 122 in 2020.",
        axis_title="Per 100,000 people aged ten and over, on 31 March",
        series=series,
        breaks=tuple(breaks),
        source_line="Source: area reports and press reports. MAPPA in numbers, 20 November 2026.",
        snapshot=snapshot,
    )


def dorset(breaks: Iterable[Break] = ()) -> TrendChart:
    """As published: 2015 and 2016 from area reports, 2019 and 2020 from the press, nothing held between."""
    return trend(
        TrendSeries(
            "England and Wales",
            tuple(
                point(year, value)
                for year, value in (
                    (2014, 92),
                    (2015, 98),
                    (2016, 104),
                    (2017, 108),
                    (2019, 116),
                    (2022, 126),
                )
            ),
        ),
        TrendSeries(
            "Dorset",
            (
                point(2015, 98, width=7),
                point(2016, 102, width=8),
                point(2019, 115, width=8, press=True),
                point(2020, 122, width=8, press=True),
            ),
            emphasised=True,
        ),
        breaks=breaks,
    )


REASONS = (
    "Category 2 leaves out people in custody from 2003-04.",
    "Until 2007-08 categories 2 and 3 are counted over the year; from 2008-09 all are snapshots on 31 March.",
    "The basis of serious further offences changed in 2008-09.",
)


def quarter_century() -> TrendChart:
    """25 years, two close lines, three breaks of which two fall together, a name that needs two lines."""
    national = tuple(point(year, 20 + (year - 2000) * 4) for year in range(2000, 2025))
    local = tuple(
        point(year, 18 + (year - 2000) * 4 + (year % 3) * 4, width=8, press=year % 5 == 0)
        for year in range(2000, 2025)
        if year not in {2006, 2013, 2014}
    )
    return trend(
        TrendSeries("England and Wales", national),
        TrendSeries("Hampshire and Isle of Wight", local, emphasised=True),
        breaks=(Break(2004, 1, REASONS[0]), Break(2009, 2, REASONS[1]), Break(2009, 3, REASONS[2])),
        snapshot=False,
    )


def picked() -> TrendChart:
    """Five areas beside one, most ending close together, one early, one of a single year, a break."""
    ends = (("Hampshire and Isle of Wight", 4), ("Essex", -18), ("Avon and Somerset", 5), ("Cleveland", 52))
    others = tuple(
        TrendSeries(
            label,
            tuple(
                point(year, 96 + (year - 2012) * 3 + more + (year % 3), press=year == 2019)
                for year in range(2012 + place, 2023 - (3 if label == "Essex" else 0))
                if year != 2017
            ),
            picked=True,
        )
        for place, (label, more) in enumerate(ends)
    )
    chart = dorset((Break(2016, 1, REASONS[0]),))
    return trend(
        *chart.series,
        *others,
        TrendSeries("Kent", (point(2021, 124),), picked=True),
        breaks=chart.breaks,
    )


def marked(year: int) -> TrendChart:
    """The page of one year, between a break before it and one after it."""
    chart = dorset((Break(2015, 1, REASONS[0]), Break(2018, 2, REASONS[1])))
    national, own = chart.series
    return replace(chart, series=(replace(national, short="E&W"), own), marked=year)


def one_point() -> TrendChart:
    return trend(TrendSeries("Dorset", (point(2016, 62),), emphasised=True))


def zeros() -> TrendChart:
    held = tuple(point(year, 0) for year in (2014, 2015, 2016))
    return trend(TrendSeries("Dorset", held, emphasised=True), TrendSeries("England and Wales", ()))


def nothing() -> TrendChart:
    return trend(TrendSeries("Dorset", (), emphasised=True))


def all_equal() -> DotChart:
    rows = tuple(DotRow(label=label, value=5.0, text="5") for label in ("Dorset", "Essex", "Kent"))
    return DotChart("Notification orders", "Three areas made five each.", "Number", rows)


def no_rows() -> DotChart:
    return DotChart("Notification orders", "No area's figure is held.", "Number", ())


CHARTS: dict[str, Chart] = {
    "all areas": all_areas(),
    "dorset": dorset(),
    "quarter century": quarter_century(),
    "picked": picked(),
    "marked": marked(2016),
    "one point": one_point(),
    "zeros": zeros(),
    "nothing": nothing(),
    "all equal": all_equal(),
    "no rows": no_rows(),
}
