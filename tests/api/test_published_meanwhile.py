"""Walks from page to page while figures are published, and what each release changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from stats.drafting.publishing.publication import publish, withdraw
from stats.models import Figure
from tests.api.asking import ask, refused, table
from tests.factories import make_area
from tests.loading.conftest import load_text
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db(transaction=True)  # a state and its release have the time of a transaction

HEAD = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
FIRST = {("eligible_offenders", "1", level): value for level, value in (("1", 660), ("2", 9), ("3", 1))} | {
    ("eligible_offenders", "2", level): value for level, value in (("1", 240), ("2", 12), ("3", 2))
}


def load(figures: dict[tuple[str, str, str], int], *, reason: str = "As printed.") -> None:
    """A release of these figures of Dorset."""
    rows = (
        f"dorset,,2014-15,{measure},{category},{level},{value},,area report,Dorset 2014-15,\n"
        for (measure, category, level), value in figures.items()
    )
    outcome = load_text(HEAD + "".join(rows), reason=reason)
    assert not outcome.errors
    assert outcome.release is not None


def pages(path: str, *, between: dict[int, Callable[[], None]]) -> Iterator[dict[str, Any]]:
    """Every item from page to page, what `between` holds being done before the page of that number."""
    address: str | None = path
    page = 1
    while address is not None:
        if page in between:
            between[page]()
        found = ask(address.removeprefix("http://testserver/api/v1/"))
        assert len(found["items"]) <= 2
        yield from found["items"]
        address = found["next"]
        page += 1


def cell(item: dict[str, Any]) -> tuple[str | None, ...]:
    return (item["area_slug"], item["measure"], item["category"], item["level"])


def test_each_figure_comes_once_while_figures_are_published() -> None:
    make_area()
    user = make_user(name="root", superuser=True)
    load(FIRST)
    kent = make_draft(make_area("kent"), cells={"sopo....0": "31"}, user=user)

    def publish_kent_and_correct() -> None:
        """One that was met already is corrected, and one that will be; others are added."""
        publish(kent.pk, expected_version=kent.version, reason="Out.", notes={}, user=user)
        load(
            {
                ("eligible_offenders", "1", "1"): 661,
                ("eligible_offenders", "2", "3"): 3,
                ("notification_order", "", ""): 7,
            }
        )

    def withdraw_kent() -> None:
        kent.refresh_from_db()
        withdraw(kent, reason="Misread.", user=user)

    walked = list(pages("figures?limit=2", between={2: publish_kent_and_correct, 4: withdraw_kent}))

    met = Counter(map(cell, walked))
    throughout = {("dorset", *place) for place in FIRST}
    assert throughout <= set(met)
    assert set(met.values()) == {1}
    assert set(met) <= throughout | {
        ("dorset", "notification_order", None, None),
        ("kent", "sopo", None, None),
    }
    now = {cell(item): item["value"] for item in ask("figures")["items"]}
    assert now["dorset", "eligible_offenders", "1", "1"] == 661
    assert ("kent", "sopo", None, None) not in now


def test_a_cursor_is_for_the_list_that_gave_it() -> None:
    make_area()
    load(FIRST)
    following = ask("figures?limit=2&area=dorset")["next"].removeprefix("http://testserver/api/v1/")
    assert ask(following.replace("limit=2", "limit=4") + "&format=json")["next"] is None
    make_area("kent")
    others = (
        following.replace("dorset", "kent"),
        following.replace("figures?area=dorset&", "changes?"),
        following[:-1],
    )
    for other in others:
        problem = refused(other, status=404)
        assert problem["errors"][0]["parameter"] == "cursor"


def test_what_each_release_added_changed_and_withdrew() -> None:
    make_area()
    user = make_user(name="root", superuser=True)
    draft = make_draft(
        make_area("kent"), cells={"sopo....0": "31", "notification_order....0": "4"}, user=user
    )
    load(FIRST)
    publish(draft.pk, expected_version=draft.version, reason="Out.", notes={}, user=user)
    load({("eligible_offenders", "1", "1"): 661, ("sopo", "", ""): 62}, reason="Misprint.")
    draft.refresh_from_db()
    withdraw(draft, reason="Not theirs.", user=user)

    def told(asked: str) -> list[tuple[Any, ...]]:
        keys = ("release", "change", "weight", "measure", "old", "new", "reason")
        return [tuple(item[key] for key in keys) for item in ask(asked)["items"]]

    sopo, shpo = (
        (2, "added", "minor", "sopo", None, "31", None),
        (2, "added", "minor", "notification_order", None, "4", None),
    )
    corrected = (3, "changed", "correction", "eligible_offenders", "660", "661", "Misprint.")
    gone = [
        (4, "withdrawn", "major", measure, old, None, "Not theirs.")
        for measure, old in (("sopo", "31"), ("notification_order", "4"))
    ]
    everything = told("changes?limit=1000")
    assert [one[:3] for one in everything[:6]] == [(1, "added", "minor")] * 6
    assert set(everything[6:]) == {
        sopo,
        shpo,
        corrected,
        (3, "added", "minor", "sopo", None, "62", None),
        *gone,
    }
    assert set(told("changes?from=3")) == set(gone)
    assert told("changes?from=4") == []
    walked = [item["release"] for item in pages("changes?limit=2", between={})]
    assert sorted(walked) == [1] * 6 + [2] * 2 + [3] * 2 + [4] * 2
    assert [row["weight"] for row in table("changes?from=3")] == ["major", "major"]
    assert refused("changes?from=5", status=404)["errors"][0]["detail"] == "There is no release 5."
    assert Figure.objects.public().count() == 7
    at_2 = {cell(item): item["value"] for item in ask("figures?release=2")["items"]}
    assert at_2["dorset", "eligible_offenders", "1", "1"] == 660
    assert at_2["kent", "sopo", None, None] == 31
    assert len(table("figures?release=2")) == 8
    walked_then = [cell(item) for item in pages("figures?release=2&limit=2", between={})]
    assert Counter(walked_then) == Counter([*at_2])
