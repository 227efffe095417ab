"""The Django admin: reports to enter and publish, reference data to edit, figures to look up."""

from stats.admin import lookup, reference, staff
from stats.admin.drafts import site

__all__ = ["lookup", "reference", "site", "staff"]
