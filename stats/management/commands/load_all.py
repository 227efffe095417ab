"""Load everything in data_loads: the reference data, then every file of figures."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stats.loading.load_all import is_loaded, load_all
from stats.management.loading_command import LoadingCommand


class Command(LoadingCommand):
    help = (
        "Load the reference data and every file of figures of a folder, as one transaction. Where the "
        "same files were loaded last time, nothing is done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--again",
            action="store_true",
            help="load even if the files are those of last time, and in place of corrections made since",
        )
        self.add_folder(parser)

    def handle(self, *_: Any, folder: Path, dry_run: bool, again: bool, **__: Any) -> None:
        if not again and not dry_run and is_loaded(folder):
            self.stdout.write("Nothing to load: the data files are those loaded last time.")
            return
        outcome = load_all(folder, again=again, dry_run=dry_run, say=self.stdout.write)
        self.tell(outcome, dry_run=dry_run, every_file=False)
