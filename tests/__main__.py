"""What `./test` runs once all is installed: what guards the code, or with arguments pytest alone.

Marked `thorough` are the tests that ask the same of every page, sentence or damaged report, follow a form or
a chart into its corners, or install, back up and freeze a whole site. They take as long as all others
together. `./test --all` runs them too, as `.ci/run` does with every change; `./test` says that it did not.

A part of the tests is sooner done in one process than shared out; `--unit` is a large part.
"""

import sys

from mappa_site.launch.steps import end_on_sigterm, reported, run_python, say

# A process a core. Tests are begun in the order of tests/conftest.py, which also says what stays together.
ON_ALL_CORES = ("-n", "logical", "--maxprocesses", "8", "--dist", "loadscope", "--no-loadscope-reorder")

ALL = "--all"
NOT_THOROUGH = "not thorough"

# mypy's Django plugin reads the settings, but connects to nothing.
SETTINGS_TO_READ = {"SECRET_KEY": "only read, " * 5, "DATABASE_URL": "postgresql:///none"}

# What one process has compiled serves the others and the next run, whatever the machine is set to: else each
# would take 6 s to compile the tests.
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}

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
        failed = run_python(["-m", *command], **SETTINGS_TO_READ)
        say(f"{name}: {'failed, see above' if failed else 'passed'}")
        sound = sound and not failed
    return sound


def main(arguments: list[str]) -> int:
    named = [one for one in arguments if one != ALL]
    sound = bool(named) or lint()
    told = how(arguments)
    failed = run_python(["-m", "pytest", *told], **COMPILED_ONCE)
    if NOT_THOROUGH in told:
        say(f"Without the thorough tests, which ./test {ALL} runs as well.")
    return failed or int(not sound)


def how(arguments: list[str]) -> list[str]:
    """What pytest is told. Tests that are asked for by name run, be they thorough or not."""
    named = [one for one in arguments if one != ALL]
    is_shared_out = not named or "--unit" in named
    leaves_out = is_shared_out and ALL not in arguments
    return [*(ON_ALL_CORES if is_shared_out else ()), *(("-m", NOT_THOROUGH) if leaves_out else ()), *named]


if __name__ == "__main__":
    end_on_sigterm()
    with reported():
        sys.exit(main(sys.argv[1:]))
