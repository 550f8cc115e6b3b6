"""軌跡: what a firm's journal shows, and what a proof proves."""

from datetime import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled
from tests.web.inspections.story import Story
from tests.web.journal.acting import acted, alter, journal, page_of, text

from chahe.web.accounts.roles import Role
from chahe.web.journal.models import Entry
from chahe.web.journal.words import ACTS

pytestmark = pytest.mark.django_db


def numbers(page):
    """Return the entries a page lists, in its order."""
    rows = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [int(part.split("/")[0]) for part in rows.split("/journal/")[1:]]


def test_journal_lists_a_firms_entries_newest_first(client, firm, officer):
    first = acted(firm, by=officer)
    acted(make_firm("7777"))
    last = acted(firm, "inspection.sealed", "inspection:3")

    page = text(client.get(journal(firm)))

    assert numbers(page)[:2] == [last.seq, first.seq]
    assert "封存查核" in page and "儲存底稿" in page
    assert '<td class="nowrap">系統</td>' in page
    assert "7777" not in page
    assert 'href="/firms/8888/papers/7/"' in page
    assert 'href="/firms/8888/inspections/3/"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_journal_costs_the_same_whatever_its_length(
    client, firm, officer, rows, django_assert_num_queries
):
    for _ in range(rows):
        acted(firm, by=officer)

    with django_assert_num_queries(7):  # session, user, roles, firm, count, page, firms at the top
        page = text(client.get(journal(firm), {"group": "paper"}))

    assert len(numbers(page)) == rows


@pytest.mark.parametrize(
    ("subject", "url"),
    [
        ("paper:7", "/firms/8888/papers/7/"),
        ("finding:7", "/firms/8888/findings/7/"),
        ("inspection:7", "/firms/8888/inspections/7/"),
        ("evidence:7", "/firms/8888/evidence/7/"),
        ("request:7", "/firms/8888/requests/7/"),
        ("check_run:7", "/firms/8888/runs/7/"),
        ("fact:7", "/firms/8888/profile/"),
        ("firm:7", "/firms/8888/profile/"),
        ("user:7", ""),
        ("paper:-7", ""),
        ("paper:x", ""),
        ("paper", ""),
        ("<b>:7", ""),
    ],
)
def test_subject_leads_to_its_page_when_it_has_one(client, firm, officer, subject, url):
    entry = acted(firm, "paper.written", subject)

    page = text(client.get(page_of(firm, entry))).split("對象</dt>")[1].split("</dd>")[0]

    assert ("href" in page) == bool(url)
    assert f'href="{url}"' in page or not url
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"group": "paper"}, [1]),
        ({"group": "firm"}, [3]),
        ({"group": "inspection"}, [2]),
        ({"q": "officer"}, [1]),
        ({"q": "下半年"}, [2]),
        ({"group": "nothing", "q": "officer"}, [1]),
        ({"period": "today", "group": "firm"}, [3]),
        ({"period": "2001", "group": "paper"}, [1]),
        ({"q": "沒有這個人"}, []),
    ],
)
def test_journal_filters(client, firm, officer, query, found):
    start = Entry.objects.count() - 1
    acted(firm, by=officer)
    acted(firm, "inspection.sealed", "inspection:3", detail={"number": "115年下半年"})
    acted(firm, "firm.fact_stated", "fact:1")

    page = text(client.get(journal(firm), {"group": "", **query}))

    shown = [seq - start for seq in numbers(page)]
    assert [seq for seq in shown if seq > 0] == found


def test_journal_of_a_year_holds_its_first_and_last_moments(client, firm, officer):
    this = timezone.localdate().year
    entry = acted(firm)
    zone = timezone.get_current_timezone()
    moments = (datetime(this - 1, 1, 1, tzinfo=zone), datetime(this, 1, 1, tzinfo=zone))
    listed = []
    for moment in moments:
        alter(("UPDATE journal_entry SET at = %s WHERE seq = %s", moment, entry.seq))
        page = text(client.get(journal(firm), {"period": str(this - 1), "group": "paper"}))
        listed.append(numbers(page))

    assert listed == [[entry.seq], []]


@pytest.mark.parametrize(
    "query",
    [{"page": "9" * 4000}, {"sort": "text"}, {"size": "-1"}, {"q": "\0%_'\x07"}, {"period": "x"}],
)
def test_journal_ignores_what_makes_no_sense(client, firm, officer, query):
    assert "軌跡" in text(client.get(journal(firm), query))


def test_journal_is_exported_as_csv(client, firm, officer):
    entry = acted(firm, by=officer, detail={"rule": "=1+1"})

    response = client.get(journal(firm), {"export": "csv", "group": "paper"})

    heading, row = b"".join(response).decode("utf-8-sig").splitlines()
    assert heading.startswith("序號,時間,行為人,帳號,行為,行為代碼,對象,內容")
    assert row.split(",")[2:8] == [
        officer.name, officer.username, "儲存底稿", "paper.written", "工作底稿 7", "'=1+1",
    ]  # fmt: skip
    assert row.endswith(bytes(Entry.objects.get(seq=entry.seq).leaf).hex())


def test_empty_journal_says_what_begins_it(client, firm):
    client.force_login(enrolled(make_user(Role.SUPERVISOR)))

    assert "建立查核、上傳佐證或申報公司事實之後" in text(client.get(journal(firm)))


def test_journal_of_another_firm_is_not_there(client, firm, officer):
    other = make_firm("7777")
    entry = acted(other)

    for code in ("7777", "8888"):
        for name in ("journal_entry", "journal_proof"):
            assert client.get(reverse(name, args=[code, entry.seq])).status_code == 404
    assert client.get(journal(other)).status_code == 404


@pytest.mark.parametrize("role", [Role.CONTROL_OWNER, Role.SIGNATORY, Role.ADMINISTRATOR])
def test_journal_is_refused_to_roles_that_may_not_read_it(client, firm, role):
    entry = acted(firm)
    client.force_login(enrolled(make_user(role, None if role is Role.ADMINISTRATOR else firm)))

    urls = [journal(firm), page_of(firm, entry), f"{page_of(firm, entry)}proof.json"]
    assert [client.get(url).status_code for url in urls] == [403, 403, 403]


def test_journal_takes_no_writes(client, firm, officer):
    assert client.post(journal(firm)).status_code == 405


def test_every_act_with_a_name_is_in_a_group():
    from chahe.web.journal.lists import GROUPS

    prefixes = tuple(prefix for _, group in GROUPS.values() for prefix in group)

    assert [act for act in ACTS if not act.startswith(prefixes)] == []


def test_every_subject_of_a_whole_inspection_has_a_page(client):
    story = Story()
    client.force_login(story.officer)
    with transaction.atomic():
        inspection = story.plan()
        story.find(inspection.papers.last())
    page = text(client.get(journal(story.firm)))

    links = {part.split('"')[0] for part in page.split('wide"><a href="')[1:]}
    assert len(links) >= 3
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)
