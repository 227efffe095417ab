"""Load the reference data: areas, places, populations, sources and notes."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stats.loading.reference.load import load_reference
from stats.management.loading_command import LoadingCommand


class Command(LoadingCommand):
    help = (
        "Make the stored areas, places, populations, sources, notes and local activity equal to areas.csv, "
        "places.csv, populations.csv, sources.csv, notes.csv and local_activity.csv of a folder."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        self.add_folder(parser)

    def handle(self, *_: Any, folder: Path, dry_run: bool, **__: Any) -> None:
        outcome = load_reference(folder, dry_run=dry_run, say=self.stdout.write)
        self.tell(outcome, dry_run=dry_run, every_file=True)
