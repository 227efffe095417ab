"""What the check says: beside each cell, and in the panel that lists everything noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from stats.admin.drafts.base import ErrorLink
from stats.admin.drafts.forms import SourceForm
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Outcome
from stats.drafting.checking import DraftCheck

AGREES, DIFFERS = "agrees", "differs"


def sum_text(identity: str, *, table: str, check: DraftCheck) -> tuple[str, str]:
    """What a printed total's parts make in that table, or what the rate should be; whether they agree."""
    rate = check.rate
    if rate is not None and rate.cell_id == identity:
        state = "" if rate.agrees is None else AGREES if rate.agrees else DIFFERS
        return _with_sign(rate.words, state), state
    findings = [finding for finding in check.sums.get((table, identity), ()) if finding.computed is not None]
    outcomes = {finding.outcome for finding in findings}
    if not findings or (
        outcomes == {Outcome.AGREES} and findings[0].printed == Amount.marked(Marker.NOT_APPLICABLE)
    ):
        return "", ""
    state = DIFFERS if Outcome.DIFFERS in outcomes else AGREES if outcomes == {Outcome.AGREES} else ""
    made = dict.fromkeys((str(finding.computed), finding.difference) for finding in findings)
    if len(made) > 1:
        # A grand total is the sum of its column and of its row: said once where both make the same.
        (down, _difference), (across, _other) = list(made)[:2]
        words = _("Parts make %(down)s down and %(across)s across.") % {"down": down, "across": across}
        return _with_sign(words, state), state
    ((computed, difference),) = made
    if difference is None:
        words = _("Parts make %(made)s.")
    elif difference > 0:
        words = _("Parts make %(made)s; printed is %(n)s more.")
    else:
        words = _("Parts make %(made)s; printed is %(n)s less.")
    numbers = {"made": computed, "n": "" if difference is None else f"{abs(difference).normalize():,f}"}
    return _with_sign(words % numbers, state), state


def _with_sign(words: str, state: str) -> str:
    """Colour is not the only sign."""
    return {AGREES: f"✓ {words}", DIFFERS: f"≠ {words}"}.get(state, words)


def problem_links(
    check: DraftCheck, *, source: SourceForm, labels: Mapping[str, ErrorLink]
) -> list[ErrorLink]:
    """Everything to be mended before publishing, each line with the name of its field or cell."""
    links = source.error_links()
    for id_, words in check.problems.cells.items():
        label = labels.get(id_, ErrorLink(id_))
        links.append(ErrorLink(f"{label.text}: {words}", label.href))
    return [*links, *(ErrorLink(words) for words in check.problems.report)]


def noticed_groups(
    check: DraftCheck, *, problems: Sequence[ErrorLink], labels: Mapping[str, ErrorLink]
) -> dict[str, list[ErrorLink]]:
    """By title: problems first, then everything noticed by what it is. Each leads to the first cell that it
    speaks of."""
    titles = {
        "problem": _("To be mended before publishing"),
        "total": _("Printed totals that differ from their parts"),
        "level": _("Figures that cannot all be right"),
        "source": _("Another source prints something else"),
        "change": _("Far from last year"),
        "division": _("Divisions"),
        "empty": _("Empty cells"),
    }
    items: dict[str, list[ErrorLink]] = defaultdict(list, {"problem": list(problems)})
    for noticed in check.noticed:
        href = next((labels[id_].href for id_ in noticed.cells if id_ in labels), "")
        items[noticed.kind].append(ErrorLink(noticed.message, href))
    return {title: items[kind] for kind, title in titles.items() if items[kind]}
