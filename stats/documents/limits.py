"""What one file may take of the machine that reads it."""

from __future__ import annotations

# The largest report of one area is 20 kB as CSV, and most PDFs are of one or two MB.
LARGEST = 20 * 1024 * 1024
# A report of 12 pages takes one or two seconds and 100 MB, a workbook of 50,000 figures about as much.
SECONDS = 30
MEMORY = 1024 * 1024 * 1024
LARGEST_ANSWER = 100 * 1024 * 1024

# The whole country's reports of one year are about 5,000 rows.
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_CELLS = 5_000_000
# 50,000 rows of the tidy shape unpack to about 60 MB.
LARGEST_UNPACKED = 250 * 1024 * 1024
# The longest report seen has 60 pages.
MOST_PAGES = 150
