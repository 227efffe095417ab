"""What one file may take of the machine that reads it."""

from __future__ import annotations

# The largest report of one area is 20 kB as CSV, and most PDFs are of one or two MB.
LARGEST = 20 * 1024 * 1024
# A report of 12 pages takes one second and 50 MB, a workbook of 50,000 figures five and 200 MB.
CPU_SECONDS = 30
SECONDS = 60  # by the clock: a busy machine gives each process a part of its time
MEMORY = 1024 * 1024 * 1024
LARGEST_ANSWER = 50 * 1024 * 1024

# The whole country's reports of one year are about 5,000 rows.
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_CELLS = 5_000_000
# 50,000 rows of the tidy shape unpack to about 60 MB.
LARGEST_UNPACKED = 250 * 1024 * 1024
# The longest report seen has 60 pages.
MOST_PAGES = 150
# Sixty pages of text are some 1,100 lines and 90,000 characters; looking for tables takes the site itself,
# without the bounds above, a second for each thousand lines that are nothing but labels.
MOST_TEXT_CELLS = 12_000
MOST_CHARACTERS = 1_000_000
