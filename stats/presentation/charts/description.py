"""What a chart says, before anything is drawn.

The picture (SVG) and the explored chart (Plotly) are two drawings of one of these descriptions. Values are
plain numbers, already worked out by a query; every text is already in the reader's words and format.
Nothing here computes a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

MOST_PICKED = 5


@dataclass(frozen=True, slots=True)
class Chart:
    """What every kind of chart says; what is drawn for each kind stands in `kinds.KINDS`.

    `finding` is the text alternative: one full sentence that says what the picture shows. `axis_title` is the
    unit of the values. `notes` are sentences that go with the picture wherever it is seen: who is left out,
    whose figure is doubted.
    """

    title: str
    finding: str
    axis_title: str
    source_line: str = field(default="", kw_only=True)
    notes: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def all_points(self) -> Sequence[Point]:
        """Every point drawn; empty where nothing is held."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure on a chart; `text` is its value as readers see it.

    `lower` and `upper` are the ends of its 95% interval and `interval_text` the same in words
    ("95% interval 94 to 110"). `second_hand`: the figure comes from a press report. `doubt` is what makes it
    doubtful, in words; empty where nothing does.
    """

    value: float
    text: str
    lower: float | None = None
    upper: float | None = None
    interval_text: str = ""
    href: str = ""
    emphasised: bool = False
    second_hand: bool = False
    doubt: str = ""

    @property
    def has_interval(self) -> bool:
        return self.lower is not None and self.upper is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow(Point):
    """One area on the indicator."""

    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A line to read the rows against, as the England and Wales figure."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class RowsChart(Chart):
    """Areas on one indicator in one year; `when` is the date or year of every row ("31 March 2016")."""

    rows: tuple[DotRow, ...]
    reference: Reference | None = None
    when: str = ""

    @property
    def all_points(self) -> Sequence[DotRow]:
        return self.rows


@dataclass(frozen=True, slots=True)
class DotChart(RowsChart):
    """Each area in a row of its own, drawn in the order of `rows`."""

    starts_at_zero: bool = False


@dataclass(frozen=True, slots=True)
class StripChart(RowsChart):
    """Where areas stand: every area a dot on one line, a few of them named.

    Named are the emphasised area, England and Wales, the lowest and the highest. The rows may come in any
    order.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint(Point):
    """One year of one series. `year` is the year of the 31 March that ends the reporting year."""

    year: int
    year_label: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """The years held for one area, oldest first; years not held are simply absent.

    `emphasised`: the area that the chart is about. `picked`: one of up to five areas that the reader put
    beside it. England and Wales is neither, and quiet. `short` is its name where there is little room.
    """

    label: str
    points: tuple[TrendPoint, ...]
    emphasised: bool = False
    picked: bool = False
    short: str = ""

    def __post_init__(self) -> None:
        if any(later.year <= earlier.year for earlier, later in pairwise(self.points)):
            raise ValueError(
                f"The points of {self.label!r} must go from the oldest year to the newest, once each."
            )


