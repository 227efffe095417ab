"""The public page as it would be, what publishing would change, publishing itself, and withdrawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe

from stats.admin.drafts.base import FOLDER, ErrorLink, draft_for, draft_page, sent_data, user_of
from stats.admin.drafts.forms import DifferingTotal, PublishForm, SourceForm, WithdrawForm
from stats.calculations.reconciliation import Outcome
from stats.catalogue.reader import catalogue
from stats.drafting.access import may_publish, require_publishing
from stats.drafting.checking import DraftCheck, check_draft
from stats.drafting.content import DraftContent, content_of, tables_of
from stats.drafting.grid import grid
from stats.drafting.publishing import publication
from stats.drafting.publishing.changes import CellChange, ChangeKind, Comparison, compared
from stats.drafting.publishing.publication import NotPublishableError
from stats.drafting.publishing.typists import second_person_missing
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft, Release
from stats.presentation.area.page import AreaText
from stats.presentation.nation.page import NationText, nation_text
from stats.queries.pages.area import area_page
from stats.queries.pages.nation import nation_page

_COUNTED = {
    ChangeKind.ADDED: ngettext_lazy("%(n)s new figure", "%(n)s new figures", "n"),
    ChangeKind.CHANGED: ngettext_lazy("%(n)s correction", "%(n)s corrections", "n"),
    ChangeKind.WITHDRAWN: ngettext_lazy("%(n)s figure withdrawn", "%(n)s figures withdrawn", "n"),
    ChangeKind.PAGE: ngettext_lazy("%(n)s page of the source", "%(n)s pages of the source", "n"),
}


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page, made by the code that makes it for the public, of what the draft holds."""
    draft = draft_for(request, pk)
    template = "preview.html"
    text: AreaText | NationText | None = None
    words = _("Nothing is typed yet.")
    try:
        with publication.as_published(draft):
            if draft.area.kind == Area.Kind.NATION:
                template, text = "preview_nation.html", nation_text(nation_page())
            elif page := area_page(draft.area.slug, year=draft.year):
                text = AreaText(page)
    except NotPublishableError as error:
        words = str(error)
    if text is not None:
        context = {
            "page": text.page,
            "text": text,
            "section": "areas",
            "draft": draft,
            "can_publish": may_publish(user_of(request)),
        }
        return render(request, f"{FOLDER}/{template}", context)
    return draft_page(
        request,
        "not_previewed.html",
        title=_("Preview of %(draft)s") % {"draft": draft},
        crumb=_("Preview"),
        draft=draft,
        here="preview",
        errors=[ErrorLink(words)],
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _publishable(request, pk)
    checked, form = _publish_form(request, draft)
    if form.is_valid():
        try:
            release = publication.publish(
                draft.pk,
                expected_version=form.cleaned_data["version"] or 0,
                reason=form.cleaned_data["reason"],
                notes=form.notes(),
                user=user_of(request),
                explained=form.explained(),
            )
        except NotPublishableError as error:
            draft.refresh_from_db()  # somebody else may have changed it, and what differs with it
            checked, form = _publish_form(request, draft)
            form.add_errors(error.problems)
        else:
            return _released(request, draft, release)
    in_the_way, comparison = len(checked.problems), compared(draft)
    why_not = second_person_missing(draft, user=user_of(request))
    return draft_page(
        request,
        "publish.html",
        title=_("Publish %(draft)s") % {"draft": draft},
        crumb=_("Publish"),
        draft=draft,
        here="publish",
        form=form,
        errors=form.error_links(),
        counts=counted(comparison),
        tables=list(_by_table(comparison.changes, draft=draft)),
        source=source_parts(content_of(draft).source),
        source_changes=source_changes(comparison),
        version=draft.version,
        in_the_way=in_the_way,
        why_not=why_not,
        can_go_on=bool(comparison) and not in_the_way and not why_not and not draft.to_look_at,
        can_withdraw=bool(publication.published_figures(draft)),
        noticed=[one.message for one in checked.noticed if one.kind == "rate"],
        not_looked_at=_not_looked_at(draft),
    )


def _publish_form(request: HttpRequest, draft: Draft) -> tuple[DraftCheck, PublishForm]:
    checked = check_draft(draft)
    form = PublishForm(
        sent_data(request),
        differences=checked.differences,
        totals=_differing_totals(checked, draft=draft),
        notes=draft.notes,
    )
    return checked, form


def _differing_totals(checked: DraftCheck, *, draft: Draft) -> dict[str, DifferingTotal]:
    titles = {table.code: table.title_for(draft.year) for table in tables_of(draft.area, draft.year)}
    totals: dict[str, DifferingTotal] = {}
    for (code, id_), findings in checked.sums.items():
        for finding in findings:
            if id_ in checked.differences and finding.outcome is Outcome.DIFFERS:
                made = DifferingTotal(titles[code], finding.rule.name, str(finding.computed))
                totals.setdefault(id_, made)
    return totals


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the figures of the draft's source away from the public."""
    draft = _publishable(request, pk)
    form = WithdrawForm(sent_data(request))
    can_go_on = bool(publication.published_figures(draft))
    if can_go_on and form.is_valid():
        try:
            release = publication.withdraw(draft, reason=form.cleaned_data["reason"], user=user_of(request))
        except NotPublishableError as error:
            form.add_errors(error.problems)
        else:
            return _released(request, draft, release)
    nothing = ErrorLink(_("Nothing of this source is public for this area and year."))
    return draft_page(
        request,
        "withdraw.html",
        title=_("Withdraw %(draft)s") % {"draft": draft},
        crumb=_("Withdraw"),
        draft=draft,
        here="withdraw",
        source=draft.source or draft.source_title,
        form=form,
        errors=form.error_links() if can_go_on else [nothing],
        can_go_on=can_go_on,
    )


def _publishable(request: HttpRequest, pk: int) -> Draft:
    require_publishing(user_of(request))
    return draft_for(request, pk)


def _released(request: HttpRequest, draft: Draft, release: Release) -> HttpResponse:
    address = reverse("area-year", args=(draft.area.slug, draft.year))
    if draft.area.kind == Area.Kind.NATION:
        address = reverse("england-and-wales")
    words = _("Release %(number)s is made.") % {"number": release.number}
    link = format_html('{} <a href="{}">{}</a>', words, address, _("See the public page"))
    messages.success(request, link)
    return redirect("admin:stats_draft_change", draft.pk)


def _by_table(
    changes: Sequence[CellChange], *, draft: Draft
) -> Iterator[tuple[str, list[tuple[str, CellChange]]]]:
    """The changes, each with its cell's label, under the tables that they stand in."""
    left = {change.cell_id: change for change in changes}
    content = DraftContent(content_of(draft).source, dict.fromkeys(left, ""))
    for table in grid(draft.area, draft.year, content=content):
        placed = [(cell.label, left.pop(cell.id)) for cell in table.cells() if cell.id in left]
        if placed:
            yield table.title, placed


def _not_looked_at(draft: Draft) -> dict[str, tuple[str, int]]:
    """By the code of each table with cells that nobody has looked at: its title, and how many there are."""
    left, found = set(draft.to_look_at), {}
    for table in grid(draft.area, draft.year, content=content_of(draft), to_look_at=draft.to_look_at):
        if here := left & {cell.id for cell in table.cells()}:
            found[table.code] = (table.title, len(here))
            left -= here
    return found


def counted(comparison: Comparison) -> str:
    """How many figures of each kind publishing would change, and whether anything of the source."""
    numbers = Counter(change.kind for change in comparison.changes)
    told = [str(_COUNTED[kind] % {"n": numbers[kind]}) for kind in ChangeKind if numbers[kind]]
    if comparison.source:
        told.append(_("the source"))
    if comparison.is_reordered:
        told.append(_("the order of the divisions"))
    if not told:
        return _("Nothing would change for the public.")
    return _("What the public would see change: %(what)s.") % {"what": ", ".join(told)}


def source_parts(source: SourceKey) -> list[tuple[str, str]]:
    """Title, kind and link of the source, each under its name."""
    return [(_part_name(part), _part_words(part, text)) for part, text in asdict(source).items()]


def source_changes(comparison: Comparison) -> list[tuple[str, str, str]]:
    """What the public would read otherwise of the source: the part, its text now, and after publishing."""
    return [
        (_part_name(change.part), _part_words(change.part, change.old), _part_words(change.part, change.new))
        for change in comparison.source
    ]


def _part_name(part: str) -> str:
    return str(SourceForm.base_fields[f"source_{part}"].label)


def _part_words(part: str, text: str) -> str:
    kind = catalogue().source_kinds.get(text) if part == "kind" else None
    return kind.title if kind else text
