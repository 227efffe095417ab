"""A block copied from a report, a web page or a spreadsheet, laid over a form's tables by its labels.

Spreadsheets and web tables give tabs. A PDF gives the row's label and its numbers with spaces between,
headings on lines of their own, or one number on a line. A number goes where its label and the head of its
column say. What they do not say is offered or listed, never laid by its position; only a block that has no
labels at all is laid cell by cell from the focused one. Nothing is read here: what each text means, and
whether it can be understood, is the check's work.
"""

from stats.drafting.pasting.block import place
from stats.drafting.pasting.placement import Focus, Offer, Placed, Placement

__all__ = ["Focus", "Offer", "Placed", "Placement", "place"]
