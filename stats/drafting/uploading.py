"""Files of figures that become drafts: read by the one pipeline, looked at first, confirmed on purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from stats.catalogue.cells import cell_id
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.documents.problems import Problem, Severity, Where
from stats.drafting.access import may_enter, require_entering
from stats.drafting.beginning import (
    CannotBeginError,
    before_mappa,
    create,
    first_content,
    prior_cells,
    read_year,
    with_link,
)
from stats.drafting.content import DraftContent, content_of, table_codes
from stats.drafting.grid import public_figures
from stats.drafting.saving import Saved, TextDifference, differences, save
from stats.loading.checks import CheckedFigure, check, warnings_about_totals
from stats.loading.existing import Existing
from stats.loading.normalise import SourceKey
from stats.loading.pipeline import in_order, read_files
from stats.loading.rates import warnings_about_rates
from stats.models import Area, Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Every area's report of one year is about 5,000 figures; more than that is a load for whoever runs the site.
MOST_FIGURES = 5_000
KEPT_FOR = 60 * 60  # seconds between looking at a file and confirming it
_SALT = "stats.drafting.upload"


@dataclass(frozen=True, slots=True)
class UploadedReport:
    """One area's report in the files, and what confirming it would do.

    `draft` is the one that it would change, None where it would begin one. `changes` are the texts that would
    differ from the draft, or from what is public of that source where there is none.
    """

    area: Area
    year: ReportingYear
    draft: Draft | None
    content: DraftContent
    changes: tuple[TextDifference, ...]


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """With any error among the problems there is nothing to confirm. `token` is what confirming takes."""

    problems: tuple[Problem, ...]
    reports: tuple[UploadedReport, ...] = ()
    token: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`refused` are sentences on reports that were changed meanwhile, of which nothing was written."""

    drafts: tuple[Draft, ...]
    refused: tuple[str, ...]


class ExpiredError(ValueError):
    """The preview is too old, or is not this user's: the file must be given again."""


