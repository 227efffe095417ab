"""What the check says: beside each cell, and in the panel that lists everything noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.drafting.checking import DraftCheck

AGREES, DIFFERS = "agrees", "differs"
NOT_APPLICABLE = "[z]"


@dataclass(frozen=True, slots=True)
class Item:
    """`href` leads to the first cell that it speaks of."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


def sum_text(identity: str, *, table: str, check: DraftCheck) -> tuple[str, str]:
    """What a printed total's parts make in that table, or what the rate should be; whether they agree."""
    rate = check.rate
    if rate is not None and rate.cell_id == identity:
        state = "" if rate.agrees is None else AGREES if rate.agrees else DIFFERS
        return _signed(rate.words, state), state
    sums = [one for one in check.sums if (one.cell_id, one.table) == (identity, table) and one.computed]
    if not sums:
        return "", ""
    made = dict.fromkeys((one.computed, one.difference) for one in sums)
    state = ""
    if any(one.differs for one in sums):
        state = DIFFERS
    elif all(one.agrees for one in sums):
        state = AGREES
    if state == AGREES and all(one.printed == NOT_APPLICABLE for one in sums):
        return "", ""
    return _signed(_made(list(made)), state), state


def _made(made: Sequence[tuple[str, str]]) -> str:
    """A grand total is the sum of its column and of its row: said once where both make the same."""
    if len(made) > 1:
        one_way, other_way = (computed for computed, _difference in made[:2])
        return _("Parts make %(down)s down and %(across)s across.") % {"down": one_way, "across": other_way}
    ((computed, difference),) = made
    said = {"made": computed, "n": difference.lstrip("+-−")}
    if not difference:
        return _("Parts make %(made)s.") % said
    if difference.startswith("+"):
        return _("Parts make %(made)s; printed is %(n)s more.") % said
    return _("Parts make %(made)s; printed is %(n)s less.") % said


def _signed(words: str, state: str) -> str:
    """Colour is not the only sign."""
    return {AGREES: f"✓ {words}", DIFFERS: f"≠ {words}"}.get(state, words)


def groups(check: DraftCheck, *, where: Mapping[str, tuple[str, str]]) -> tuple[Group, ...]:
    """Problems first, then everything noticed by what it is; each with a link to its first cell."""
    titles = _titles()
    items: dict[str, list[Item]] = defaultdict(list)
    for name, words in check.problems.source.items():
        items["problem"].append(Item(words, f"#id_{name}"))
    for identity, words in check.problems.cells.items():
        label, href = where.get(identity, (identity, ""))
        items["problem"].append(Item(f"{label}: {words}", href))
    for words in check.problems.report:
        items["problem"].append(Item(words, ""))
    for one in check.noticed:
        href = next((where[identity][1] for identity in one.cells if identity in where), "")
        items[one.kind].append(Item(one.message, href))
    order = {kind: place for place, kind in enumerate(titles)}
    return tuple(
        Group(titles.get(kind, _("Also noticed")), tuple(items[kind]))
        for kind in sorted(items, key=lambda kind: order.get(kind, len(order)))
    )


def _titles() -> dict[str, str]:
    return {
        "problem": _("To be mended before publishing"),
        "total": _("Printed totals that differ from their parts"),
        "level": _("Figures that cannot all be right"),
        "source": _("Another source prints something else"),
        "change": _("Far from last year"),
        "division": _("Divisions"),
        "empty": _("Empty cells"),
    }
