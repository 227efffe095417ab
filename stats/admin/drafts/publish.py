"""The public page as it would be, what publishing would change, publishing itself, and withdrawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from stats.admin.drafts.doors import FOLDER, draft_for, links, page, user_of
from stats.admin.drafts.page import Error, html_id
from stats.drafting import publishing
from stats.drafting.access import may_publish
from stats.drafting.changes import ADDED, CHANGED, PAGE, WITHDRAWN, CellChange
from stats.drafting.checking import check
from stats.drafting.grid import grid
from stats.drafting.publishing import NotPublishableError
from stats.drafting.typed import typed_of
from stats.models import Area, Draft, Release, Report, Source
from stats.presentation import nation as present_nation
from stats.presentation.area import page as present_area
from stats.queries.pages.area import area_page
from stats.queries.pages.nation import nation_page

AREA_TEMPLATE, NATION_TEMPLATE = "preview.html", "preview_nation.html"


@dataclass(frozen=True, slots=True)
class ChangeText:
    label: str
    before: str
    after: str
    kind: str


@dataclass(frozen=True, slots=True)
class DifferenceField:
    """A printed total that differs from its parts, with what the public is told of it."""

    id: str
    name: str
    text: str
    value: str
    error: str
    explained_name: str
    is_explained: bool


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page, made by the code that makes it for the public, of what the draft holds."""
    draft = draft_for(request, pk)
    try:
        with publishing.as_published(draft):
            template, shown = _public_page(draft)
    except NotPublishableError as error:
        return _not_previewed(request, draft, error.problems)
    if shown is None:
        return _not_previewed(request, draft, {"draft": _("Nothing is typed yet.")})
    context = {"page": shown, "section": "areas", "draft": links(request, draft)}
    return render(request, f"{FOLDER}/{template}", context)


def _public_page(draft: Draft) -> tuple[str, object | None]:
    if draft.area.kind == Area.Kind.NATION:
        return NATION_TEMPLATE, present_nation.nation_text(nation_page())
    found = area_page(draft.area.slug, year=draft.year)
    return AREA_TEMPLATE, found and present_area.area_text(found)


def _not_previewed(request: HttpRequest, draft: Draft, problems: Mapping[str, str]) -> HttpResponse:
    return page(
        request,
        "not_previewed.html",
        title=_("Preview of %(draft)s") % {"draft": draft},
        crumb=_("Preview"),
        draft=draft,
        here="preview",
        errors=[Error(words) for words in problems.values()],
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _publishable(request, pk)
    if request.method != "POST":
        return _show(request, draft, problems={}, reason="", notes=draft.notes, explained=frozenset())
    sent = request.POST
    names = [name.partition(":") for name in sent]
    notes = {rest: sent[f"note:{rest}"] for kind, _sep, rest in names if kind == "note"}
    explained = frozenset(rest for kind, _sep, rest in names if kind == "explained")
    reason, version = sent.get("reason", ""), sent.get("version", "")
    try:
        release = publishing.publish(
            draft.pk,
            expected_version=int(version) if version.isascii() and version.isdecimal() else 0,
            reason=reason,
            notes=notes,
            user=user_of(request),
            explained=explained,
        )
    except NotPublishableError as error:
        draft.refresh_from_db()
        return _show(request, draft, problems=error.problems, reason=reason, notes=notes, explained=explained)
    _say_released(request, draft, release)
    return HttpResponseRedirect(reverse("admin:stats_draft_change", args=(draft.pk,)))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the figures of the draft's source away from the public."""
    draft = _publishable(request, pk)
    report = Report.objects.filter(area=draft.area, start_year=draft.start_year).first()
    source = draft.source or _stored_source(draft)
    problems: Mapping[str, str] = {}
    reason = request.POST.get("reason", "")
    if report is None or source is None:
        problems = {"draft": _("Nothing of this source is public for this area and year.")}
    elif request.method == "POST":
        try:
            release = publishing.withdraw(report, reason=reason, user=user_of(request), source=source)
        except NotPublishableError as error:
            problems = error.problems
        else:
            _say_released(request, draft, release)
            return HttpResponseRedirect(reverse("admin:stats_draft_change", args=(draft.pk,)))
    return page(
        request,
        "withdraw.html",
        title=_("Withdraw %(draft)s") % {"draft": draft},
        crumb=_("Withdraw"),
        draft=draft,
        here="withdraw",
        source=source,
        reason=reason,
        problem=problems.get("reason", ""),
        errors=_errors(problems),
        can_go_on="draft" not in problems,
    )


def _stored_source(draft: Draft) -> Source | None:
    named = Source.objects.filter(kind=draft.source_kind, title=draft.source_title)
    return named.filter(url=draft.source_url).first()


def _publishable(request: HttpRequest, pk: int) -> Draft:
    if not may_publish(user_of(request)):
        raise PermissionDenied
    return draft_for(request, pk)


def _say_released(request: HttpRequest, draft: Draft, release: Release) -> None:
    address = (
        reverse("england-and-wales")
        if draft.area.kind == Area.Kind.NATION
        else reverse("area-year", args=(draft.area.slug, draft.year))
    )
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("Release %(number)s is made.") % {"number": release.number},
            address,
            _("See the public page"),
        ),
    )


