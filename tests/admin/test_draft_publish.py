"""Publishing, withdrawing, restoring: what is missing is told by field, what is crafted is left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from stats.drafting.content import DraftContent
from stats.drafting.publishing.publication import publish
from stats.drafting.saving import save
from stats.models import Draft, Figure
from tests.admin.office import at, form
from tests.factories import make_area, make_population
from tests.people import make_draft, make_user, printed, source

pytestmark = pytest.mark.django_db

LEVEL_3 = "level_2_3_offenders.total.3..0"


@pytest.fixture
def publisher(client: Client) -> Client:
    client.force_login(make_user("Publisher"))
    return client


@pytest.fixture
def draft(db: None) -> Draft:
    """Dorset's report of 2014-15, which prints 7 where its parts make 9."""
    return make_draft(cells=printed("dorset-2014-15"))


def summary(content: bytes) -> list[tuple[str, str]]:
    """Where each line of the summary of errors leads, and what it says."""
    box = content.decode().split('class="draft__errors"')[1].split("</div>")[0]
    return [(unescape(href), unescape(text)) for href, text in re.findall(r'<a href="#([^"]+)">([^<]+)', box)]


def test_what_is_missing_is_told_by_field_and_what_was_written_is_kept(
    publisher: Client, draft: Draft
) -> None:
    sent = {"version": "2", "reason": " ", f"explained:{LEVEL_3}": "on"}
    answer = publisher.post(at(draft, "publish"), sent)
    (reason, reason_words), (note, note_words) = summary(answer.content)
    assert (reason, reason_words) == ("id_reason", "Reason: Say in a few words why; everybody can read it.")
    assert note == f"id_note:{LEVEL_3}"
    assert "its parts (3, 4, 2) make 9. Write a note for the public" in note_words
    title = "MAPPA-eligible offenders in Levels 2 and 3 by category, 2014-15 (yearly total)"
    assert f"on “Total, Level 3” in “{title}”, or mend its figures." in note_words
    page = answer.content.decode()
    assert "the parts add up to 9." in page
    field = re.search(rf'<textarea[^>]*id="{re.escape(note)}"[^>]*>', page)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    assert f'aria-describedby="{note}_helptext {note}_error"' in field[0]
    box = re.search(rf'<input type="checkbox" name="explained:{re.escape(LEVEL_3)}"[^>]*>', page)
    assert box is not None
    assert "checked" in box[0]
    assert not Figure.objects.exists()


def test_a_rate_that_its_count_does_not_make_is_told_before_publishing(publisher: Client) -> None:
    kent = make_area("kent")
    make_population(kent, persons=1_565_000)
    cells = {"eligible_offenders.1.total..0": "906", "rso_rate....0": "620"}
    draft = make_draft(kent, cells=cells)
    page = unescape(publisher.get(at(draft, "publish")).content.decode())
    assert "The printed rate is 620. 906 among 1,565,000 people make 57.9 per 100,000." in page
    assert "It is published as printed, and the page shows both rates." in page
    sent = {"version": draft.version, "reason": "New."}
    assert publisher.post(at(draft, "publish"), sent).status_code == 302
    public = unescape(publisher.get("/areas/kent/").content.decode())
    assert "published rate is 620" in public
    assert "one in" not in public.split("Where Kent stands")[0]


def test_a_number_that_is_not_exact_is_published_with_its_word(publisher: Client) -> None:
    cells = {"eligible_offenders.1.total..0": "more than 640", "notification_breaches....0": "about 20"}
    draft = make_draft(cells=cells)
    assert "more than 640" in publisher.get(at(draft, "publish")).content.decode()
    answer = publisher.post(at(draft, "publish"), {"version": draft.version, "reason": "New."})
    assert answer.status_code == 302
    figure = Figure.objects.public().get(measure="eligible_offenders", category="1", level="total")
    assert (figure.value, figure.qualifier, figure.as_printed) == (640, "more than", "more than 640")
    public = publisher.get("/areas/dorset/").content.decode()
    assert "<strong>more than 640 registered sexual offenders</strong>" in public
    assert "about 20" in public


def test_a_note_on_what_does_not_differ_is_not_stored(publisher: Client, draft: Draft) -> None:
    sent = {"version": "2", "reason": "New.", f"note:{LEVEL_3}": "Printed so."}
    crafted = {"note:garbage": "x", "note:sopo....0": "x", "explained:garbage": "on"}
    assert publisher.post(at(draft, "publish"), sent | crafted).status_code == 302
    draft.refresh_from_db()
    assert draft.notes == {LEVEL_3: "Printed so."}
    assert draft.published_release is not None


@pytest.mark.parametrize("version", ["", "1", "-1", "99999999999999999999"])
def test_another_version_than_the_one_seen_is_not_published(
    publisher: Client, draft: Draft, version: str
) -> None:
    sent = {"version": version, "reason": "New.", f"note:{LEVEL_3}": "Printed so."}
    page = publisher.post(at(draft, "publish"), sent).content.decode()
    assert "The draft was changed after this page was opened." in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert "Printed so." in page
    assert not Figure.objects.exists()


@pytest.mark.parametrize("version", ["⁵", "two", "2\0"])
def test_a_version_that_is_no_number_publishes_nothing(publisher: Client, draft: Draft, version: str) -> None:
    answer = publisher.post(at(draft, "publish"), {"version": version, "reason": "New."})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Figure.objects.exists()


