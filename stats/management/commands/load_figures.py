"""Load files of figures: CSV, XLSX or ODS, tidy or as a printed report's tables."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stats.documents.upload import uploads_from
from stats.loading.pipeline import load_figures
from stats.management.loading_command import LoadingCommand


class Command(LoadingCommand):
    help = (
        "Load figures from CSV, XLSX or ODS files, or folders of them, and publish them. The files are "
        "tidy (one row for each figure, as in /data/figures.csv) or laid out as a report prints its "
        "tables. One problem anywhere and nothing is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--reason", default="", help="why published figures change, in words for the public"
        )
        parser.add_argument(
            "--replace-entered",
            action="store_true",
            help="change figures that were published from the admin as well; without it they stay",
        )

    def handle(
        self, *_: Any, paths: list[Path], reason: str, replace_entered: bool, dry_run: bool, **__: Any
    ) -> None:
        outcome = load_figures(
            uploads_from(paths),
            reason=reason.strip(),
            replace_entered=replace_entered,
            dry_run=dry_run,
            say=self.stdout.write,
        )
        self.tell(outcome, dry_run=dry_run, every_file=True)