def _show(
    request: HttpRequest,
    draft: Draft,
    *,
    problems: Mapping[str, str],
    reason: str,
    notes: Mapping[str, str],
    explained: frozenset[str],
) -> HttpResponse:
    typed = typed_of(draft)
    found = check(draft.area, draft.year, source=typed.source, cells=typed.cells, pages=typed.pages)
    changes = publishing.preview_changes(draft)
    in_the_way = (*found.problems.source.values(), *found.problems.cells.values(), *found.problems.report)
    differences = [
        DifferenceField(
            id=html_id(f"note:{identity}"),
            name=f"note:{identity}",
            text=words,
            value=notes.get(identity, ""),
            error=problems.get(f"note:{identity}", ""),
            explained_name=f"explained:{identity}",
            is_explained=identity in explained,
        )
        for identity, words in found.differences.items()
    ]
    return page(
        request,
        "publish.html",
        title=_("Publish %(draft)s") % {"draft": draft},
        crumb=_("Publish"),
        draft=draft,
        here="publish",
        errors=_errors(problems),
        counts=_counts(changes),
        tables=_by_table(changes, draft=draft),
        differences=differences,
        reason=reason,
        problem=problems.get("reason", ""),
        version=draft.version,
        in_the_way=len(in_the_way),
        can_go_on=bool(changes) and not in_the_way,
    )


def _errors(problems: Mapping[str, str]) -> list[Error]:
    anchors = {"reason": "#id_reason", "draft": ""}
    return [Error(words, anchors.get(name, f"#{html_id(name)}")) for name, words in problems.items()]


def _by_table(changes: Sequence[CellChange], *, draft: Draft) -> list[tuple[str, list[ChangeText]]]:
    """The changes under the tables that they stand in, in the order of the report."""
    left = {change.cell_id: change for change in changes}
    cells = dict.fromkeys(left, "")
    tables = []
    for table in grid(draft.area, draft.year, source=typed_of(draft).source, cells=cells).tables:
        placed = [cell for row in table.rows for cell in row.cells if cell is not None and cell.id in left]
        if placed:
            tables.append((table.title, [_change(left.pop(cell.id), cell.label) for cell in placed]))
    return tables


def _change(change: CellChange, label: str) -> ChangeText:
    kinds = {
        ADDED: _("new"),
        CHANGED: _("a correction"),
        WITHDRAWN: _("withdrawn"),
        PAGE: _("the page of the source alone"),
    }
    pages = change.kind == PAGE
    return ChangeText(
        label=label,
        before=(change.old_page if pages else change.old) or "",
        after=(change.new_page if pages else change.new) or "",
        kind=kinds.get(change.kind, change.kind),
    )


def _counts(changes: Sequence[CellChange]) -> str:
    if not changes:
        return _("Nothing would change for the public.")
    number = {kind: sum(one.kind == kind for one in changes) for kind in (ADDED, CHANGED, WITHDRAWN, PAGE)}
    words = {
        ADDED: ngettext("%(n)s new figure", "%(n)s new figures", number[ADDED]),
        CHANGED: ngettext("%(n)s correction", "%(n)s corrections", number[CHANGED]),
        WITHDRAWN: ngettext("%(n)s figure withdrawn", "%(n)s figures withdrawn", number[WITHDRAWN]),
        PAGE: ngettext("%(n)s page of the source", "%(n)s pages of the source", number[PAGE]),
    }
    told = [text % {"n": number[kind]} for kind, text in words.items() if number[kind]]
    return _("What the public would see change: %(what)s.") % {"what": ", ".join(told)}
