"""Tables that readers sort: what their heads are called, and what each of their links leads to."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from stats.presentation.components.sortable import sortable_table
from stats.presentation.components.tables import Column

COLUMNS = {
    "area": Column("Area"),
    "value": Column("RSOs", "number", under="among people", under_sort="below"),
    "word": Column("Among areas", "words"),
}


def drawn(sort: str) -> str:
    table = sortable_table(
        [{"area": "Kent", "value": "7", "word": "within"}],
        columns=COLUMNS,
        sort=sort,
        caption="Offenders",
        anchor="figures",
        fixed=("word",),
    )
    request = RequestFactory().get("/", {"areas": "kent", "sort": sort})
    return render_to_string("stats/components/table2.html", {"table": table}, request=request)


def heads(html: str) -> list[str]:
    return re.findall(r"<th scope=\"col\".*?</th>", html, re.DOTALL)


@pytest.mark.parametrize(
    ("sort", "area", "value", "below", "directions"),
    [
        ("area", "-area", "-value", "-below", ["ascending", None, None]),
        ("-area", "area", "-value", "-below", ["descending", None, None]),
        ("-value", "area", "value", "-below", [None, "descending", None]),
        ("value", "area", "-value", "-below", [None, "ascending", None]),
        ("-below", "area", "-value", "below", [None, "descending", None]),
        ("nonsense", "area", "-value", "-below", [None, None, None]),
    ],
)
def test_a_number_is_sorted_highest_first_and_a_second_time_the_other_way(
    sort: str, area: str, value: str, below: str, directions: list[str | None]
) -> None:
    html = drawn(sort)
    links = re.findall(r'href="\?areas=kent&amp;sort=(\S*?)"', html)
    assert links == [f"{name}#figures" for name in (area, value, below)]
    found = [re.search(r'aria-sort="(\w+)"', head) for head in heads(html)]
    assert [one and one[1] for one in found] == directions
    assert html.count('aria-current="true"') == (0 if sort == "nonsense" else 1)


def test_a_head_is_called_by_its_words_alone_and_sorting_is_explained_once() -> None:
    html = drawn("area")
    told = [" ".join(re.sub(r"<[^>]*>", " ", head).split()) for head in heads(html)]
    assert told == ["Area ↑", "RSOs ↕ among people ↕", "Among areas"]
    assert re.findall(r'abbr="(.*?)"', html) == ["RSOs"]
    assert html.count("highest first") == 1
    assert 'aria-describedby="figures-sorting"' in html
    assert 'id="figures-sorting"' in html
    assert "<caption>Offenders</caption>" in html