@dataclass(frozen=True, slots=True)
class Break:
    """A change of rules drawn just before the year `between`; `number` points to its reason."""

    between: int
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class TrendChart(Chart):
    """An area's indicator over the years, beside its reference and up to five areas that the reader picked.

    `snapshot` says how the years on the axis read: "2016" (31 March 2016) or, for what is counted over a
    reporting year, "2015-16". `marked` is the year that the page is about, None where it is about all.
    """

    series: tuple[TrendSeries, ...]
    breaks: tuple[Break, ...] = ()
    snapshot: bool = True
    marked: int | None = None

    def __post_init__(self) -> None:
        if len(self.picked) > MOST_PICKED:
            raise ValueError(f"At most {MOST_PICKED} picked areas can be told apart, not {len(self.picked)}.")

    @property
    def all_points(self) -> Sequence[TrendPoint]:
        return [point for series in self.series for point in series.points]

    @property
    def picked(self) -> tuple[TrendSeries, ...]:
        """The areas that the reader picked, in the order of their colours and marks."""
        return tuple(series for series in self.series if series.picked)

    @property
    def years(self) -> range:
        """Every year from the first to the last that any series holds; empty when none does."""
        held = [point.year for point in self.all_points]
        return range(min(held), max(held) + 1) if held else range(0)

    @property
    def marked_point(self) -> TrendPoint | None:
        """What the emphasised series holds for the marked year."""
        own = (point for series in self.series if series.emphasised for point in series.points)
        return next((point for point in own if point.year == self.marked), None)

    @property
    def breaks_drawn(self) -> tuple[Break, ...]:
        """The breaks that fall between two years of the chart, oldest first."""
        drawn = (item for item in self.breaks if item.between in self.years[1:])
        return tuple(sorted(drawn, key=lambda item: (item.between, item.number)))

    def joins(self, series: TrendSeries) -> Iterator[tuple[TrendPoint, TrendPoint, bool]]:
        """Neighbouring points that a line may join, and whether years between them are missing."""
        return joins(series, breaks=self.breaks)


def joins(series: TrendSeries, *, breaks: Iterable[Break]) -> Iterator[tuple[TrendPoint, TrendPoint, bool]]:
    """Neighbouring points that a line may join, and whether years between them are missing.

    Points on the two sides of a break are never joined: they do not count the same thing.
    """
    crossed = {item.between for item in breaks}
    for earlier, later in pairwise(series.points):
        if not any(earlier.year < between <= later.year for between in crossed):
            yield earlier, later, later.year - earlier.year > 1


class Outside(Enum):
    """How far a point of a funnel stands from the middle of the areas, by the limits of the usual spread."""

    NO = ""
    WARNING = "95%"
    ACTION = "99.8%"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint(Point):
    """One area in a funnel. `denominator`, above zero, is what the value is a rate or ratio of.

    `denominator_text` is that in words ("683,000 people aged ten and over"), `comparison` and `spread` the
    two words for the area ("higher than England and Wales", "within what is usual among areas"); they are
    told with the point and may be empty.
    """

    label: str
    denominator: float
    outside: Outside = Outside.NO
    denominator_text: str = ""
    comparison: str = ""
    spread: str = ""


@dataclass(frozen=True, slots=True)
class LimitCurve:
    """One pair of limits, as (denominator, lower, upper) by rising denominator; an upper None is without end.

    `coverage` names it on the plot ("95%"). `adjusted`: those of the usual spread, about the middle of the
    areas; the others are those by chance alone, about the benchmark.
    """

    coverage: str
    adjusted: bool
    ends: tuple[tuple[float, float, float | None], ...]


@dataclass(frozen=True, slots=True)
class FunnelChart(Chart):
    """Areas by the size of their denominator, with the limits about the benchmark and about their `middle`.

    `denominator_title` is what is counted along the other axis.
    """

    denominator_title: str
    points: tuple[FunnelPoint, ...]
    benchmark: Reference | None = None
    middle: Reference | None = None
    curves: tuple[LimitCurve, ...] = ()
    when: str = ""

    def __post_init__(self) -> None:
        for point in self.points:
            if not point.denominator > 0:
                raise ValueError(
                    f"The denominator of {point.label!r} is above zero, not {point.denominator}."
                )

    @property
    def all_points(self) -> Sequence[FunnelPoint]:
        return self.points


@dataclass(frozen=True, slots=True)
class Multiple:
    """One small chart of many. `finding` is its text alternative ("98 in 2015, 122 in 2020")."""

    series: TrendSeries
    finding: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class MultiplesChart(Chart):
    """Areas over the years, each in a small chart of its own, all to one scale and beside one reference."""

    multiples: tuple[Multiple, ...]
    reference: TrendSeries | None = None
    breaks: tuple[Break, ...] = ()
    snapshot: bool = True
