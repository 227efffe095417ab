"""What `./run`, `./test` and `./bench` start: installs, then hands over to the virtual environment's Python.

Standard library only. `./run` is the site; `./run manage …`, `./run backup …` and so on are the rest.
"""

import os
import sys
from typing import NoReturn

from mappa_site.launch import install
from mappa_site.launch.steps import ROOT, StepError, end_on_sigterm, reported
from mappa_site.listening import number_of_workers, take_address

USAGE = (
    "Usage: ./run, or ./run install, or ./run manage <command> [argument …], or ./run backup FILE, "
    "or ./run restore FILE. Also ./test and ./bench."
)


def main(arguments: list[str]) -> NoReturn:
    end_on_sigterm()
    os.chdir(ROOT)
    with reported():
        match arguments:
            case []:
                # What is wrong here is told now rather than after minutes of installing.
                take_address().close()
                number_of_workers()
                hand_over("mappa_site.serve")
            case ["install"]:
                install_all()
                sys.exit(0)
            case ["manage", *rest]:
                hand_over("mappa_site.launch.local", *rest, assets=False)
            case ["backup" | "restore", *_]:
                hand_over("mappa_site.launch.backup", *arguments, assets=False)
            case ["bench", *rest]:
                hand_over("tests.benchmarks", *rest)
            case ["test", *rest]:
                hand_over("tests", *rest, requirements=install.TESTING)
            case ["-h" | "--help" | "help"]:
                print(USAGE)
                sys.exit(0)
            case _:
                raise StepError(USAGE)


def hand_over(
    module: str, *arguments: str, assets: bool = True, requirements: str = install.RUNNING
) -> NoReturn:
    """Install, and go on as the virtual environment's Python in this same process: signals reach the site."""
    install_all(assets=assets, requirements=requirements)
    sys.stdout.flush()
    os.execv(install.PYTHON, [str(install.PYTHON), "-m", module, *arguments])  # noqa: S606 - no shell is wanted


def install_all(*, assets: bool = True, requirements: str = install.RUNNING) -> None:
    with install.one_at_a_time():
        install.python_packages(requirements)
        if assets:
            install.front_end()


if __name__ == "__main__":
    main(sys.argv[1:])
