"""Sentences around the tables, written for the tests, with numbers in them that are nobody's figures."""

from __future__ import annotations

from stats.catalogue.years import ReportingYear
from tests.reading.made.printed import Prose

CONTENTS = (
    "Foreword 2",
    "What the arrangements are 3",
    "How the numbers are counted 4",
    "MAPPA statistics 5",
    "Category 1, Category 2 and Category 3 explained 6",
    "From the lay advisers 7",
    "Contacts 8",
)

BEFORE = """
Foreword

This report is for {place}, for the year from 1 April {year.start} to 31 March {year.end}. It is written
by {police}, the probation service and the prison service together.

Last year we said that we would look again at how long it takes until a case is first discussed. It now
takes 8 weeks; in 2012 it took 14. Of 100 people who were asked, 81 said that the meetings help them.

Some numbers are higher than in {last}, when there were 655 registered sexual offenders. Most people stay
on the register for many years, so the number grows nearly every year.

***

What the arrangements are

There are 42 areas in England and Wales. In each of them 3 services are responsible together under sections
325 to 327B of the Criminal Justice Act 2003.

Category 1 means registered sexual offenders. Category 2 is in the main violent offenders sentenced to 12
months or more. Category 3 is for others who may do serious harm.

Level 1 means that one agency manages the case. Level 2 is for cases that need more than one agency; they
are looked at every 16 weeks, and at Level 3 every 8 weeks.

***

How the numbers are counted

The numbers by category are those on 31 March {year.end}. All others count the whole year.

SOPOs last at least 5 years. Somebody who does not keep to one may go to prison for up to 5 years.
Notification orders, of which a court made 3 in an early year, are for people who were convicted abroad.

Nearly all cases (93% this year; 666 are managed at Level 1 in one of the places compared) never need a
meeting.
"""

AFTER = """
From the lay advisers

I am in my 4th year as a lay adviser in {place}. In {year.start} I sat in on 11 meetings at Level 2 and on
2 at Level 3.

The board met 4 times. It looked closely at 20 cases, and found 18 of them well managed. Category 3 cases
took up the most time.

1 day of training is offered to everybody who is new; 112 people came, some of them from Avon and Somerset
and from West Yorkshire.

***

Contacts

For questions about this report call 01632 960 666 or write to the coordinator, 12 Example Street, Anytown,
AN1 2OR.

Printed in June {year.end}. All reports of England and Wales are published together.
"""

NATIONAL = """
England and Wales: the national overview 2001-06

The tables below are those of all 42 areas of England and Wales together.

Fewer people than expected came under Category 3; 13,783 people were managed at Level 2 or Level 3 (MAPPP)
in 2005-06, and 1,295 people were cautioned or convicted.
"""


def before(place: str, police: str, year: ReportingYear) -> tuple[Prose, ...]:
    return _pages(BEFORE.format(place=place, police=police, year=year, last=year.back(1).label))


def after(place: str, year: ReportingYear) -> tuple[Prose, ...]:
    return _pages(AFTER.format(place=place, year=year))


def national() -> Prose:
    return _pages(NATIONAL)[0]


def _pages(text: str) -> tuple[Prose, ...]:
    """Pages are parted by stars and paragraphs by blank lines; the first paragraph is the page's heading."""
    pages = []
    for page in text.split("***"):
        heading, *paragraphs = (" ".join(paragraph.split()) for paragraph in page.strip().split("\n\n"))
        pages.append(Prose(heading, tuple(paragraphs)))
    return tuple(pages)
