"""What a chart says, before anything is drawn.

The picture (SVG) and the explored chart (Plotly) are two drawings of one of these descriptions. Values are
plain numbers, already worked out by a query; every text is already in the reader's words and format.
Nothing here computes a figure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class DotRow:
    """One area on the indicator.

    `lower` and `upper` are the ends of its 95% interval and `interval_text` the same in words
    ("95% interval 94 to 110"). `second_hand`: the figure comes from a press report.
    """

    label: str
    value: float
    text: str
    lower: float | None = None
    upper: float | None = None
    interval_text: str = ""
    href: str = ""
    emphasised: bool = False
    second_hand: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A line to read the rows against, as the England and Wales figure."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class DotChart:
    """Areas on one indicator in one year, drawn in the order of `rows`.

    `finding` is the text alternative: one full sentence that says what the picture shows.
    `when` is the date or year of every row ("31 March 2016").
    """

    title: str
    finding: str
    axis_title: str
    rows: tuple[DotRow, ...]
    reference: Reference | None = None
    source_line: str = ""
    starts_at_zero: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year of one series. `year` is the year of the 31 March that ends the reporting year."""

    year: int
    year_label: str
    value: float
    text: str
    lower: float | None = None
    upper: float | None = None
    second_hand: bool = False
    interval_text: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """The years held for one area, oldest first; years not held are simply absent."""

    label: str
    points: tuple[TrendPoint, ...]
    emphasised: bool = False

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
class TrendChart:
    """An area's indicator over the years, beside its reference.

    `snapshot` says how the years on the axis read: "2016" (31 March 2016) or, for what is counted over a
    reporting year, "2015-16".
    """

    title: str
    finding: str
    axis_title: str
    series: tuple[TrendSeries, ...]
    breaks: tuple[Break, ...] = ()
    source_line: str = ""
    snapshot: bool = True

    @property
    def years(self) -> range:
        """Every year from the first to the last that any series holds; empty when none does."""
        held = [point.year for series in self.series for point in series.points]
        return range(min(held), max(held) + 1) if held else range(0)

    @property
    def breaks_drawn(self) -> tuple[Break, ...]:
        """The breaks that fall between two years of the chart, oldest first."""
        return tuple(
            sorted(
                (
                    item
                    for item in self.breaks
                    if self.years and self.years[0] < item.between <= self.years[-1]
                ),
                key=lambda item: (item.between, item.number),
            )
        )

    def joins(self, series: TrendSeries) -> Iterator[tuple[TrendPoint, TrendPoint, bool]]:
        """Neighbouring points that a line may join, and whether years between them are missing.

        Points on the two sides of a break are never joined: they do not count the same thing.
        """
        for earlier, later in pairwise(series.points):
            if not any(earlier.year < item.between <= later.year for item in self.breaks):
                yield earlier, later, later.year - earlier.year > 1


Chart = DotChart | TrendChart
