"""Every kind of public page, with an address in the shipped data that shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    path: str
    heading: str
    status: int = 200


KINDS = (
    Kind("home", "/", "Every area’s published MAPPA figures, side by side"),
    Kind("areas", "/areas/", "Areas"),
    Kind("search: a guess", "/areas/?q=Bornemouth", "Nothing is spelt exactly “Bornemouth”"),
    Kind("search: several areas", "/areas/?q=Newport", "“Newport” leads to 6 areas"),
    Kind("search: nothing", "/areas/?q=zzzzqq", "Nothing found for “zzzzqq”"),
    Kind("search: postcode", "/areas/?q=BH1+1AA", "Postcodes do not work"),
    Kind("area", "/areas/dorset/2015-16/", "Dorset"),
    Kind("area: a total that does not add up", "/areas/dorset/2014-15/", "Dorset"),
    Kind("area: divisions", "/areas/greater-manchester/2014-15/", "Greater Manchester"),
    Kind("area: an early year", "/areas/derbyshire/2005-06/", "Derbyshire"),
    Kind("area: nothing held", "/areas/gloucestershire/", "Gloucestershire"),
    Kind("area: sparse latest year", "/areas/cleveland/", "Cleveland (Teesside)"),
    Kind("area: a figure not of its year", "/areas/greater-manchester/2022-23/", "Greater Manchester"),
    Kind("area: a year not held", "/areas/dorset/2016-17/", "Dorset", status=404),
    Kind("compare: chooser", "/compare/", "Compare areas"),
    Kind("compare: rate", "/compare/rso-rate/2018-19/", "Registered sexual offenders per 100,000 people"),
    Kind("compare: count", "/compare/rsos/2018-19/", "Registered sexual offenders"),
    Kind(
        "compare: ratio",
        "/compare/prevention-orders-per-100-rsos/2014-15/",
        "Prevention orders per 100 registered sexual offenders",
    ),
    Kind(
        "compare: one area",
        "/compare/rso-rate/2018-19/?areas=dorset",
        "Registered sexual offenders per 100,000 people",
    ),
    Kind(
        "compare: a year not held",
        "/compare/rso-rate/2030-31/",
        "Registered sexual offenders per 100,000 people",
        status=404,
    ),
    Kind("area: others beside it", "/areas/dorset/2019-20/?with=kent,essex,durham,zzz", "Dorset"),
    Kind(
        "compare: over the years",
        "/compare/rso-rate/years/",
        "Registered sexual offenders per 100,000 people, over the years",
    ),
    Kind(
        "embed: compare",
        "/embed/compare/rso-rate/2018-19/",
        "Registered sexual offenders per 100,000 people, 31 March 2019",
    ),
    Kind("api", "/api/v1/docs", "The API: figures for programs"),
    Kind(
        "embed: area",
        "/embed/areas/dorset/rso-rate/",
        "Dorset: registered sexual offenders per 100,000 people, 2002 to 2024",
    ),
    Kind(
        "embed: funnel",
        "/embed/compare/rso-rate/2018-19/funnel/",
        "Registered sexual offenders per 100,000 people, 31 March 2019: funnel plot",
    ),
    Kind(
        "embed: over the years",
        "/embed/compare/rso-rate/years/",
        "Registered sexual offenders per 100,000 people, over the years",
    ),
    Kind(
        "embed: topic",
        "/embed/orders/prevention-orders/",
        "England and Wales: prevention orders imposed (SOPO, from 2015-16 SHPO), 2004-05 to 2021-22",
    ),
    Kind(
        "embed: too few years for a chart",
        "/embed/orders/notification-orders/",
        "England and Wales: notification orders imposed, 2004-05 to 2005-06",
    ),
    Kind(
        "embed: england and wales",
        "/embed/england-and-wales/rate/",
        "England and Wales: registered sexual offenders per 100,000 people, 2002 to 2024",
    ),
    Kind("notification", "/notification/", "Notification requirements"),
    Kind("serious further offences", "/serious-further-offences/?year=2014-15", "Serious further offences"),
    Kind("orders", "/orders/", "Orders imposed by the courts"),
    Kind("recalls", "/recalls/", "Returned to custody"),
    Kind("england and wales", "/england-and-wales/", "England and Wales"),
    Kind("measures", "/measures/", "What each number means"),
    Kind("measure", "/measures/sopo/", "Sexual offences prevention orders (SOPOs) imposed"),
    Kind("data", "/data/", "All the data"),
    Kind("coverage", "/coverage/", "What is here, and what is missing"),
    Kind("sources", "/sources/", "Sources"),
    Kind(
        "source",
        "/sources/greater-manchester-mappa-annual-report-2014-2015/",
        "Greater Manchester MAPPA Annual Report 2014-2015",
    ),
    Kind("data quality", "/data-quality/", "What does not add up"),
    Kind("updates", "/updates/", "Updates"),
    Kind("about", "/about/", "About this site"),
    Kind("glossary", "/glossary/", "Glossary"),
    Kind("accessibility", "/accessibility/", "Accessibility"),
    Kind("not found", "/no-such-page/", "Page not found", status=404),
)

AREA = "/areas/dorset/2015-16/"
COMPARE = "/compare/rso-rate/2018-19/"
