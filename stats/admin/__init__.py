"""The Django admin: reports to enter and publish, reference data to edit, figures to look up."""

from stats.admin import lookup, reference, staff
from stats.admin.drafts import site as drafts_site
from stats.admin.files import site as files_site

__all__ = ["drafts_site", "files_site", "lookup", "reference", "staff"]
