"""The bad days of a first `./run`: cut short at once, started twice at once. Real processes."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mappa_site.launch import install
from mappa_site.launch.install import BUILT
from tests.mappa_site.launching import SERVE, end, eventually, launch

pytestmark = [pytest.mark.thorough, pytest.mark.processes]

# The first step of `./run`, for a checkout of the test's own.
MAKE_ENVIRONMENT = """
import pathlib, sys
from mappa_site.launch import install, steps
root = pathlib.Path(sys.argv[1])
install.VENV, install.PYTHON = root / ".venv", root / ".venv" / "bin" / "python"
install.LOCAL = steps.LOCAL = root / ".local"
with steps.reported(), install.one_at_a_time():
    install.ensure_venv()
"""


def pip_works(checkout: Path) -> bool:
    pip = [str(checkout / ".venv" / "bin" / "python"), "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_environment_cut_short_is_mended_by_the_next_run(
    how: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the step with its launch; after a kill the step goes on, and the next run waits for it."""
    first = launch(MAKE_ENVIRONMENT, str(tmp_path), said=tmp_path / "first")
    try:
        assert eventually((tmp_path / ".venv" / "bin" / "python").exists, seconds=60)
        first.send_signal(how)
        assert first.wait(60) == (130 if how == signal.SIGINT else -how)
    finally:
        end(first)
    assert not pip_works(tmp_path)
    second = launch(MAKE_ENVIRONMENT, str(tmp_path), said=tmp_path / "second")
    try:
        assert second.wait(120) == 0, (tmp_path / "second").read_text()
    finally:
        end(second)
    assert pip_works(tmp_path)
    waited = "Waiting for another launch" in (tmp_path / "second").read_text()
    assert waited == (how == signal.SIGKILL)

    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    assert install.is_whole()
    next((tmp_path / ".venv").glob("lib/*/site-packages/pip-*.dist-info/RECORD")).unlink()
    assert not install.is_whole()


def test_packages_are_installed_again_once_the_environment_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Removed by hand, or with another Python behind its link since the machine was upgraded."""
    python = tmp_path / ".venv" / "bin" / "python"
    steps: list[str] = []

    def make_environment() -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        if not python.is_symlink():
            python.symlink_to("/bin/sh")

    def steps_of(requirements: str) -> list[str]:
        steps.clear()
        install.python_packages(requirements)
        return list(steps)

    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", python)
    monkeypatch.setattr(install, "ensure_venv", make_environment)
    monkeypatch.setattr(install, "run_step", lambda title, *_, **__: steps.append(title))
    installing = ["Installing the Python packages"]
    assert steps_of(install.RUNNING) == steps_of(install.TESTING) == installing
    assert steps_of(install.RUNNING) == steps_of(install.TESTING) == []
    shutil.rmtree(tmp_path / ".venv")
    assert steps_of(install.RUNNING) == steps_of(install.TESTING) == installing
    python.unlink()
    python.symlink_to("/bin/cat")
    assert steps_of(install.RUNNING) == steps_of(install.TESTING) == installing


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="mappa-test-"))
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it")
def test_two_first_runs_at_once_both_serve(folder: Path) -> None:
    said = [folder / "first", folder / "second"]
    sites = [launch(SERVE, str(folder / "postgres"), said=file, PORT="0") for file in said]
    try:
        for site, file in zip(sites, said, strict=True):
            serves = lambda site=site, file=file: "Serving on" in file.read_text() or site.poll() is not None  # noqa: E731
            assert eventually(serves, seconds=120)
            assert site.poll() is None, file.read_text()
        assert "".join(file.read_text() for file in said).count("Loaded as release 1") == 1
        for site in sites:
            site.terminate()
            assert site.wait(60) == 0
    finally:
        for site in sites:
            end(site)
