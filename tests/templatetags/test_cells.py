from django.template import Context, Template

from stats.presentation.components.cells import NumberCell


def written(*cells: NumberCell) -> str:
    return Template("{% load cells %}{% number_cells cells %}").render(Context({"cells": cells}))


def test_a_number_stands_under_its_head_with_its_interval() -> None:
    assert written(NumberCell("2015-16", "697", "646 to 751")) == (
        '<td role="cell" class="number" data-head="2015-16">697'
        '<span class="under-number">646 to 751</span></td>'
    )


def test_what_is_not_held_is_a_dash_and_what_is_zero_is_a_zero() -> None:
    assert [written(NumberCell("2015-16", value)).partition(">")[2] for value in ("", "0")] == [
        "–</td>",
        "0</td>",
    ]


def test_cells_follow_one_another_and_none_are_nothing() -> None:
    assert written(NumberCell("2014-15", "1"), NumberCell("2015-16", "2")).count("<td") == 2
    assert written() == ""


def test_what_a_source_prints_cannot_become_markup() -> None:
    text = written(NumberCell('"><script>', "<b>1</b>", "a & b"))

    assert "<script>" not in text
    assert "<b>" not in text
    assert 'data-head="&quot;&gt;&lt;script&gt;"' in text
    assert "a &amp; b" in text
