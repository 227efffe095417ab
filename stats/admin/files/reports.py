"""Reports that are uploaded: one is read at once, many in the background; what is not certain is asked."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stats.admin.drafts.base import require_entering_any, sent_data, user_of
from stats.admin.drafts.forms import BeginForm
from stats.admin.files.area_tables import show_columns
from stats.admin.files.base import file_for, file_page
from stats.admin.files.forms import ReportsForm
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.access import areas_for
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files import given_files
from stats.models import Draft, GivenFile

State = GivenFile.State
_A_PAGE = 50
# What needs a person stands first.
_ORDER = (State.ASKS, State.READING, State.WAITING, State.REFUSED, State.READ)


def give_reports(request: HttpRequest) -> HttpResponse:
    require_entering_any(request)
    form = ReportsForm(sent_data(request), request.FILES or None)
    if not form.is_valid():
        return file_page(
            request, "give_reports.html", title=_("Read a report"), form=form, errors=form.error_links()
        )
    uploads = [Upload(file.name or _("the file"), content=file) for file in form.cleaned_data["reports"]]
    given = [given_files.give(one, kind=GivenFile.Kind.REPORT, user=user_of(request)) for one in uploads]
    if len(given) == 1:
        if given[0].state == State.WAITING:
            given_files.read_given(given[0].pk)
        return _onward(request, GivenFile.objects.get(pk=given[0].pk))
    given_files.start_reading()
    words = ngettext("%(n)s file was given.", "%(n)s files were given.", len(given)) % {"n": len(given)}
    messages.success(request, words)
    return redirect("admin:stats_givenfile_changelist")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The files that the user gave, those that need an answer first; publishers see everybody's."""
    require_entering_any(request)
    order = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    user = user_of(request)
    # Of drafts their names alone: a table of areas became 42 of them.
    named = Draft.objects.select_related("area").only("area__name", "start_year")
    files = given_files.files_for(user).defer("content", "reading")
    files = files.prefetch_related(Prefetch("drafts", named))
    shown = Paginator(files.alias(order=order).order_by("order", "-given_at", "-pk"), _A_PAGE)
    return file_page(
        request,
        "listed.html",
        title=_("Files"),
        files=shown.get_page(request.GET.get("page")),
        progress=given_files.progress(user),
    )


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A file: what it asks, why it was refused, or the drafts that it became."""
    file = file_for(request, pk)
    if file.state == State.ASKS and file.kind == GivenFile.Kind.AREA_TABLES:
        return show_columns(request, file)
    if file.state != State.ASKS:
        drafts = list(file.drafts.select_related("area").order_by("area__name", "start_year"))
        return file_page(request, "one.html", title=file.name, file=file, drafts=drafts)
    form = BeginForm(sent_data(request), areas=areas_for(user_of(request)), initial=_guessed(file))
    refused: CannotBeginError | None = None
    if form.is_valid():
        sent = form.cleaned_data
        try:
            draft = given_files.answer(
                file, area=sent["area"], year=sent["year"], source=sent["source"], user=user_of(request)
            )
        except CannotBeginError as error:
            refused = error
            form.add_error("year", str(error))
        except given_files.NothingReadError as error:
            form.add_error(None, str(error))
        except GivenFile.DoesNotExist:  # answered or dropped meanwhile, perhaps by a second press
            return _onward(request, file_for(request, pk))
        else:
            return _to_draft(request, draft)
    return file_page(
        request,
        "asks.html",
        title=file.name,
        file=file,
        form=form,
        errors=form.error_links(),
        existing=refused and refused.existing,
        published=refused and refused.published,
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    file = file_for(request, pk)
    given_files.drop(file, user_of(request))
    messages.success(request, _("“%(name)s” is no longer among the files.") % {"name": file.name})
    return redirect("admin:stats_givenfile_changelist")


def _guessed(file: GivenFile) -> dict[str, str]:
    return {
        "area": file.area.slug if file.area else "",
        "year": ReportingYear(file.start_year).label if file.start_year else "",
        "source_kind": file.source_kind,
        "source_title": file.source_title,
        "source_url": file.source_url,
    }


def _onward(request: HttpRequest, file: GivenFile) -> HttpResponse:
    """To the draft that the file became, or to what is to be said of it."""
    draft = file.drafts.first() if file.state == State.READ else None
    return _to_draft(request, draft) if draft else redirect("admin:stats_givenfile_change", file.pk)


def _to_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    words = _("The file was read into the draft of %(draft)s. Look at what is marked.") % {"draft": draft}
    messages.success(request, words)
    return redirect("admin:stats_draft_change", draft.pk)
