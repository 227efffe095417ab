"""The forms with which files are given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from stats.admin.drafts.forms import SourceForm, SummarisedForm
from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import read_year


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or many. That one is empty, or none of its kind, is for its reader to say."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        one_by_one = [super(SeveralFilesField, self).clean(file, initial) for file in data or [None]]
        return [file for file in one_by_one if file]


class ReportsForm(SummarisedForm):
    reports = SeveralFilesField(
        label=_("Reports"),
        help_text=_("PDF, Word (.docx), web page or plain text. One file, or up to a hundred at once."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        widget=SeveralFilesInput(attrs={"accept": ".pdf,.docx,.html,.htm,.txt,.md"}),
    )


class AreaTablesForm(SummarisedForm):
    file = forms.FileField(
        label=_("Table of areas"),
        help_text=_("XLSX, ODS, CSV or a web page, with areas down its side."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt,.html,.htm"}),
    )


class TablesForm(SourceForm):
    """What is said of a table of areas besides its columns."""

    year = forms.CharField(
        label=_("Reporting year of tables that name none"),
        help_text=_("Such as 2014-15. Where it is given, columns of other years are left out."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    national = forms.BooleanField(
        label=_("Take the row of England and Wales as its figures, besides checking with it"), required=False
    )
    keep = forms.CharField(
        label=_("Keep these columns as"),
        help_text=_("A name, such as MoJ area tables. Next year’s file with the same heads is offered them."),
        required=False,
        max_length=120,
    )

    def clean_year(self) -> ReportingYear | None:
        text = self.cleaned_data["year"].strip()
        return read_year(text) if text else None

    def clean_keep(self) -> str:
        return str(self.cleaned_data["keep"]).strip()
