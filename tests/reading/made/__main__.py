"""Writes every made report to a folder, to be looked at: python -m tests.reading.made FOLDER."""

import sys
from pathlib import Path

from tests.reading.made.documents import MAKERS, make
from tests.reading.made.reports import NAMES, report


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        for kind, (layouts, _) in MAKERS.items():
            for layout in layouts:
                content = make(report(name), kind=kind, layout=layout)
                (folder / f"{name}-{layout}.{kind}").write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
