"""The columns of the tidy table: one declaration for every file that is written or read in that shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`name` heads the column in files. `required_on_load` is false where a file that is loaded may leave the
    column out or blank."""

    name: str
    title: str
    description: str
    required_on_load: bool = True


TIDY_COLUMNS = (
    Column("area_slug", "Area code name", "The area's name in web addresses, such as dorset."),
    Column("area_name", "Area", "The MAPPA area's name.", required_on_load=False),
    Column(
        "area_code",
        "GSS code",
        "The area's official code from the Office for National Statistics; London has two, with ; between.",
        required_on_load=False,
    ),
    Column(
        "division",
        "Division",
        "The division (basic police unit) inside the area, as printed; blank for the whole area.",
    ),
    Column("year", "Reporting year", "The reporting year, 1 April to 31 March, such as 2014-15."),
    Column("measure", "Measure code", "The code of what is counted, such as eligible_offenders."),
    Column("measure_title", "Measure", "What is counted, in words.", required_on_load=False),
    Column(
        "basis",
        "Basis",
        "How it is counted: snapshot (as at 31 March), yearly total, rate, or snapshot and yearly total.",
        required_on_load=False,
    ),
    Column(
        "category",
        "Category",
        "1, 2, 3, 4 or total; blank where the measure is not published by category.",
    ),
    Column("level", "Level", "1, 2, 3 or total; blank where the measure is not published by level."),
    Column("value", "Value", "The number as printed; blank where a marker stands in its place."),
    Column(
        "marker",
        "Marker",
        "Why there is no number: z not applicable, c suppressed for confidentiality, x not published or not "
        "available, low rounds to zero but is not zero. Blank beside a value.",
    ),
    Column(
        "source_kind",
        "Kind of source",
        "area report, national bulletin, parliamentary answer or press report.",
    ),
    Column("source_title", "Source", "The title of the document that the number is taken from."),
    Column("source_url", "Link to the source", "The document's web address; blank where it has none."),
    Column(
        "source_page",
        "Page or table",
        "Where in the document the number stands, as far as it is known.",
        required_on_load=False,
    ),
    Column(
        "preferred",
        "Preferred",
        "yes where the site shows this number for the cell; no where a better source gives another.",
        required_on_load=False,
    ),
)


COMPARE_COLUMNS = (
    Column("area_slug", "Area code name", "The area's name in web addresses, such as dorset."),
    Column("area_name", "Area", "The MAPPA area's name."),
    Column("area_code", "GSS code", "The area's official code; London has two, with ; between."),
    Column("year", "Reporting year", "The reporting year, 1 April to 31 March, such as 2014-15."),
    Column("indicator", "Indicator", "What the areas are compared on, such as rso-rate."),
    Column("value", "Value", "As printed where it is printed, else worked out, to three decimals."),
    Column("lower_95", "Lower end", "Of the 95% interval; blank where the count behind it is not held."),
    Column("upper_95", "Upper end", "Of the 95% interval; blank where it is not known or open."),
    Column("numerator", "Numerator", "The count above the line."),
    Column("denominator", "Denominator", "The people or the count below the line; blank for a count."),
    Column("denominator_basis", "Basis of the denominator", "Which estimate or count it is, in words."),
    Column(
        "benchmark",
        "Benchmark",
        "England and Wales as published, else the areas held taken together; blank where neither is known.",
    ),
    Column("comparison", "Comparison", "higher, similar, lower or not compared; blank for a count."),
    Column(
        "rank_low",
        "Highest rank",
        "The best-placed rank, 1 for the highest value, that chance leaves open; blank for a count.",
    ),
    Column("rank_high", "Lowest rank", "The last rank that chance leaves open, among all areas held."),
    Column(
        "marker",
        "Marker",
        "Why there is no number: z, c, x or low; c also where a hidden part leaves only a lower bound. Blank "
        "beside a value.",
    ),
    Column("break", "Break", "What is counted another way from this year on."),
    Column("source_kind", "Kind of source", "Where several sources stand behind a value, with ; between."),
    Column("source_title", "Source", "The titles of the documents."),
    Column("source_url", "Link to the source", "Their web addresses, as far as they have any."),
)
