"""The public page as it would be, what publishing would change, publishing itself, and withdrawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from stats.admin.drafts.base import FOLDER, ErrorLink, draft_for, draft_links, draft_page, user_of
from stats.admin.drafts.forms import PublishForm, WithdrawForm
from stats.drafting import publishing
from stats.drafting.access import may_publish
from stats.drafting.changes import ADDED, CHANGED, PAGE, WITHDRAWN, CellChange
from stats.drafting.checking import DraftCheck, check_draft
from stats.drafting.content import DraftContent, content_of
from stats.drafting.grid import grid
from stats.drafting.publishing import NotPublishableError
from stats.models import Area, Draft, Release, Report, Source
from stats.presentation.area.page import AreaText
from stats.presentation.nation import NationText, nation_text
from stats.queries.pages.area import area_page
from stats.queries.pages.nation import nation_page

AREA_TEMPLATE, NATION_TEMPLATE = "preview.html", "preview_nation.html"

ShownChange = tuple[str, str, str, str]
"""A figure, what is public of it now, what would be, and what kind of change that is."""


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page, made by the code that makes it for the public, of what the draft holds."""
    draft = draft_for(request, pk)
    try:
        with publishing.as_published(draft):
            template, text = _public_page(draft)
    except NotPublishableError as error:
        return _not_previewed(request, draft, error.problems)
    if text is None:
        return _not_previewed(request, draft, {"draft": _("Nothing is typed yet.")})
    links = draft_links(request, draft)
    context = {"page": text.page, "text": text, "section": "areas", "draft": links}
    return render(request, f"{FOLDER}/{template}", context)


def _public_page(draft: Draft) -> tuple[str, AreaText | NationText | None]:
    if draft.area.kind == Area.Kind.NATION:
        return NATION_TEMPLATE, nation_text(nation_page())
    page = area_page(draft.area.slug, year=draft.year)
    return AREA_TEMPLATE, AreaText(page) if page else None


def _not_previewed(request: HttpRequest, draft: Draft, problems: Mapping[str, str]) -> HttpResponse:
    return draft_page(
        request,
        "not_previewed.html",
        title=_("Preview of %(draft)s") % {"draft": draft},
        crumb=_("Preview"),
        draft=draft,
        here="preview",
        errors=[ErrorLink(words) for words in problems.values()],
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _publishable(request, pk)
    checked = check_draft(draft)
    form = _publish_form(request, draft, checked=checked)
    if form.is_valid():
        try:
            release = publishing.publish(
                draft.pk,
                expected_version=form.cleaned_data["version"] or 0,
                reason=form.cleaned_data["reason"],
                notes=form.notes(),
                user=user_of(request),
                explained=form.explained(),
            )
        except NotPublishableError as error:
            draft.refresh_from_db()  # somebody else may have changed it, and what differs with it
            checked = check_draft(draft)
            form = _publish_form(request, draft, checked=checked)
            form.add_errors(error.problems)
        else:
            return _released(request, draft, release)
    in_the_way, changes = len(checked.problems), publishing.preview_changes(draft)
    return draft_page(
        request,
        "publish.html",
        title=_("Publish %(draft)s") % {"draft": draft},
        crumb=_("Publish"),
        draft=draft,
        here="publish",
        form=form,
        errors=form.error_links(),
        counts=_counts(changes),
        tables=_by_table(changes, draft=draft),
        version=draft.version,
        in_the_way=in_the_way,
        can_go_on=bool(changes) and not in_the_way,
    )


def _publish_form(request: HttpRequest, draft: Draft, *, checked: DraftCheck) -> PublishForm:
    sent = request.POST if request.method == "POST" else None
    return PublishForm(sent, differences=checked.differences, notes=draft.notes)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the figures of the draft's source away from the public."""
    draft = _publishable(request, pk)
    report = Report.objects.filter(area=draft.area, start_year=draft.start_year).first()
    source = draft.source or _stored_source(draft)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    problems: Mapping[str, str] = {}
    if report is None or source is None:
        problems = {"draft": _("Nothing of this source is public for this area and year.")}
    elif form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            release = publishing.withdraw(report, reason=reason, user=user_of(request), source=source)
        except NotPublishableError as error:
            problems = error.problems
            form.add_errors(problems)
        else:
            return _released(request, draft, release)
    return draft_page(
        request,
        "withdraw.html",
        title=_("Withdraw %(draft)s") % {"draft": draft},
        crumb=_("Withdraw"),
        draft=draft,
        here="withdraw",
        source=source,
        form=form,
        errors=form.error_links() or [ErrorLink(words) for words in problems.values()],
        can_go_on="draft" not in problems,
    )


def _stored_source(draft: Draft) -> Source | None:
    named = Source.objects.filter(kind=draft.source_kind, title=draft.source_title)
    return named.filter(url=draft.source_url).first()


def _publishable(request: HttpRequest, pk: int) -> Draft:
    if not may_publish(user_of(request)):
        raise PermissionDenied
    return draft_for(request, pk)


def _released(request: HttpRequest, draft: Draft, release: Release) -> HttpResponse:
    address = (
        reverse("england-and-wales")
        if draft.area.kind == Area.Kind.NATION
        else reverse("area-year", args=(draft.area.slug, draft.year))
    )
    words = _("Release %(number)s is made.") % {"number": release.number}
    link = format_html('{} <a href="{}">{}</a>', words, address, _("See the public page"))
    messages.success(request, link)
    return redirect("admin:stats_draft_change", draft.pk)


def _by_table(changes: Sequence[CellChange], *, draft: Draft) -> list[tuple[str, list[ShownChange]]]:
    """The changes under the tables that they stand in, in the order of the report."""
    left = {change.cell_id: change for change in changes}
    content = DraftContent(content_of(draft).source, dict.fromkeys(left, ""))
    tables = []
    for table in grid(draft.area, draft.year, content=content):
        placed = [cell for row in table.rows for cell in row.cells if cell is not None and cell.id in left]
        if placed:
            tables.append((table.title, [_page_change(left.pop(cell.id), cell.label) for cell in placed]))
    return tables


def _page_change(change: CellChange, label: str) -> ShownChange:
    kind = {
        ADDED: _("new"),
        CHANGED: _("a correction"),
        WITHDRAWN: _("withdrawn"),
        PAGE: _("the page of the source alone"),
    }[change.kind]
    if change.kind == PAGE:
        return label, change.old_page, change.new_page, kind
    return label, change.old, change.new, kind


def _counts(changes: Sequence[CellChange]) -> str:
    if not changes:
        return _("Nothing would change for the public.")
    number = {
        kind: sum(change.kind == kind for change in changes) for kind in (ADDED, CHANGED, WITHDRAWN, PAGE)
    }
    words = {
        ADDED: ngettext("%(n)s new figure", "%(n)s new figures", number[ADDED]),
        CHANGED: ngettext("%(n)s correction", "%(n)s corrections", number[CHANGED]),
        WITHDRAWN: ngettext("%(n)s figure withdrawn", "%(n)s figures withdrawn", number[WITHDRAWN]),
        PAGE: ngettext("%(n)s page of the source", "%(n)s pages of the source", number[PAGE]),
    }
    told = [text % {"n": number[kind]} for kind, text in words.items() if number[kind]]
    return _("What the public would see change: %(what)s.") % {"what": ", ".join(told)}
