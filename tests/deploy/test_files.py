"""What the files in deploy/ say of one another; the proxy and the standby themselves run in
test_several_hosts.py. Containers are not started: that needs their images."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from psycopg2.extensions import parse_dsn

from mappa_site.environment import database
from tests.mappa_site.launching import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose"
SYSTEMD_ANALYZE = shutil.which("systemd-analyze")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((COMPOSE / "compose.yaml").read_text())["services"]
    return found


def images(services: dict[str, Any], image: str) -> set[str]:
    return {name for name, service in services.items() if service["image"].startswith(image)}


def test_the_sites_ask_the_databases_that_there_are(services: dict[str, Any]) -> None:
    example = dict(re.findall(r"^(\w+)=(.*)$", (COMPOSE / "environment.example").read_text(), re.MULTILINE))
    found = database(example["DATABASE_URL"])
    assert set(found["HOST"].split(",")) == images(services, "postgres:")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert (found["NAME"], found["USER"]) == (example["POSTGRES_DB"], example["POSTGRES_USER"])
    assert parse_dsn(example["DATABASE_URL"])


def test_the_proxy_asks_the_sites_that_there_are(services: dict[str, Any]) -> None:
    asked = re.findall(r"server ([\w-]+):8000 ", (COMPOSE / "upstream.conf").read_text())
    assert set(asked) == images(services, "mappa")


def test_what_is_mounted_is_there(services: dict[str, Any]) -> None:
    mounted = [
        source
        for service in services.values()
        for source, _, _ in (volume.partition(":") for volume in service.get("volumes", ()))
        if source.startswith(".") and source != "./certificates"
    ]
    assert len(mounted) == 4
    for source in mounted:
        assert (COMPOSE / source).is_file(), source


@pytest.mark.processes
@pytest.mark.skipif(SYSTEMD_ANALYZE is None, reason="systemd is not installed")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "mappa.service"
    unit.write_text((DEPLOY / "systemd" / "mappa.service").read_text().replace("/srv/mappa", str(ROOT)))
    read = subprocess.run([str(SYSTEMD_ANALYZE), "verify", unit], capture_output=True, text=True, check=False)
    assert "mappa.service" not in read.stderr, read.stderr
