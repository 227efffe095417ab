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

# mypy's Django plugin reads the settings, but connects to nothing.
SETTINGS_TO_READ = {"SECRET_KEY": "only read, by the type checker", "DATABASE_URL": "postgresql:///none"}


def main(arguments: Sequence[str]) -> NoReturn:
    end_on_sigterm()
    with reported():
        match arguments:
            case ["manage", *rest]:
                with local_environment():
                    status = run(["manage.py", *rest])
            case ["bench", *names]:
                with local_environment():
                    status = bench(names)
            case ["test", *rest]:
                status = test(rest)
            case _:
                raise StepError("Usage: ./run manage …, ./run test …, ./run bench …")
        sys.exit(status)


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
    """With no arguments all that guards the code; with arguments pytest alone, which is given them."""
    failed = [] if arguments else lint()
    status = run(["-m", "pytest", *arguments], DJANGO_SETTINGS_MODULE="mappa_site.settings")
    return status or int(bool(failed))


def lint() -> list[str]:
    checks = {
        "ruff check": run(["-m", "ruff", "check", "--quiet"]),
        "ruff format --check": run(["-m", "ruff", "format", "--check", "--quiet"]),
        "djlint": run(["-m", "djlint", "templates", "--lint", "--quiet"]),
        "mypy": run(["-m", "mypy", "--no-error-summary"], **SETTINGS_TO_READ),
    }
    for name, status in checks.items():
        say(f"{name}: {'failed, see above' if status else 'passed'}")
    return [name for name, status in checks.items() if status]


if __name__ == "__main__":
    main(sys.argv[1:])
