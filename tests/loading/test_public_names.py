"""Where a file lay on somebody's computer is not for the public, which is told its last part at most."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.http.response import HttpResponseBase
from django.test import Client

from stats.loading.load_all import load_all
from stats.loading.releases import public_name
from tests.loading.conftest import edit

HEADER = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
ROW = "dorset,,2014-15,sopo,,,{},,area report,Dorset MAPPA Annual Report 2014-2015,\n"


def text(answer: HttpResponseBase) -> str:
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode()


@pytest.mark.django_db
def test_no_folder_is_on_any_public_address(folder: Path, client: Client) -> None:
    inner = folder / "figures" / "hush-folder"
    inner.mkdir(parents=True)
    file = inner / "dorset.csv"
    file.write_text(HEADER + ROW.format(62), "utf-8")
    load_all(folder)  # release 1
    typed = folder / "hush-folder" / "typed.csv"
    typed.parent.mkdir()
    typed.write_text(HEADER + ROW.format(63) + ROW.format(5).replace("sopo", "rso_rate"), "utf-8")
    call_command("load_figures", str(typed), "--reason", "Misread digit.")
    typed.write_text(HEADER + ROW.format(4).replace("sopo", "notification_breaches"), "utf-8")
    call_command("load_figures", str(typed))  # adds, and gives no reason
    edit(folder, "figures/hush-folder/dorset.csv", ",62,", ",61,")
    load_all(folder)

    shown = {
        address: text(client.get(address))
        for address in (
            *("/updates/", "/updates/feed/", "/data/figures.csv", "/areas/dorset/2014-15/"),
            *(f"/updates/{number}/" for number in range(1, 5)),
        )
    }

    assert [address for address, page in shown.items() if "hush-folder" in page or str(folder) in page] == []
    assert "Brought into line with the data file dorset.csv." in shown["/updates/4/"]
    assert "Misread digit." in shown["/updates/2/"]
    assert "typed.csv: 1 added" in shown["/updates/3/"]


@pytest.mark.parametrize("name", ["/srv/x/a.csv", "x/a.csv", "a.csv", "C:\\Users\\x\\a.csv"])
def test_the_last_part_of_a_name(name: str) -> None:
    assert public_name(name) == "a.csv"
