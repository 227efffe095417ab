"""What `./bench` runs once all is installed: the benchmarks named, or all, on a database of this checkout."""

import sys
from pathlib import Path

from mappa_site.launch.local import local_environment
from mappa_site.launch.steps import StepError, end_on_sigterm, reported, run_python


def main(names: list[str]) -> int:
    held = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    if unknown := sorted(set(names) - set(held)):
        raise StepError(f"No such benchmark: {', '.join(unknown)}. Choose from: {', '.join(held)}")
    return max(run_python(["-m", f"tests.benchmarks.{name}"]) for name in names or held)


if __name__ == "__main__":
    end_on_sigterm()
    with reported(), local_environment():
        sys.exit(main(sys.argv[1:]))
