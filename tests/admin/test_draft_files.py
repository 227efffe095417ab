"""Files in the admin: a template filled in comes back as a draft, and a wrong file says what is wrong."""

from __future__ import annotations

import io
import re
from html import unescape

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stats.models import Area, AreaGrant, Draft

UPLOAD = "/admin/stats/draft/upload/"

pytestmark = pytest.mark.usefixtures("parsed_once")


@pytest.fixture
def typist(shipped: None) -> Client:
    user = User.objects.create_user("typist", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Data entry"))
    AreaGrant.objects.create(user=user, area=Area.objects.get(slug="dorset"))
    client = Client()
    client.force_login(user)
    return client


def template(client: Client, kind: str) -> bytes:
    answer = client.get(f"/admin/stats/draft/template/?area=dorset&year=2016-17&kind={kind}")
    assert answer.status_code == 200
    assert f"dorset-2016-17.{kind}" in answer.headers["Content-Disposition"]
    return answer.content


def filled(kind: str, content: bytes) -> bytes:
    """The template with a title and three numbers typed into it."""
    if kind == "csv":
        text = content.decode("utf-8-sig").replace("Source title,", "Source title,Dorset MAPPA 2016-17")
        return re.sub(r"(Level 2),,,,", r"\1,36,22,7,", text, count=1).encode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "Source title":
            row[1].value = "Dorset MAPPA 2016-17"
        if row[0].value == "Level 2":
            row[1].value, row[2].value, row[3].value = "36", "22", "7"
            break
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(client: Client, name: str, content: bytes) -> str:
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_filled_template_is_shown_and_then_saved_as_a_draft(typist: Client, kind: str) -> None:
    page = sent(typist, f"dorset.{kind}", filled(kind, template(typist, kind)))
    assert "Dorset 2016-17" in page
    assert not Draft.objects.exists()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    assert typist.post(UPLOAD, {"token": token[1]}).status_code == 302
    cells = Draft.objects.get().cells
    assert [cells[f"eligible_offenders.{n}.2..0"] for n in "123"] == ["36", "22", "7"]


def test_a_wrong_file_says_where_and_saves_nothing(typist: Client) -> None:
    content = filled("csv", template(typist, "csv")).replace(b"36,22,7", b"36,2O2,7")
    page = sent(typist, "dorset.csv", content)
    assert "a letter stands among the digits" in page
    assert re.search(r"row \d+, column C", page)
    assert 'name="token"' not in page
    for name, wrong in (("report.pdf", b"%PDF-1.4"), ("empty.csv", b""), ("page.csv", b"<html></html>")):
        assert "There is a problem" in sent(typist, name, wrong)
    assert "Choose a file" in unescape(typist.post(UPLOAD, {}).content.decode())
    assert not Draft.objects.exists()


def test_a_wide_table_with_areas_in_rows_leads_to_where_it_is_read(typist: Client) -> None:
    wide = "Area,Category 1,Category 2\nDorset,770,100\nKent,1471,88\nGwent,303,12\n"
    page = sent(typist, "areas.csv", wide.encode())
    assert "There is a problem" in page
    assert "looks like a table with areas down its side" in page
    assert page.count('href="/admin/stats/givenfile/area-tables/"') == 2
    other = sent(typist, "moons.csv", b"Planet,Moons\nMars,2\nEarth,1\n")
    assert "looks like a table with areas" not in other


def test_the_page_says_what_to_type_for_a_marker(typist: Client) -> None:
    page = unescape(typist.get(UPLOAD).content.decode())
    for marker in ("-", "c", "x"):
        assert f"<kbd>{marker}</kbd>" in page
    assert "/admin/handbook/#markers" in page


def test_confirming_twice_says_nothing_of_somebody_else(typist: Client) -> None:
    page = sent(typist, "dorset.csv", filled("csv", template(typist, "csv")))
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    for _press in range(2):
        answer = typist.post(UPLOAD, {"token": token[1]}, follow=True)
        said = unescape(answer.content.decode())
        assert "Saved as drafts:" in said
        assert "Choose the file again" not in said
    assert Draft.objects.count() == 1


def test_what_was_changed_meanwhile_is_not_put_on_somebody(typist: Client) -> None:
    page = sent(typist, "dorset.csv", filled("csv", template(typist, "csv")))
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    typist.post(UPLOAD, {"token": token[1]})
    Draft.objects.update(version=7, cells={"eligible_offenders.1.1..0": "1"})
    said = unescape(typist.post(UPLOAD, {"token": token[1]}, follow=True).content.decode())
    assert "has changed since the preview was made" in said
    assert "somebody else" not in said


def test_a_file_of_another_area_is_refused(typist: Client) -> None:
    content = filled("csv", template(typist, "csv")).replace(b"MAPPA area,Dorset", b"MAPPA area,Kent")
    assert "may not enter reports of Kent" in sent(typist, "kent.csv", content)


def test_fifty_thousand_rows_are_too_many(typist: Client) -> None:
    head = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
    row = "dorset,,2016-17,sopo,,,{},,area report,Dorset MAPPA 2016-17,\n"
    page = sent(typist, "many.csv", (head + "".join(row.format(n) for n in range(50_000))).encode())
    assert "50,000 figures" in page


def test_a_preview_that_was_changed_is_refused(typist: Client) -> None:
    answer = typist.post(UPLOAD, {"token": "not-signed"})
    assert "Choose the file again" in unescape(answer.content.decode())


@pytest.mark.parametrize(
    "query", ["", "?area=kent&year=2016-17", "?area=dorset&year=soon", "?area=dorset&year=2099-00"]
)
def test_a_template_that_cannot_be_made_says_why(typist: Client, query: str) -> None:
    answer = typist.get(f"/admin/stats/draft/template/{query}")
    assert "There is a problem" in answer.content.decode()