def test_a_reason_that_is_too_long_is_refused_and_kept(publisher: Client, draft: Draft) -> None:
    sent = {"version": "2", "reason": "y" * 2001, f"note:{LEVEL_3}": "Printed so."}
    answer = publisher.post(at(draft, "publish"), sent)
    ((field, words),) = summary(answer.content)
    assert field == "id_reason"
    assert "2000" in words
    assert "y" * 2001 in answer.content.decode()
    assert not Figure.objects.exists()


def test_withdrawing_asks_for_a_reason_and_for_something_that_is_public(
    publisher: Client, draft: Draft
) -> None:
    page = publisher.post(at(draft, "withdraw"), {"reason": "x"}).content.decode()
    assert "Nothing of this source is public" in page
    assert "<textarea" not in page
    root = make_user(name="other", superuser=True)
    publish(draft.pk, expected_version=2, reason="New.", notes={LEVEL_3: "Printed so."}, user=root)
    answer = publisher.post(at(draft, "withdraw"), {"reason": ""})
    assert summary(answer.content) == [
        ("id_reason", "Reason: Say in a few words why; everybody can read it.")
    ]
    assert not Figure.objects.filter(withdrawn=True).exists()
    assert publisher.post(at(draft, "withdraw"), {"reason": "Recalled."}).status_code == 302
    assert not Figure.objects.filter(withdrawn=False).exists()


@pytest.mark.parametrize("sent", [{}, {"event": "x", "version": "2"}, {"event": "⁵", "version": "2"}])
def test_restoring_asks_for_a_state(publisher: Client, draft: Draft, sent: dict[str, str]) -> None:
    answer = publisher.post(at(draft, "history"), sent)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.version == 2


def test_a_state_that_never_was_is_not_restored(publisher: Client, draft: Draft) -> None:
    sent = {"event": "99999999999999999999", "version": "2"}
    answer = publisher.post(at(draft, "history"), sent, follow=True)
    assert "The draft never had that state." in answer.content.decode()


def test_what_changes_of_the_source_is_shown_and_published(publisher: Client) -> None:
    cells = {"eligible_offenders.1.1..0": "770"}
    draft = make_draft(cells=cells)
    page = publisher.get(at(draft, "publish")).content.decode()
    assert "<dt>Title of the source</dt><dd>Annual Report 2014-15</dd>" in page
    assert "<dt>Kind of source</dt><dd>Area report</dd>" in page
    assert "<dt>Link to the source</dt><dd>none</dd>" in page
    publisher.post(at(draft, "publish"), {"version": "2", "reason": "New."})
    root = User.objects.get(username="root")
    renamed = DraftContent(source("Dorset MAPPA Report", url="https://example.org/r.pdf"), cells)
    save(draft.pk, expected_version=2, content=renamed, user=root)
    page = unescape(publisher.get(at(draft, "publish")).content.decode())
    assert "What the public would see change: the source." in page
    told = " ".join(re.sub(r"<[^>]+>", " ", page.split('class="desk__source"')[1].split("</ul>")[0]).split())
    assert "Title of the source: Annual Report 2014-15 → becomes Dorset MAPPA Report" in told
    assert "Link to the source: none → becomes https://example.org/r.pdf" in told
    answer = publisher.post(at(draft, "publish"), {"version": "3", "reason": "As on its cover."})
    assert answer.status_code == 302
    figure = Figure.objects.public().get()
    assert (figure.source.title, figure.source.url) == ("Dorset MAPPA Report", "https://example.org/r.pdf")


def test_withdrawing_is_offered_only_where_something_is_public(publisher: Client, draft: Draft) -> None:
    assert at(draft, "withdraw") not in publisher.get(at(draft, "publish")).content.decode()
    sent = {"version": "2", "reason": "New.", f"note:{LEVEL_3}": "Printed so."}
    publisher.post(at(draft, "publish"), sent)
    assert at(draft, "withdraw") in publisher.get(at(draft, "publish")).content.decode()


def test_tables_that_nobody_has_looked_at_are_listed_and_nothing_can_be_published(
    publisher: Client, draft: Draft
) -> None:
    """The cell of a division that a reading was not sure of is empty, and has its place in the form."""
    fenland = "eligible_offenders.1.total.Fenland.0"
    doubt = {"page": 9, "words": "Fenland 8 or 88", "doubt": "8 or 88."}
    Draft.objects.update(to_look_at=[LEVEL_3, "sopo....0", fenland], readings={fenland: doubt})
    page = unescape(publisher.get(at(draft, "publish")).content.decode())
    listed = page.split("accept the table:")[1].split("</ul>")[0]
    links = re.findall(r'change/#(\w+)">[^<]+</a>: (\d+) cell', listed)
    assert links == [("levels_2_and_3", "1"), ("orders_sopo", "1"), ("divisions", "1")]
    assert "id_reason" not in page
    sent = {"version": "2", "reason": "New.", f"note:{LEVEL_3}": "Printed so."}
    page = publisher.post(at(draft, "publish"), sent).content.decode()
    assert "It has cells that nobody has looked at since they were read or pasted." in page
    assert not Figure.objects.exists()
    page = unescape(publisher.get(at(draft, "change")).content.decode())
    assert f'name="look" value="cell:{fenland}">' in page
    as_sent = form(publisher, draft) | {"source_title": draft.source_title}
    for table, _number in links:
        marked = re.findall(r'name="look" value="([^"]+)">', page)
        accept = as_sent | {"look": marked, "do": f"accept:{table}"}
        assert publisher.post(at(draft, "change"), accept).status_code == 302
        page = unescape(publisher.get(at(draft, "change")).content.decode())
    draft.refresh_from_db()
    assert (draft.version, draft.to_look_at) == (2, [])
    assert publisher.post(at(draft, "publish"), sent).status_code == 302
