"""A table of areas uploaded: its columns asked and confirmed, then a draft of each area, or none."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stats.models import Area, AreaGrant, ColumnMapping, Draft, Figure, GivenFile, Release
from tests.loading.files import xlsx
from tests.people import make_draft, make_user
from tests.reading.area_workbooks import SLUGS, Made, eligible, made
from tests.reading.stored_areas import make_areas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]

GIVE = "/admin/stats/givenfile/area-tables/"
FIELD = re.compile(r'<select name="([^"]+)".*?</select>', re.DOTALL)
CHOSEN = re.compile(r'<option value="([^"]*)" selected>')


@pytest.fixture
def publisher(client: Client) -> Client:
    make_areas()
    client.force_login(make_user("Publisher", name="publisher"))
    return client


def given(client: Client, content: bytes, name: str = "area-tables.xlsx") -> tuple[str, str]:
    """Where the file's page is, and what it says."""
    answer = client.post(GIVE, {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return answer.redirect_chain[-1][0], unescape(answer.content.decode())


def choices(page: str) -> dict[str, str]:
    """What stands chosen in each field of the form."""
    fields = {field[1]: field[0] for field in FIELD.finditer(page)}
    return {
        name: (found[1] if (found := CHOSEN.search(text)) else _first(text)) for name, text in fields.items()
    }


def _first(select: str) -> str:
    found = re.search(r'<option value="([^"]*)"', select)
    assert found is not None
    return found[1]


def sent(client: Client, address: str, page: str, do: str, **fields: str) -> str:
    data = choices(page) | {"source_title": "Area tables 2014-15", "source_url": "", "do": do} | fields
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def problems(page: str) -> str:
    return page.split('class="draft__errors"')[1].split("</div>", maxsplit=1)[0]


def with_atlantis() -> Made:
    book = made("one_row_of_heads")
    rows = book.sheets["Sheet1"] if "Sheet1" in book.sheets else next(iter(book.sheets.values()))
    rows.append(["Atlantis", 5, 6, 7, 18])
    return book


def test_a_certain_file_is_proposed_checked_and_becomes_42_drafts(publisher: Client) -> None:
    book = made("regions_and_totals_between")
    address, page = given(publisher, xlsx(book.sheets))
    assert "42 areas" in page
    assert eligible("1", "total") in choices(page).values()
    assert "Avon and Somerset: <strong>" in page
    page = sent(publisher, address, page, "check")
    assert "168 figures would go into 42 drafts. Nothing is stored yet." in page
    assert "40 printed totals were added up, and their areas make all of them." in page
    assert not Draft.objects.exists()
    page = sent(publisher, address, page, "confirm")
    assert "42 drafts hold what was read." in page
    assert page.index("Avon and Somerset 2014-15</a>") < page.index("Wiltshire 2014-15</a>")
    drafts = {draft.area.slug: draft for draft in Draft.objects.select_related("area")}
    assert set(drafts) == set(SLUGS)
    for (slug, _year, id_), text in book.figures.items():
        if slug in drafts:
            assert drafts[slug].cells[id_].replace(",", "") == text
    assert {draft.source_title for draft in drafts.values()} == {"Area tables 2014-15"}
    assert not Figure.objects.exists()
    file = GivenFile.objects.get()
    assert (file.state, bytes(file.content), file.drafts.count()) == ("read", b"", 42)


def test_drafts_of_confirmed_columns_are_published_in_one_release(publisher: Client) -> None:
    address, page = given(publisher, xlsx(made("one_row_of_heads").sheets))
    sent(publisher, address, page, "confirm")
    listed = unescape(publisher.get("/admin/stats/draft/publish/").content.decode())
    ticked = re.findall(r'name="draft"[^>]*value="([^"]+)" checked', listed)
    assert len(ticked) == 42
    publisher.post("/admin/stats/draft/publish/", {"draft": ticked, "reason": "From the area tables."})
    assert Release.objects.count() == 1
    assert Figure.objects.public().count() == 168


def test_confirming_twice_makes_the_drafts_once(publisher: Client) -> None:
    address, page = given(publisher, xlsx(made("one_row_of_heads").sheets))
    first = sent(publisher, address, page, "confirm")
    versions = list(Draft.objects.values_list("version", flat=True))
    again = sent(publisher, address, page, "confirm")
    assert "42 drafts" in first
    assert "42 drafts" in again
    assert list(Draft.objects.values_list("version", flat=True)) == versions


def test_what_is_not_certain_is_asked_and_leads_to_its_field(publisher: Client) -> None:
    address, page = given(publisher, xlsx(made("nothing_says_of_what").sheets))
    assert list(choices(page).values())[:3] == ["?", "?", "?"]
    assert "Perhaps" in page
    for do in ("check", "confirm"):
        page = sent(publisher, address, page, do)
        assert problems(page).count('href="#column:') == 3
        assert not Draft.objects.exists()
    answers = {f"column:{n}": id_ for n, id_ in enumerate((eligible("total", "2"), "", ""))}
    page = sent(publisher, address, page, "confirm", **answers)
    assert "42 drafts hold what was read." in page
    assert set(Draft.objects.get(area__slug="dorset").readings) == {eligible("total", "2")}


def test_a_row_that_is_no_known_area_is_asked_and_never_dropped(publisher: Client) -> None:
    address, page = given(publisher, xlsx(with_atlantis().sheets))
    assert "Atlantis" in page
    assert "This row is no known area." in page
    page = sent(publisher, address, page, "confirm")
    assert "Atlantis: say what it is, or leave it out." in problems(page)
    assert not Draft.objects.exists()
    page = sent(publisher, address, page, "confirm", **{"row:0": ""})
    assert "42 drafts hold what was read." in page


def test_two_rows_for_one_area_and_two_columns_for_one_cell_are_refused(publisher: Client) -> None:
    address, page = given(publisher, xlsx(with_atlantis().sheets))
    twice = sent(publisher, address, page, "confirm", **{"row:0": "dorset"})
    assert "dorset has two rows" in problems(twice)
    same = dict.fromkeys(("column:0", "column:1"), eligible("1", "total"))
    twice = sent(publisher, address, page, "confirm", **{"row:0": ""}, **same)
    assert "two columns are taken for" in problems(twice)
    assert not Draft.objects.exists()


def test_a_total_that_its_areas_do_not_make_is_told(publisher: Client) -> None:
    book = made("regions_and_totals_between")
    rows = next(iter(book.sheets.values()))
    row = next(row for row in rows if row and str(row[0]).strip() == "Dorset")
    row[1] = 999_999
    address, page = given(publisher, xlsx(book.sheets))
    page = sent(publisher, address, page, "check")
    assert "printed totals are not what their areas make" in page
    assert "its areas make" in page


def test_columns_are_kept_by_name_and_offered_to_a_file_with_the_same_heads(publisher: Client) -> None:
    book = made("nothing_says_of_what")
    address, page = given(publisher, xlsx(book.sheets))
    answers = {f"column:{n}": id_ for n, id_ in enumerate((eligible("total", "2"), "", ""))}
    sent(publisher, address, page, "confirm", keep=" My tables ", **answers)
    assert ColumnMapping.objects.get().name == "My tables"
    address, page = given(publisher, xlsx(book.sheets))
    assert "The columns kept as “My tables” are taken over" in page
    assert list(choices(page).values())[:3] == [eligible("total", "2"), "", ""]
    anew = unescape(publisher.get(f"{address}?mapping=").content.decode())
    assert list(choices(anew).values())[:3] == ["?", "?", "?"]
    assert "?mapping=My%20tables" in anew
    address, page = given(publisher, xlsx(made("one_row_of_heads").sheets))
    assert "My tables" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"column:0": "population.1.1..0"}, "there is no measure"),
        ({"column:0": "eligible_offenders.9.1..0"}, "eligible_offenders"),
        ({"column:0": "<script>"}, "there is no measure"),
        ({"year_alone": "sometimes"}, "year_alone"),
        ({"row:0": "atlantis"}, "atlantis"),
        ({"source_title": ""}, "Title of the source"),
        ({"source_url": "javascript:x"}, "Link to the source"),
        ({"year": "soon"}, "Reporting year"),
        ({"year": "2098-99"}, "in the future"),
        ({"keep": "x" * 121}, "Keep these columns as"),
    ],
)
def test_what_cannot_be_is_said_and_stores_nothing(
    publisher: Client, fields: dict[str, str], words: str
) -> None:
    address, page = given(publisher, xlsx(with_atlantis().sheets))
    page = sent(publisher, address, page, "confirm", **({"row:0": ""} | fields))
    assert words in problems(page)
    assert not Draft.objects.exists()
    assert not ColumnMapping.objects.exists()
    assert GivenFile.objects.get().state == "asks"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", b"", "The file is empty"),
        ("t.csv", b"Planet,Moons\nMars,2\n", "no row has the name of a MAPPA area"),
        ("t.xlsx", b"PK\x03\x04 no workbook", "Could not be read."),
        ("t.pdf", b"%PDF-1.7", "Could not be read."),
        ("t.html", b"<table><tr><td>Mars</td><td>2</td></tr></table>", "no row has the name of a MAPPA area"),
    ],
)
def test_a_file_that_is_no_table_of_areas_says_why(
    publisher: Client, name: str, content: bytes, words: str
) -> None:
    _address, page = given(publisher, content, name)
    assert words in page
    assert "Give another file" in page
    assert GivenFile.objects.get().state == "refused"