def preview_upload(uploads: Iterable[Upload], *, user: User) -> UploadPreview:
    """Read the files; say every problem with row and column, and what would change. Nothing is written."""
    reads, entries, problems = read_files(uploads)
    if len(entries) > MOST_FIGURES:
        too_many = Where(reads[0].name if len(reads) == 1 else "the files").problem(
            f"there are {len(entries):,} figures, more than every area publishes in a year",
            expected=f"at most {MOST_FIGURES:,} at a time",
        )
        return UploadPreview((too_many,))
    existing = Existing.read()
    checked, unfit = check(entries, existing=existing)
    groups = _by_report(checked)
    problems = [*problems, *unfit, *_not_enterable(groups, existing=existing, user=user)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return UploadPreview(in_order(dict.fromkeys(problems), reads))
    reports = [_uploaded_report(key, group, existing) for key, group in groups.items()]
    problems += [*warnings_about_totals(checked), *warnings_about_rates(checked)]
    token = _signed(reports, user=user)
    return UploadPreview(in_order(dict.fromkeys(problems), reads), tuple(reports), token)


def confirm_upload(token: str, *, user: User) -> Confirmed:
    """Write what was previewed as drafts. Raises ExpiredError and PermissionDenied."""
    try:
        sent = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise ExpiredError("This preview is more than an hour old. Choose the file again.") from error
    if sent["user"] != user.pk:
        raise ExpiredError("This preview was made by somebody else. Choose the file again.")
    drafts: list[Draft] = []
    refused: list[str] = []
    with transaction.atomic():
        areas = Area.objects.in_bulk([report["area"] for report in sent["reports"]])
        for report in sent["reports"]:
            area, year = areas[report["area"]], ReportingYear(report["year"])
            require_entering(user, area)
            content = content_of(Draft(**report["content"]))
            draft: Draft | None = None  # None where it was begun otherwise or changed after the preview
            if report["draft"] is None:
                try:
                    draft = create(area, year, content=content, user=user)
                except CannotBeginError as error:
                    # Confirmed twice, as by a second press of the button: it is there already.
                    if error.existing and content_of(error.existing) == content:
                        draft = error.existing
            else:
                saved = save(report["draft"], expected_version=report["version"], content=content, user=user)
                draft = saved.draft if isinstance(saved, Saved) else None
            if draft is not None:
                drafts.append(draft)
            else:
                words = "has changed since the preview was made. Choose the file again."
                refused.append(f"{area.name} {year} {words}")
    return Confirmed(tuple(drafts), tuple(refused))


_ReportKey = tuple[str, int, SourceKey]


def _by_report(checked: Sequence[CheckedFigure]) -> Mapping[_ReportKey, Sequence[CheckedFigure]]:
    """Figures by area, the year of the report, and source.

    A report that prints the year before beside its own keeps those figures: they go with the year after, if
    all of them stand in columns that its layout has for the year before.
    """
    groups: dict[_ReportKey, list[CheckedFigure]] = defaultdict(list)
    for figure in checked:
        groups[figure.cell.area_slug, figure.cell.start_year, figure.source].append(figure)
    for slug, start, source in sorted(groups, key=lambda key: -key[1]):
        mine, after = groups[slug, start, source], groups.get((slug, start + 1, source))
        if not after:
            continue
        prior = prior_cells(Area(kind=Area.Kind.AREA), ReportingYear(start + 1))
        if {replace(figure.cell_key, years_back=1) for figure in mine} <= prior:
            after += mine
            del groups[slug, start, source]
    return groups


def _not_enterable(
    groups: Mapping[_ReportKey, Sequence[CheckedFigure]], *, existing: Existing, user: User
) -> Iterable[Problem]:
    """A draft has one source, and is of an area that the user may enter and of a year that is over."""
    sources: dict[tuple[str, int], SourceKey] = {}
    for (slug, start, source), figures in groups.items():
        area, where = existing.areas[slug], figures[0].where
        if not may_enter(user, area):
            yield where.problem(f"this account may not enter reports of {area.name}", found=slug)
        if too_early := before_mappa(area, ReportingYear(start)):
            yield where.problem(too_early.removesuffix("."))
        try:
            read_year(ReportingYear(start).label)
        except ValidationError as error:
            yield where.problem(error.messages[0].removesuffix("."))
        if sources.setdefault((slug, start), source) != source:
            yield where.problem(
                f"a draft has one source, and {area.name} {ReportingYear(start)} is given from two",
                found=source.title,
                expected="a file for each source",
            )


def _uploaded_report(key: _ReportKey, figures: Sequence[CheckedFigure], existing: Existing) -> UploadedReport:
    slug, start, source = key
    area, year = existing.areas[slug], ReportingYear(start)
    source = with_link(source)
    draft = Draft.objects.filter(area=area, start_year=start).first()
    if draft is not None:
        base = content_of(draft)
    else:
        public = public_figures(area, years=(start, start - 1))
        base = first_content(area, year, source=source, figures=public)
    given = {
        cell_id(replace(figure.cell_key, years_back=start - figure.cell.start_year)): figure
        for figure in figures
    }
    texts = {id_: figure.printed.as_printed for id_, figure in given.items()}
    cells = {**base.cells, **texts}
    codes = table_codes(area, year, cells=cells)
    pages = {codes[id_]: figure.page for id_, figure in given.items() if figure.page}
    order = dict.fromkeys((*base.divisions, *(figure.division_name for figure in figures)))
    content = DraftContent(source, cells, {**base.pages, **pages}, base.notes, tuple(order)).cleaned()
    return UploadedReport(area, year, draft, content, differences(base, content))


def _signed(reports: Sequence[UploadedReport], *, user: User) -> str:
    sent: list[dict[str, Any]] = [
        {
            "area": report.area.pk,
            "year": report.year.start,
            "draft": report.draft.pk if report.draft else None,
            "version": report.draft.version if report.draft else 0,
            "content": report.content.columns(),
        }
        for report in reports
    ]
    return signing.dumps({"user": user.pk, "reports": sent}, salt=_SALT, compress=True)
