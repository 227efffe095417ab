"""The Django admin: reference data to edit, figures and their history to look up."""

from stats.admin import lookup, reference

__all__ = ["lookup", "reference"]