def test_an_html_table_and_a_csv_are_read_too(publisher: Client) -> None:
    head = "MAPPA-eligible offenders on 31 March 2015;Category 1, all levels\n"
    csv = head + "Dorset;770\nKent Police;1,471\nGwent;303\n"
    rows = "".join(f"<tr><td>{'</td><td>'.join(line.split(';'))}</td></tr>" for line in csv.splitlines())
    for name, content in (("t.csv", csv.encode()), ("t.html", f"<table>{rows}</table>".encode())):
        address, page = given(publisher, content, name)
        assert "3 areas" in page
        answers = {"column:0": eligible("1", "total"), "year": "2014-15"}
        page = sent(publisher, address, page, "check", **answers)
        assert "3 figures would go into 3 drafts." in page


def test_what_is_typed_stays_and_is_told_as_a_doubt(publisher: Client) -> None:
    draft = make_draft(
        Area.objects.get(slug="dorset"), cells={eligible("1", "total"): "1"}, user=User.objects.get()
    )
    address, page = given(publisher, xlsx(made("one_row_of_heads").sheets))
    sent(publisher, address, page, "confirm")
    draft.refresh_from_db()
    assert draft.cells[eligible("1", "total")] == "1"
    assert "1 is typed" in draft.readings[eligible("1", "total")]["doubt"]


def test_areas_that_were_not_given_are_not_entered_and_nothing_is_stored(client: Client) -> None:
    make_areas()
    typist = make_user("Data entry", name="typist")
    AreaGrant.objects.create(user=typist, area=Area.objects.get(slug="dorset"))
    client.force_login(typist)
    address, page = given(client, xlsx(made("one_row_of_heads").sheets))
    page = sent(client, address, page, "confirm")
    assert "may not enter reports of" in problems(page)
    assert not Draft.objects.exists()
    few = b"Area,Registered sex offenders on 31 March 2015\nDorset,770\n"
    address, page = given(client, few, "few.csv")
    page = sent(client, address, page, "confirm", **{"column:0": eligible("1", "total"), "year": "2014-15"})
    assert Draft.objects.get().area.slug == "dorset"


def test_national_figures_are_taken_only_when_asked_for(publisher: Client) -> None:
    address, page = given(publisher, xlsx(made("regions_and_totals_between").sheets))
    assert 'name="national"' in page
    sent(publisher, address, page, "confirm", national="on")
    assert Draft.objects.filter(area__kind=Area.Kind.NATION).count() == 1
