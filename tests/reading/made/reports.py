"""Five reports with the figures that ship, in tables labelled as those reports label them.

Figures, labels and heads are facts of the published reports; the sentences around them are the tests' own.
How Greater Manchester heads its further tables is not held: their heads here are the catalogue's.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from tests.reading.made import prose
from tests.reading.made.printed import Block, Cell, Prose, Report, Row, Table

FIGURES = Path(__file__).parents[3] / "data_loads/figures/area_reports"
NAMES = (
    "dorset-2014-15",
    "dorset-2015-16",
    "cambridgeshire-2014-15",
    "greater-manchester-2014-15",
    "derbyshire-2005-06",
)
CATEGORIES = {
    "1": "Category 1: Registered sex offenders",
    "2": "Category 2: Violent offenders",
    "3": "Category 3: Other dangerous offenders",
    "total": "Total",
}
LEVELS = {"1": "Level 1", "2": "Level 2", "3": "Level 3", "total": "Total"}
POLICE = {
    "dorset": ("Dorset", "Dorset Police"),
    "cambridgeshire": ("Cambridgeshire", "Cambridgeshire Constabulary"),
    "greater-manchester": ("Greater Manchester", "Greater Manchester Police"),
    "derbyshire": ("Derbyshire", "Derbyshire Constabulary"),
}


@cache
def figures(name: str) -> Mapping[str, str]:
    """What was published, by cell id: a number, or `-`."""
    year = ReportingYear.parse(name[-7:])
    found = {}
    with (FIGURES / f"area-report-{name}.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            back = year.start - ReportingYear.parse(line["year"]).start
            key = CellKey(line["measure"], line["category"], line["level"], line["division"], back)
            found[cell_id(key)] = line["value"] if not line["marker"] else "-"
    return found


@cache
def report(name: str) -> Report:
    year = ReportingYear.parse(name[-7:])
    area = name[:-8]
    place, police = POLICE[area]
    title = f"{place} MAPPA Annual Report {year.start}-{year.end}"
    cover = Prose(title, (f"Multi-Agency Public Protection Arrangements in {place}", police))
    contents = Prose("Contents", prose.CONTENTS)
    tables = _derbyshire(figures(name)) if area == "derbyshire" else _template(figures(name), year)
    half = next(n for n, table in enumerate(tables) if table.title.startswith(("Level 2 and 3", "Offenders")))
    around = prose.before(place, police, year)
    pages: list[tuple[Block, ...]] = [(cover, contents), *((block,) for block in around)]
    for first, last in ((0, half), (half, half + 2), (half + 2, half + 3), (half + 3, None)):
        if some := tables[first:last]:
            pages.append((Prose("MAPPA Statistics"), *some))
    pages += [(block,) for block in prose.after(place, year)]
    if area == "derbyshire":
        pages.append((prose.national(), *_national()))
    return Report(area, year, title, tuple(pages))


def _cell(held: Mapping[str, str], key: CellKey) -> Cell:
    text = held.get(cell_id(key))
    return Cell("") if text is None else Cell(text, cell_id(key), text)


def _by_level(
    held: Mapping[str, str],
    measure: str,
    levels: Sequence[str],
    categories: Sequence[str] = tuple(CATEGORIES),
) -> tuple[Row, ...]:
    return tuple(
        Row(LEVELS[level], tuple(_cell(held, CellKey(measure, category, level)) for category in categories))
        for level in levels
    )


def _list(held: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(Row(label, (_cell(held, CellKey(measure)),)) for measure, label in labels.items())


def _template(held: Mapping[str, str], year: ReportingYear) -> list[Table]:
    """The national template of 2014-15, and of 2015-16 with its new orders."""
    heads = tuple(CATEGORIES.values())
    new = year.start >= 2015
    breaches = {
        "notification_breaches": "RSOs cautioned or convicted for breach of notification requirements"
    }
    if new:
        breaches["lifetime_notification_revoked"] = (
            "RSOs who have had their life time notification revoked on application"
        )
        imposed = "SHPOs, SHPOs with foreign travel restriction & NOs imposed by the courts"
        orders = {
            "shpo": "SHPO",
            "shpo_foreign_travel": "SHPO with foreign travel restriction",
            "notification_order": "NOs",
            "sro_breach_notification": "Number of people who became subject to notification requirements "
            "following a breach(es) of a Sexual Risk Order (SRO)",
        }
    else:
        imposed = "SOPOs, NOs & FTOs imposed by the courts"
        orders = {"sopo": "SOPOs", "notification_order": "NOs", "foreign_travel_order": "FTOs"}
    below = ("2", "3", "total")
    returned = (
        Row("Breach of licence"),
        *_by_level(held, "recall_licence", below),
        Row("Breach of SHPO" if new else "Breach of SOPO"),
        *_by_level(held, "custody_order_breach", below),
    )
    rate = {"rso_rate": "Total number of Registered Sexual Offenders per 100,000 population"}
    tables = [
        Table(
            f"MAPPA-eligible offenders on 31 March {year.end}",
            heads,
            _by_level(held, "eligible_offenders", tuple(LEVELS)),
        ),
        Table(
            "MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)",
            heads,
            _by_level(held, "level_2_3_offenders", below),
        ),
        Table("", (), _list(held, breaches)),
        Table("Restrictive orders for Category 1 offenders", (), (Row(imposed), *_list(held, orders))),
        Table("Level 2 and 3 offenders returned to custody", heads, returned),
        Table("", (), _list(held, rate)),
    ]
    if any(key.startswith("sfo_") for key in held):
        tables += [_divisions(held, "Registered Sexual Offenders by division"), *_further(held, year)]
    return tables


def _divisions(held: Mapping[str, str], title: str) -> Table:
    rows = []
    for key, text in held.items():
        measure, category, level, division = key[: -len(".0")].split(".", 3)
        if division:
            rows.append(
                Row(division, (Cell(text, cell_id(CellKey(measure, category, level, division)), text),))
            )
    return Table(title, (), tuple(rows))


def _further(held: Mapping[str, str], year: ReportingYear) -> list[Table]:
    """Serious further offences, a category as a heading with its levels below; and the reviews."""
    columns = {
        f"Charged {year.label}": ("sfo_charged", 0),
        f"Charged {year.back(1).label}": ("sfo_charged", 1),
        f"Still charged {year.back(1).label}": ("sfo_still_charged_31_march", 1),
        "Convicted": ("sfo_convicted", 0),
        f"Outstanding at 31 March {year.end}": ("sfo_outstanding_31_march", 0),
        "Other outcome": ("sfo_other_outcome", 0),
    }
    rows = []
    for category in ("1", "2", "3"):
        rows.append(Row(f"Category {category}"))
        for level in ("1", "2", "3") if category != "3" else ("2", "3"):
            places = (CellKey(m, category, level, years_back=back) for m, back in columns.values())
            rows.append(Row(LEVELS[level], tuple(_cell(held, place) for place in places)))
    categories = ("1", "2", "3")
    return [
        Table("Serious further offences", tuple(columns), tuple(rows)),
        Table(
            "Serious case reviews",
            tuple(CATEGORIES[category] for category in categories),
            _by_level(held, "serious_case_reviews", ("2", "3"), categories),
        ),
    ]


def _derbyshire(held: Mapping[str, str]) -> list[Table]:
    """2005-06: a list, category by category, then one table of two levels."""
    divisions = _divisions(held, "The number of RSO's living in the area on 31 March 2006")
    total = _cell(held, CellKey("eligible_offenders", "1", "total"))
    first = {
        "rso_rate": "The number of RSO's per 100,000 head of population",
        "notification_breaches": "The number of RSO's having a registration requirement who were either "
        "cautioned or convicted for breaches of requirements",
        "sopo_applied": "The number of: Sexual Offences Prevention Orders applied for",
        "sopo_interim": "Interim SOPO's granted",
        "sopo": "Full SOPO's imposed",
        "notification_order_applied": "Notification Orders applied for",
        "notification_order_interim": "Interim Notification Orders granted",
        "notification_order": "Full Notification Orders imposed",
        "foreign_travel_order_applied": "Foreign Travel orders applied for",
        "foreign_travel_order": "FTO's imposed",
    }
    second, third = (_cell(held, CellKey("eligible_offenders", category, "total")) for category in "23")
    managed = {"Category 1 RSO": "1", "Category 2 V&O": "2", "Category 3 Oth O": "3", "Total": "total"}
    cases = {
        "Returned to custody for breach of a Licence": "recall_licence",
        "Returned to custody for breach of a Restraining Order or Sexual offences Prevention Order": (
            "custody_order_breach"
        ),
        "Charged with a serious sexual or violent offence": "sfo_charged",
    }

    def levels(measure: str, category: str) -> tuple[Cell, ...]:
        return tuple(_cell(held, CellKey(measure, category, level)) for level in "32")

    return [
        Table("Category 1: Registered Sex Offenders (RSO's)", (), ()),
        Table(divisions.title, (), (*divisions.rows, Row("Total", (total,)))),
        Table("", (), _list(held, first)),
        Table(
            "Category 2: Violent Offenders and Other Sexual Offenders (VSOs)",
            (),
            (
                Row("The number of violent offenders and other sexual offenders"),
                Row(
                    "(as defined by section 327 (3), (4) & (5) of the Criminal Justice Act 2003) "
                    "living in the area",
                    (second,),
                ),
            ),
        ),
        Table(
            "Category 3: Other Offenders (Oth O)",
            (),
            (
                Row("The number of 'other offenders'"),
                Row("(as defined by section 325 (2) (b) of the Criminal Justice Act 2003)", (third,)),
            ),
        ),
        Table(
            "Offenders managed through Level 3 (MAPPP) & Level 2 (local inter-agency risk strategy meetings)",
            ("Level 3", "Level 2"),
            (
                Row("The number of offenders in:"),
                *(Row(label, levels("level_2_3_offenders", category)) for label, category in managed.items()),
                Row("Number of cases managed:"),
                *(Row(label, levels(measure, "total")) for label, measure in cases.items()),
            ),
        ),
    ]


def _national() -> list[Table]:
    """England and Wales, national overview 2001-06, Tables 1, 2 and 5: never the area's own."""

    def table(title: str, heads: Sequence[str], *rows: str) -> Table:
        parted = (row.split("|") for row in rows)
        return Table(
            title, tuple(heads), tuple(Row(r[0], tuple(map(Cell, r[1:]))) for r in parted), own=False
        )

    first, second = "1 Registered Sex Offenders (RSO)", "2 Violent offenders and other sex offenders"
    return [
        table(
            "Table 1 Total number of MAPPA offenders in the community",
            ("2002-03", "2003-04", "2004-05", "2005-06"),
            f"{first}|21513|24572 14.22%|28994 18%|29973 3.38%",
            f"{second}|29594|12754* -56.9%|12662 -0.72%|14317 13.07%",
            "3 Other offenders|1802|2166 20.2%|2936 35.55%|3363 14.54%",
            "Total|52909|39492 -25.36%|44592 12.91%|47653 6.86%",
        ),
        table(
            "Table 2 Breakdown of level 2 and level 3 MAPPA offenders for 2005/6",
            ("Level 2", "Level 3", "Total"),
            f"{first}|6014 12.62%|580 1.22%|6594 13.84%",
            f"{second}|4280 8.98%|506 1.06%|4786 10.04%",
            "3 Other offenders|2211 4.64%|192 0.4%|2403 5.04%",
            "Total|12505 26.24%|1278 2.68%|13783 28.92%",
        ),
        table(
            "Table 5 Outcome measures: RSO arrests & Sex Offences Act Civil Orders",
            ("Offenders 2004-05", "Offenders 2005-06"),
            "1 Registered Sex Offenders (RSO) charged/cautioned|993|1295 30.41%",
            "2 Sexual offences prevention orders (SOPOs) granted|503|933 85.49%",
            "3 Notification Orders (NOs) granted|22|39 77.27%",
            "4 Foreign Travel Orders (FTOs) granted|1|1 0%",
            "Total|526|973 84.98%",
        ),
    ]
