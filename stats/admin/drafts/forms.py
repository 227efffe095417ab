"""The forms of a draft's pages, but for its tables: those keep every text as it was typed (grid_data.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stats.admin.drafts.base import ErrorLink
from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import read_source, read_year
from stats.loading.normalise import SourceKey
from stats.models import Area
from stats.models.source import source_kind_choices


class SummarisedForm(forms.Form):
    """A form whose errors are also listed above it, each with the name of its field and a link to it."""

    def error_links(self) -> list[ErrorLink]:
        links = [ErrorLink(str(words)) for words in self.non_field_errors()]
        for field in self:
            label = str(field.label)
            label += "" if label.endswith(".") else ":"
            links += [ErrorLink(f"{label} {words}", f"#{field.id_for_label}") for words in field.errors]
        return links

    def add_errors(self, problems: Mapping[str, str]) -> None:
        """Sentences by field; those of no field of the form stand above it alone."""
        for name, words in problems.items():
            self.add_error(name if name in self.fields else None, words)


class AreaYearForm(SummarisedForm):
    """Which report: one of the areas that the user may enter, and a year that is over."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Area"),
        to_field_name="slug",
        empty_label=_("Choose an area"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the area whose report it is.")
        ),
    )
    year = forms.CharField(
        label=_("Reporting year"),
        help_text=_("1 April to 31 March, such as 2014-15"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Area]", self.fields["area"]).queryset = areas

    def clean_year(self) -> ReportingYear:
        return read_year(self.cleaned_data["year"])


class SourceForm(SummarisedForm):
    """Which document the figures are typed from, by the rules that files are read with."""

    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=source_kind_choices, required=False)
    source_title = forms.CharField(
        label=_("Title of the source"),
        help_text=_("As on its cover, such as Dorset MAPPA Annual Report 2014-2015"),
        required=False,
        max_length=300,
    )
    source_url = forms.CharField(
        label=_("Link to the source"),
        help_text=_("Its web address, if it has one"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    @classmethod
    def showing(cls, source: SourceKey) -> SourceForm:
        return cls({"source_kind": source.kind, "source_title": source.title, "source_url": source.url})

    def clean(self) -> None:
        kind, title, url = (self.cleaned_data.get(f"source_{part}", "") for part in ("kind", "title", "url"))
        if not title:
            self.add_error("source_title", _("Give the title of the source, as on its cover."))
        try:
            self.cleaned_data["source"] = read_source(kind, title, with_scheme(url))
        except ValidationError as error:
            self.add_errors(
                {name: words[0] for name, words in error.message_dict.items() if name not in self.errors}
            )


def with_scheme(url: str) -> str:
    """A web address as it is meant: `www.gmp.police.uk` begins with https://."""
    return f"https://{url}" if re.match(r"www\.[^\s/]", url, re.IGNORECASE) else url


class BeginForm(SourceForm, AreaYearForm):
    """Everything that a draft begins with."""


class UploadForm(SummarisedForm):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # the reader says what is wrong with it
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods,.html,.htm"}),
    )


class PublicTextField(forms.CharField):
    """A few sentences that the public will read. That none may be missing is publishing's rule."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)


class WithdrawForm(SummarisedForm):
    reason = PublicTextField(label=_("Reason"), help_text=_("Everybody can read it."))


@dataclass(frozen=True)
class DifferingTotal:
    """A printed total that its parts do not make: its table's title, its own name, and what they make."""

    table: str
    total: str
    made: str


class PublishForm(SummarisedForm):
    """The reason, and a note on each printed total that its parts do not make."""

    version = forms.IntegerField(label=_("Version"), required=False)
    reason = PublicTextField(
        label=_("Reason"),
        help_text=_(
            "A sentence for the public list of updates, such as: Typed from the area’s annual report."
        ),
    )

    def __init__(
        self,
        *args: Any,
        differences: Mapping[str, str],
        totals: Mapping[str, DifferingTotal],
        notes: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`differences` are sentences by the cell id of a total, `totals` what they speak of, and `notes`
        those that are written already."""
        super().__init__(*args, **kwargs)
        self.differing_cells = tuple(differences)
        self.totals = totals
        for id_, words in differences.items():
            example = _(
                "A note for the public, such as: Printed so in the report; the parts add up to %(made)s."
            )
            self.fields[f"note:{id_}"] = PublicTextField(
                label=words,
                help_text=example % {"made": totals[id_].made},
                initial=notes.get(id_, ""),
            )
            self.fields[f"explained:{id_}"] = forms.BooleanField(
                label=_("The source itself explains the difference, and the note says how"), required=False
            )

    def add_errors(self, problems: Mapping[str, str]) -> None:
        """Those on notes that are missing name the total and its table."""
        words = _("Write a note for the public on “%(total)s” in “%(table)s”, or mend its figures.")
        ours = {f"note:{id_}": words % vars(total) for id_, total in self.totals.items()}
        super().add_errors({name: ours.get(name, told) for name, told in problems.items()})

    def differences(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each total the field of its note, and the box that says whose words the note is."""
        return [(self[f"note:{id_}"], self[f"explained:{id_}"]) for id_ in self.differing_cells]

    def notes(self) -> dict[str, str]:
        return {id_: self.cleaned_data[f"note:{id_}"] for id_ in self.differing_cells}

    def explained(self) -> frozenset[str]:
        return frozenset(id_ for id_ in self.differing_cells if self.cleaned_data[f"explained:{id_}"])


class RestoreForm(SummarisedForm):
    event = forms.IntegerField(error_messages={"required": _("Choose the state to restore.")})
    version = forms.IntegerField()
