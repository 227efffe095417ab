"""Workbooks of area tables put together at random from ways in which such tables are printed, for tests."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from stats.catalogue.years import ReportingYear
from tests.reading.area_makers import NAMING, REGIONS, SLUGS, Made, Maker, cell

Meaning = tuple[str, ReportingYear]
Y13, Y14 = ReportingYear(2013), ReportingYear(2014)
CATEGORIES = {
    "1": ("Category 1", "Cat 1 RSO", "Category 1: Registered sex offenders", "Cat. 1", "Category 1 (RSOs)"),
    "2": ("Category 2", "Cat 2", "Category 2: Violent offenders", "Cat. 2", "Category 2 – violent offenders"),
    "3": (
        "Category 3",
        "Cat 3",
        "Category 3: Other dangerous offenders",
        "Cat. 3",
        "Category 3 (other dangerous)",
    ),
    "total": ("Total", "All", "Total", "All categories", "Total"),
}
LEVELS = {level: (f"Level {level}", f"L{level}", f"Level {level}", f"LEVEL {level}") for level in "123"} | {
    "total": ("Total", "All levels", "Total", "TOTAL")
}
SPACE, SHARE = "blank", "per cents"
GROUPED = {
    "eligible_offenders": (
        "MAPPA-eligible offenders on 31 March {end}",
        "MAPPA eligible offenders as at 31 March {end}, by area",
        "Number of MAPPA-eligible offenders by category and level, 31 March {end}",
    ),
    "level_2_3_offenders": (
        "Offenders managed at Levels 2 and 3 during the year, {year}",
        "Number of offenders managed at MAPPA level 2 and level 3, {year}",
    ),
    "recall_licence": (
        "Level 2 and 3 offenders returned to custody for breach of licence, {year}",
        "Offenders returned to custody for breach of licence, {year}",
    ),
}
LISTED = {
    cell("sopo"): ("SOPOs", "Sexual offences prevention orders (SOPOs)", "SOPOs imposed"),
    cell("notification_order"): ("NOs", "Notification orders", "Notification Orders imposed"),
    cell("foreign_travel_order"): ("FTOs", "Foreign travel orders", "Foreign Travel Orders (FTOs)"),
    cell("notification_breaches"): (
        "RSOs cautioned or convicted for breach of notification requirements",
        "Breach of notification requirements",
        "Cautioned or convicted for breach of notification requirements",
    ),
    cell("eligible_offenders", "1", "total"): (
        "Registered sexual offenders",
        "RSOs",
        "Number of registered sex offenders",
        "No. of RSOs",
    ),
    cell("rso_rate"): (
        "RSOs per 100,000 population",
        "Registered sexual offenders per 100,000 head of population",
        "RSO rate per 100,000",
    ),
}
STYLES: Sequence[Callable[[int], object]] = (
    lambda n: n,
    lambda n: n,
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "."),
    lambda n: f"{n:,}".replace(",", "\u202f"),
    str,
)


class Disturbed:
    """One table at random, the same for the same seed."""

    def __init__(self, seed: int, *, book: Made | None = None, sheet: str = "Sheet1") -> None:
        self.random = random.Random(seed)
        self.maker = Maker(self.random.choice(list(NAMING)), seed)
        self.book, self.sheet = book or Made(), sheet
        self.rows = self.book.rows(sheet)
        self.signs = self.chance(0.2)

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def note(self, text: str) -> str:
        return text + self.random.choice(("(1)", " (2)", "[note 1]", " [note 12]", "¹", "*"))

    def make(self) -> Made:
        title, heads, meanings = self.random.choice(
            (self.grouped, self.grouped, self.listed, self.of_years)
        )()
        if self.chance(0.2):  # what holds no figure
            heads = [[*line, text] for line, text in zip(heads, ["Population", "", ""], strict=False)]
            meanings = [*meanings, ("", Y14)]
        if self.chance(0.4):
            change = self.random.choice((self.centred, self.spaced, self.with_shares, self.split))
            heads, meanings = change(heads, meanings)
        left = self.random.choice((0, 0, 0, 1, 2))
        self.head(title, heads, left=left)
        self.body(meanings, left=left, heads=heads)
        if self.chance(0.5):
            self.rows += [[], ["Source: made for tests"], ["(1) A note on the table."], ["1", "Another note"]]
        return self.book

    def centred(
        self, heads: list[list[str]], meanings: list[Meaning]
    ) -> tuple[list[list[str]], list[Meaning]]:
        """Heads of several columns in the middle of them."""
        if len(heads) < 2 or "" not in heads[0]:
            return heads, meanings
        starts = [at for at, text in enumerate(heads[0]) if text]
        line = [""] * len(heads[0])
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            line[(start + end - 1) // 2] = heads[0][start]
        return [line, *heads[1:]], meanings

    def spaced(
        self, heads: list[list[str]], meanings: list[Meaning]
    ) -> tuple[list[list[str]], list[Meaning]]:
        """A blank column before each group."""
        new: list[list[str]] = [[] for _ in heads]
        kept: list[Meaning] = []
        for at, meaning in enumerate(meanings):
            if at and heads[0][at]:
                new = [[*line, ""] for line in new]
                kept.append((SPACE, Y14))
            new = [[*line, old[at]] for line, old in zip(new, heads, strict=True)]
            kept.append(meaning)
        return new, kept

    def with_shares(
        self, heads: list[list[str]], meanings: list[Meaning]
    ) -> tuple[list[list[str]], list[Meaning]]:
        """Each column with its per cents beside it."""
        if any(id_.startswith("rso_rate") for id_, _ in meanings):
            return heads, meanings
        new = [[part for text in line for part in (text, "")] for line in heads]
        last = [self.random.choice(("Number", "No.")), self.random.choice(("%", "Per cent"))] * len(meanings)
        return [*new, last], [pair for meaning in meanings for pair in (meaning, (SHARE, Y14))]

    def split(self, heads: list[list[str]], meanings: list[Meaning]) -> tuple[list[list[str]], list[Meaning]]:
        """The lowest heads over two rows where they have two words or more."""
        words = [text.split() for text in heads[-1]]
        first = [" ".join(some[: len(some) // 2]) for some in words]
        rest = [" ".join(some[len(some) // 2 :]) for some in words]
        return ([*heads[:-1], first, rest] if all(first) else heads), meanings

    def grouped(self) -> tuple[str, list[list[str]], list[Meaning]]:
        """Categories over levels, or levels over categories, or one of the two alone."""
        measure = self.random.choice(list(GROUPED))
        levels = ["1", "2", "3"] if measure == "eligible_offenders" else ["2", "3"]
        levels += ["total"] if self.chance(0.7) else []
        categories = ["1", "2", "3"] + (["total"] if self.chance(0.7) else [])
        manner, how = self.random.randrange(5), self.random.randrange(4)
        kind = self.random.choice(
            ("categories over levels", "levels over categories", "categories", "levels", "one row")
        )
        upper = [CATEGORIES[c][manner] for c in categories]
        lower = [LEVELS[level][how] for level in levels]
        title = self.random.choice(GROUPED[measure])
        if kind == "categories":
            return title, [upper], [(cell(measure, c, "total"), Y14) for c in categories]
        if kind == "levels":
            return title, [lower], [(cell(measure, "total", level), Y14) for level in levels]
        by_category = [(cell(measure, c, level), Y14) for c in categories for level in levels]
        if kind == "one row":
            return title, [[f"{c}, {level}" for c in upper for level in lower]], by_category
        if kind == "categories over levels":
            return title, [self.over(upper, len(lower)), lower * len(upper)], by_category
        by_level = [(cell(measure, c, level), Y14) for level in levels for c in categories]
        return title, [self.over(lower, len(upper)), upper * len(lower)], by_level

    def over(self, heads: Sequence[str], width: int) -> list[str]:
        """Heads of merged cells: with blanks beside, or written into each."""
        again = self.chance(0.3)
        return [text if again or n == 0 else "" for text in heads for n in range(width)]

    def listed(self) -> tuple[str, list[list[str]], list[Meaning]]:
        ids = self.random.sample(list(LISTED), self.random.randrange(1, 5))
        heads = [self.random.choice(LISTED[id_]) for id_ in ids]
        title = self.random.choice(
            ("MAPPA statistics by area, {year}", "{year}", "MAPPA, area tables, {year}")
        )
        return title, [heads], [(id_, Y14) for id_ in ids]

    def of_years(self) -> tuple[str, list[list[str]], list[Meaning]]:
        ids = self.random.sample(list(LISTED), self.random.randrange(1, 3))
        years = [ReportingYear(start) for start in range(2011, 2015)]
        labels = [
            self.random.choice((y.label, f"{y.start}/{y.end}", f"{y.start}/{y.end % 100:02}")) for y in years
        ]
        if len(ids) == 1:
            return (
                f"{self.random.choice(LISTED[ids[0]])}, by area",
                [labels],
                [(ids[0], year) for year in years],
            )
        heads = [self.random.choice(LISTED[id_]) for id_ in ids]
        meanings = [(id_, year) for year in years for id_ in ids]
        return "MAPPA statistics by area", [self.over(labels, len(ids)), heads * len(years)], meanings

    def head(self, title: str, heads: list[list[str]], *, left: int) -> None:
        said = title.format(year=Y14.label, end=Y14.end)
        lines = [[self.note(said) if self.chance(0.3) else said]]
        if self.chance(0.4):
            lines.insert(0, ["Multi-agency public protection arrangements"])
        if self.chance(0.4):
            lines[-1][0] = f"Table {self.random.randrange(1, 9)}: {lines[-1][0]}"
        self.blanks(2)
        self.rows.extend(list(line) for line in lines)
        self.blanks(3)
        names = ["Area", "Police force area", "MAPPA area", ""]
        for at, line in enumerate(heads):
            last = at == len(heads) - 1
            label = self.random.choice(names) if last else ""
            self.rows.append(
                [*[""] * left, label, *[self.note(t) if t and self.chance(0.15) else t for t in line]]
            )
        if self.chance(0.2):
            self.rows.append([*[""] * left, "", *["(number)"] * len(heads[-1])])
        self.blanks(2)

    def blanks(self, fewer_than: int) -> None:
        self.rows.extend([] for _ in range(self.random.randrange(fewer_than)))

    def body(self, meanings: Sequence[Meaning], *, left: int, heads: list[list[str]]) -> None:
        first = len(self.rows)
        style = self.random.choice(STYLES)
        regions, totals, marks = self.chance(0.4), self.chance(0.5), self.chance(0.3)
        names, slugs = self.maker.names, list(SLUGS)
        pages = self.chance(0.2)
        if not regions and self.chance(0.5):
            self.random.shuffle(slugs)

        def line(label: str, of: Sequence[str]) -> list[object]:
            sums = [
                style(sum(self.maker.number(slug, year, id_) for slug in of))
                if "." in id_ and "rate" not in id_
                else ""
                for id_, year in meanings
            ]
            return [*[""] * left, label, *sums]

        if totals and self.chance(0.5):
            self.rows.append(line("England and Wales", SLUGS))
        for region, members in REGIONS.items() if regions else [("", slugs)]:
            if region and region != "London":
                self.rows.append(line(f"{region} region", members) if totals else [*[""] * left, region])
            for number, slug in enumerate(members):
                if pages and not region and number == 21:
                    self.rows += [[*[""] * left, "", *heads_line] for heads_line in heads]
                values = [self.value(slug, meaning, style=style, marks=marks) for meaning in meanings]
                before = [region, f"E23{number:06}"][:left]
                name = self.note(names[slug]) if self.chance(0.05) else names[slug]
                self.rows.append([*before, name, *values])
        if totals:
            self.rows.append(line("Total" if not regions else "England and Wales total", SLUGS))
        for number, (id_, _) in enumerate(meanings):
            self.book.columns[self.sheet, first, left + 1 + number] = id_ if "." in id_ else ""

    def value(self, slug: str, meaning: Meaning, *, style: Callable[[int], object], marks: bool) -> object:
        id_, year = meaning
        if id_ == SPACE:
            return ""
        if id_ == SHARE:
            return f"{SLUGS.index(slug) * 2.3:.1f}"
        if not id_:
            return 500_000 + SLUGS.index(slug) * 31_001
        if id_.startswith("rso_rate"):
            text = self.maker.rate(slug, year)
            self.book.figures[slug, year, id_] = text
            return text
        if self.signs and self.chance(0.05):
            self.book.figures[slug, year, id_] = "[x]"
            return ".."
        number = self.maker.number(slug, year, id_)
        self.book.figures[slug, year, id_] = str(number)
        shown = style(number)
        return self.note(str(shown)) if marks and self.chance(0.1) else shown


def disturbed(seed: int) -> Made:
    """One table, or one after another of other figures: on the same sheet, or on a sheet of its own."""
    book = Disturbed(seed).make()
    if seed % 3:
        return book
    other = next(n for n in range(10_000 + seed, 20_000) if not _cells(Disturbed(n).make()) & _cells(book))
    if seed % 2:
        book.rows("Notes").extend([["Notes"], ["..", "not available"], ["Dorset", "a live system"]])
        return Disturbed(other, book=book, sheet="Table 2").make()
    book.rows("Sheet1").extend([[], []])
    return Disturbed(other, book=book).make()


def _cells(book: Made) -> set[str]:
    return {id_ for _, _, id_ in book.figures}
