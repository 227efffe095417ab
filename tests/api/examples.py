"""The examples of the page about the API: what each address is asked, and what it answers on the shipped
figures."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

ASKED = {
    "answer": "answer?q=dorset+recalls+2015",
    "comparison": "comparisons/rso-rate?area=dorset&area=essex&year=2018-19",
    "comparison_of_year": "comparisons/rso-rate/2018-19?area=dorset",
    "values": "indicators/rso-rate/values?area=dorset",
    "figures": "figures?area=dorset&year=2014-15&measure=sopo",
    "coverage": "coverage",
    "data_quality": "data-quality",
    "changes": "changes?from=0&limit=1",
    "areas": "areas?q=poole",
    "area": "areas/dorset",
    "places": "places?q=poole",
    "measure": "measures/sopo",
    "indicator": "indicators/rso-rate",
    "break": "breaks/category-2-custody",
    "source": "sources/dorset-mappa-annual-report-2014-2015",
    "release": "releases/1",
    **{
        code: code
        for code in (
            *("measures", "indicators", "breaks", "sources", "notes", "populations", "releases"),
            "corrections",
        )
    },
}


def examples() -> dict[str, list[Any]]:
    """Of the figures in the database. The day of the load and the signature of a cursor are made up, for they
    are others each time; of a list the first is enough."""
    client = Client(SERVER_NAME="127.0.0.1")
    found = {}
    for name, path in ASKED.items():
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, path
        text = re.sub(r'"release_date": "[0-9-]+"', '"release_date": "2026-01-02"', answer.content.decode())
        text = re.sub(r"cursor=[\w%-]+", "cursor=WzFd%3AYb0c6n", text)
        found[name] = [path, shortened(json.loads(text))]
    return found


def shortened(value: Any) -> Any:
    """With the first alone of each list of rows, and of a long text its beginning."""
    if isinstance(value, dict):
        return {key: shortened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in (value[:1] if value and isinstance(value[0], dict) else value)]
    if isinstance(value, str) and "\n" in value:
        return f"{value.partition(chr(10))[0]} …"
    return value
