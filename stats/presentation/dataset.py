"""All the figures as a schema.org Dataset, for search engines of data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stats.catalogue.reader import catalogue

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# Inside an element of HTML no text may begin another, or end this one.
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A file of the dataset: its whole address and its media type."""

    address: str
    kind: str


def dataset(*, address: str, home: str, files: Iterable[DatasetFile], release: int, day: date) -> SafeString:
    """The data block for the page of that address, to stand in a script element of `application/ld+json`."""
    publisher = {"@type": "Organization", "name": "MAPPA in numbers", "url": home}
    block = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _("Published MAPPA figures of England and Wales"),
        "description": _(
            "Every published figure on multi-agency public protection arrangements that this site holds, by "
            "area and reporting year, as its source prints it, with that source."
        ),
        "url": address,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "version": str(release),
        "dateModified": day.isoformat(),
        "spatialCoverage": {"@type": "Place", "name": _("England and Wales")},
        "variableMeasured": [one.title for one in catalogue().indicators.values()],
        "distribution": [
            {"@type": "DataDownload", "contentUrl": file.address, "encodingFormat": file.kind}
            for file in files
        ],
    }
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPED))  # noqa: S308 -- nothing in it can end its element
