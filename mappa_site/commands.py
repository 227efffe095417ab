"""`./run manage`, `./test` and `./bench`, in the virtual environment."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn

from mappa_site.local import local_environment
from mappa_site.steps import ROOT, StepError, end_on_sigterm, reported, say

BENCHMARKS = ROOT / "tests" / "benchmarks"

# A process a core; a file stays together, because its tests share what takes long to make.
ON_ALL_CORES = ("-n", "logical", "--maxprocesses", "8", "--dist", "loadfile")

# mypy's Django plugin reads the settings, but connects to nothing.
SETTINGS_TO_READ = {"SECRET_KEY": "only read, " * 5, "DATABASE_URL": "postgresql:///none"}


def main(arguments: Sequence[str]) -> NoReturn:
    end_on_sigterm()
    command, *rest = arguments
    with reported():
        if command == "test":
            sys.exit(test(rest))
        with local_environment():
            sys.exit(bench(rest) if command == "bench" else run(["manage.py", *rest]))


def run(arguments: Sequence[str], **environment: str) -> int:
    """Run the virtual environment's Python and give its exit status, as a shell would."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=os.environ | environment)
    # Ctrl-C reaches the child as well; what it does about it (a shell goes on) decides how long we wait.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        status = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        if process.returncode is None:
            process.terminate()
            process.wait()
    return status if status >= 0 else 128 - status


def bench(names: Sequence[str]) -> int:
    held = sorted(path.stem for path in BENCHMARKS.glob("*.py") if not path.stem.startswith("_"))
    unknown = sorted(set(names) - set(held))
    if unknown or not held:
        raise StepError(
            f"No such benchmark: {', '.join(unknown) or 'none is there'}. Choose from: {', '.join(held)}"
        )
    return max(run(["-m", f"tests.benchmarks.{name}"]) for name in names or held)


def test(arguments: Sequence[str]) -> int:
    """With no arguments all that guards the code; with arguments pytest alone, which is given them.

    A part of the tests is sooner done in one process than shared out; `--unit` is a large part.
    """
    sound = bool(arguments) or lint()
    cores = ON_ALL_CORES if not arguments or "--unit" in arguments else ()
    status = run(["-m", "pytest", *cores, *arguments], DJANGO_SETTINGS_MODULE="mappa_site.settings")
    return status or int(not sound)


LINTERS = {
    "ruff check": ["ruff", "check", "--quiet"],
    "ruff format --check": ["ruff", "format", "--check", "--quiet"],
    "djlint": ["djlint", "templates", "--lint", "--quiet"],
    "mypy": ["mypy", "--no-error-summary"],
    "vulture": ["tests.dead_code"],
}


def lint() -> bool:
    """Run every linter, say of each whether it passed, and give True where all did."""
    sound = True
    for name, command in LINTERS.items():
        failed = run(["-m", *command], **SETTINGS_TO_READ)
        say(f"{name}: {'failed, see above' if failed else 'passed'}")
        sound = sound and not failed
    return sound


if __name__ == "__main__":
    main(sys.argv[1:])
