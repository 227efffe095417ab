"""How long a report takes to be read, and how much memory the process has that opens it.

    ./bench reading

A report of twelve pages as PDF, opened in its child process and read; then a folder of a hundred, as a
mixture of PDF, Word and HTML. Exits with 1 where the slowest of a few readings of the PDF, or the memory of
any child, is over the project's limit.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from statistics import median
from time import perf_counter

from tests.reading.made.areas import KNOWN
from tests.reading.made.documents import MAKERS, make
from tests.reading.made.printed import Report
from tests.reading.made.reports import NAMES, report

PAGES = 12
RUNS = 5
FOLDER = 100
SECONDS = 5.0
MEGABYTES = 300.0


def main() -> int:
    taken = [read(twelve_pages(), kind="pdf", layout=layout) for layout in ("ruled", "two-columns") * RUNS]
    print(f"A PDF of {PAGES} pages: {median(taken):.2f} s, the slowest of {len(taken)} {max(taken):.2f} s")
    made = [(kind, layout) for kind, (layouts, _) in MAKERS.items() if kind != "txt" for layout in layouts]
    began = perf_counter()
    for number in range(FOLDER):
        kind, layout = made[number % len(made)]
        read(report(NAMES[number % len(NAMES)]), kind=kind, layout=layout)
        if (number + 1) % 25 == 0:
            print(f"{number + 1} of {FOLDER}: {perf_counter() - began:.1f} s", flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Memory of the largest child: {memory:.0f} MB")
    over = []
    if max(taken) > SECONDS:
        over.append(f"a PDF takes {max(taken):.2f} s, {SECONDS:.0f} are allowed")
    if memory > MEGABYTES:
        over.append(f"a child takes {memory:.0f} MB, {MEGABYTES:.0f} are allowed")
    for line in over:
        print(f"Over the limit: {line}", file=sys.stderr)
    return int(bool(over))


def twelve_pages() -> Report:
    """Greater Manchester's, whose tables are the most, with as many pages of sentences as it takes."""
    printed = report("greater-manchester-2014-15")
    sentences = printed.pages[1:4] * PAGES
    return replace(printed, pages=(*printed.pages, *sentences)[:PAGES])


def read(printed: Report, *, kind: str, layout: str) -> float:
    """Seconds for one report, from the bytes of the upload to its cells."""
    from stats.documents import Upload, read_document
    from stats.reading.report.read import read_report

    content = make(printed, kind=kind, layout=layout)
    began = perf_counter()
    document = read_document(Upload(f"{printed.name}.{kind}", content=content))
    reading = read_report(document, areas=KNOWN)
    took = perf_counter() - began
    if document.problems or not reading.cells:
        raise SystemExit(f"{printed.name}.{kind}, {layout}, was not read: {document.problems}")
    return took


if __name__ == "__main__":
    sys.exit(main())
