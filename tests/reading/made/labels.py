"""Disturbances of titles, heads and labels: the wording of other years, and what extractors do to letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from tests.reading.made.printed import Report, Table
from tests.reading.made.walking import on_labels, on_tables

VARIANTS: Mapping[str, Sequence[str]] = {
    "Category 1: Registered sex offenders": (
        "Category 1 - Registered Sexual Offenders",
        "Cat 1 RSO",
        "RSOs",
        "Category 1 RSO's",
        "Category One: Registered sex offenders",
        "Registered sex offenders (Category 1)",
        "Cat. 1: Sexual Offenders",
        "Category 1",
    ),
    "Category 2: Violent offenders": (
        "Category 2 - Violent Offenders",
        "Cat 2",
        "Violent offenders",
        "Category 2 Violent & other sexual offenders",
        "Category Two: Violent offenders",
        "Violent offenders (Category 2)",
        "Cat. 2: Violent",
        "Category 2",
    ),
    "Category 3: Other dangerous offenders": (
        "Category 3 - Other Dangerous Offenders",
        "Cat 3",
        "Other dangerous offenders",
        "Category 3 Other offenders",
        "Category Three: Other dangerous offenders",
        "Other dangerous offenders (Category 3)",
        "Cat. 3: Other Dangerous",
        "Category 3",
    ),
    "SOPOs": (
        "SOPO's",
        "Sexual Offences Prevention Orders",
        "SOPO",
        "Sexual Offences Prevention Orders (SOPOs)",
    ),
    "SHPO": ("SHPOs", "Sexual Harm Prevention Orders", "SHPO's", "Sexual Harm Prevention Orders (SHPOs)"),
    "SHPO with foreign travel restriction": (
        "SHPOs with foreign travel restriction",
        "SHPO with foreign travel restrictions",
        "Sexual Harm Prevention Orders with foreign travel restriction",
    ),
    "NOs": ("NO", "NO's", "Notification Orders", "Notification Orders (NOs)"),
    "FTOs": ("FTO", "FTO's", "Foreign Travel Orders", "Foreign Travel Orders (FTOs)"),
    "RSOs cautioned or convicted for breach of notification requirements": (
        "RSO's cautioned or convicted for breach of notification requirements",
        "Registered sex offenders cautioned or convicted for breach of notification requirements",
        "Registered Sexual Offenders cautioned or convicted for breach of their notification requirements",
    ),
    "RSOs who have had their life time notification revoked on application": (
        "RSOs who have had their lifetime notification requirements revoked on application",
        "Registered sexual offenders who have had their life time notification revoked on application",
    ),
    "Breach of licence": ("Breach of license", "Breach of Licence:", "Recalled for breach of licence"),
    "Breach of SOPO": ("Breach of SOPOs", "Breach of SOPO:", "Breach of Sexual Offences Prevention Order"),
    "Breach of SHPO": ("Breach of SHPOs", "Breach of SOPO or SHPO", "Breach of Sexual Harm Prevention Order"),
    "Total number of Registered Sexual Offenders per 100,000 population": (
        "RSOs per 100,000 population",
        "Total number of RSO's per 100,000 of the population",
        "Registered sex offenders per 100,000 head of population",
        "Number of Registered Sexual Offenders per 100 000 population",
    ),
    "Level 1": ("LEVEL 1", "Level One", "L1", "MAPPA Level 1"),
    "Level 2": ("LEVEL 2", "Level Two", "L2", "MAPPA Level 2"),
    "Level 3": ("LEVEL 3", "Level Three", "L3", "MAPPA Level 3"),
    "Total": ("TOTAL", "Total:", "Totals", "Overall total"),
    "Category 1 RSO": ("Category 1 - RSOs", "Cat 1", "Category 1: Registered Sex Offenders"),
    "Category 2 V&O": ("Category 2 - Violent", "Cat 2", "Category 2: Violent and other sexual offenders"),
    "Category 3 Oth O": ("Category 3 - Other", "Cat 3", "Category 3: Other offenders"),
    "Level 2 and 3 offenders returned to custody": (
        "Offenders managed at Level 2 or 3 who were returned to custody",
        "Returned to custody",
        "Levels 2 and 3: offenders returned to custody",
    ),
    "Restrictive orders for Category 1 offenders": ("Restrictive orders", "Orders on Category 1 offenders"),
    "MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)": (
        "MAPPA eligible offenders in Levels 2 and 3 (yearly total)",
        "Level 2 & 3 offenders by category, yearly total",
        "Offenders managed at Levels 2 and 3 by category during the year",
    ),
    "Full SOPO's imposed": ("Full SOPOs imposed", "Full Sexual Offences Prevention Orders imposed"),
    "Interim SOPO's granted": ("Interim SOPOs granted", "Interim Sexual Offences Prevention Orders granted"),
    "FTO's imposed": ("FTOs imposed", "Foreign Travel Orders imposed"),
    "Interim Notification Orders granted": ("Interim NO's granted", "Interim NOs granted"),
    "Full Notification Orders imposed": ("Full NO's imposed", "Full NOs imposed"),
    "The number of RSO's per 100,000 head of population": (
        "RSOs per 100,000 head of population",
        "Number of RSO's per 100,000 of population",
    ),
    "Returned to custody for breach of a Licence": (
        "Returned to custody for breach of licence",
        "Recalled to custody for breach of a licence",
    ),
    "Charged with a serious sexual or violent offence": (
        "Charged with serious sexual or violent offence",
        "Charged with a serious further offence",
    ),
}


def other_labels(report: Report, random: Random) -> Report:
    """Heads of one table are worded alike: the same number is drawn for all labels of a report."""
    number = random.randrange(8)

    def other(text: str) -> str:
        variants = VARIANTS.get(text, (text,))
        return variants[number % len(variants)]

    return on_labels(report, other)


def capitals(report: Report, _: Random) -> Report:
    return on_labels(report, str.upper, divisions=False)


def soft_hyphens(report: Report, random: Random) -> Report:
    def hyphened(text: str) -> str:
        words = [
            word[:4] + "\u00ad" + word[4:]
            if len(word) > 7 and word.isalpha() and random.random() < 0.5
            else word
            for word in text.split(" ")
        ]
        return " ".join(words)

    return on_labels(report, hyphened)


def no_break_spaces(report: Report, _: Random) -> Report:
    return on_labels(
        report, lambda text: text.replace("Category ", "Category\u00a0").replace("Level ", "Level\u00a0")
    )


def ligatures(report: Report, _: Random) -> Report:
    return on_labels(
        report, lambda text: text.replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    )  # pdf text layers hold them as one letter


def spaces_lost(report: Report, _: Random) -> Report:
    return on_labels(report, lambda text: re.sub(r"(?<=[a-z:]) (?=[0-9A-Za-z])", "", text), divisions=False)


def bullets_and_leaders(report: Report, _: Random) -> Report:
    """Lists with a bullet before each label and dots up to the number."""

    def lined(table: Table) -> Table:
        if table.heads:
            return table
        rows = (replace(row, label=f"• {row.label} ........") if row.cells else row for row in table.rows)
        return replace(table, rows=tuple(rows))

    return on_tables(report, lined)


def marks_on_labels(report: Report, random: Random) -> Report:
    mark = random.choice("*†¹²‡")
    return on_labels(report, lambda text: text + mark if text and random.random() < 0.4 else text)


def colons(report: Report, _: Random) -> Report:
    return on_labels(
        report, lambda text: text.replace(":", " –") if ":" in text else f"{text}:" if text else ""
    )


def a_head_unreadable(report: Report, random: Random) -> Report:
    """As the OCR of Dorset 2014-15: one head is a dot or lost its number, another is cut short."""
    change = {
        "Category 2: Violent offenders": random.choice(("•", "Violent")),
        "Category 3: Other dangerous offenders": "Other dangerous",
    }
    return on_labels(report, lambda text: change.get(text, text))


def a_title_dropped(report: Report, random: Random) -> Report:
    titles = sorted({table.title for _, table in report.tables() if table.own and table.title})
    gone = random.choice(titles)
    return on_tables(report, lambda table: replace(table, title="") if table.title == gone else table)


def heads_dropped(report: Report, random: Random) -> Report:
    """One table without its heads: what a column is can only be known from order and sums, or from a title
    that names the columns. Where neither is there, nothing of the table is."""
    titles = sorted({table.title for _, table in report.tables() if table.own and table.heads})
    gone = random.choice(titles)

    def dropped(table: Table) -> Table:
        if table.title != gone:
            return table
        is_summed = any("total" in head.casefold() for head in table.heads)
        if is_summed or all(_letters(head) in _letters(table.title) for head in table.heads):
            return replace(table, heads=())
        rows = (
            replace(row, cells=tuple(replace(cell, means="") for cell in row.cells)) for row in table.rows
        )
        return replace(table, heads=(), rows=tuple(rows))

    return on_tables(report, dropped)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def a_heading_dropped(report: Report, random: Random) -> Report:
    """A heading among the rows is gone, such as Breach of licence."""
    labels = sorted({row.label for _, t in report.tables() if t.own for row in t.rows if not row.cells})
    if not labels:
        return report
    gone = random.choice(labels)
    return on_tables(
        report, lambda table: replace(table, rows=tuple(row for row in table.rows if row.label != gone))
    )


def letters_confused(report: Report, random: Random) -> Report:
    """As OCR has it: Leve1 2, Totai, 0ther."""
    pairs = (("el ", "e1 "), ("al", "ai"), ("O", "0"), ("rs", "r5"), ("ll", "11"), ("rn", "m"), ("i", "l"))
    old, new = random.choice(pairs)
    return on_labels(
        report, lambda text: text.replace(old, new) if random.random() < 0.7 else text, divisions=False
    )
