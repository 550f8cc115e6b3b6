"""A program hands evidence in with a person's key: whole or not at all, and only what they may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import make_user

from chahe.web.accounts.roles import Role
from chahe.web.checking.models import IntakeKey
from chahe.web.demo import files
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Membership
from chahe.web.firms.personal_keys import make_key, revoke_key
from chahe.web.inspections.models import CheckRun
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db
GOOD = files.firewall(exposed=False)


def send(key, content=GOOD, kind="firewall_config", name="fw.conf", **more):
    client = Client(enforce_csrf_checks=True)
    said = {"kind": kind, "file": SimpleUploadedFile(name, content), **more}
    return client.post(reverse("intake"), said, headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def key(story):
    return make_key(IntakeKey, firm=story.firm, user=story.officer)


def test_a_file_is_handed_in_put_on_papers_and_tested(story, paper, key):
    answer = send(key)

    evidence = Evidence.objects.get()
    said = answer.json()
    assert (answer.status_code, said["evidence"], said["sha256"]) == (
        201,
        evidence.pk,
        evidence.digest,
    )
    assert f"{paper.inspection.number} {paper.ref}" in said["papers"]
    assert evidence.uploaded_by == story.officer
    assert paper.attachments.get().evidence == evidence
    assert CheckRun.objects.filter(paper=paper, state="queued").exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "holiday_photos"}, "沒有「holiday_photos」這種佐證"),
        ({"content": b""}, "空"),
        ({"content": b"MZ\x90\x00" * 64}, "執行"),
        ({"file": []}, "一個檔案"),
        ({"content": b"x" * 20_000}, "檔案超過上限"),
    ],
)
def test_what_is_refused_leaves_nothing(story, key, said, why, settings):
    settings.EVIDENCE_MAX_BYTES = 10_000
    answer = send(key, **said)

    assert answer.status_code == 422 and why in answer.json()["error"]
    assert not Evidence.objects.exists()


def test_only_a_live_key_of_somebody_who_may_opens(story, key):
    assert send("").status_code == send("guess").status_code == 401
    revoke_key(IntakeKey, firm=story.firm, user=story.officer)
    assert send(key).status_code == 401

    again = make_key(IntakeKey, firm=story.firm, user=story.officer)
    Membership.objects.filter(user=story.officer).update(role=Role.SIGNATORY)
    assert send(again).status_code == 401
    Membership.objects.filter(user=story.officer).update(role=Role.SECURITY_OFFICER)
    story.officer.is_active = False
    story.officer.save()
    assert send(again).status_code == 401
    assert not Evidence.objects.exists()


def test_without_the_header_nothing_is_read(client, story, key):
    client.force_login(story.officer)

    assert client.post(reverse("intake"), {"kind": "firewall_config"}).status_code == 401
    assert client.get(reverse("intake")).status_code == 405


def test_a_new_key_ends_the_one_before_and_only_its_digest_is_kept(story, key):
    newer = make_key(IntakeKey, firm=story.firm, user=story.officer)

    assert send(key).status_code == 401
    assert send(newer).status_code == 201
    assert newer not in str(list(IntakeKey.objects.values()))
    acts = Entry.objects.filter(subject__startswith="intake_key:").order_by("seq")
    assert [entry.act for entry in acts] == ["intake_key.made", "intake_key.made"]


def test_who_may_only_hand_in_does_so_and_fills_no_paper(story, paper):
    answer = send(make_key(IntakeKey, firm=story.firm, user=story.owner))

    assert (answer.status_code, answer.json()["papers"]) == (201, [])
    assert not paper.attachments.exists()


def test_the_page_shows_a_key_once(client, story):
    client.force_login(story.officer)
    address = reverse("intake_key", args=["8888"])

    made = client.post(address)
    later = client.get(address)

    key = made.context["made"]
    assert key in made.content.decode() and made["Cache-Control"] == "no-store"
    assert key not in later.content.decode() and "還在使用中" in later.content.decode()
    client.post(reverse("intake_key_revoke", args=["8888"]))
    assert send(key).status_code == 401
    assert (
        "沒有鑰匙可以撤銷"
        in client.post(reverse("intake_key_revoke", args=["8888"]), follow=True).content.decode()
    )


def test_who_may_not_hand_in_makes_no_key(client, story):
    client.force_login(make_user(Role.SIGNATORY, story.firm, "reader", enrolled=True))

    assert client.post(reverse("intake_key", args=["8888"])).status_code == 403
    assert not IntakeKey.objects.exists()


def test_an_evidence_page_says_what_the_machine_reads_in_it(client, story):
    client.force_login(story.officer)
    read = story.evidence(GOOD, kind="firewall_config", name="fw.conf")
    prose = story.evidence(b"hello\n", kind="audit_report")

    said = client.get(reverse("evidence_one", args=["8888", read.pk])).content.decode()
    silent = client.get(reverse("evidence_one", args=["8888", prose.pk])).content.decode()

    assert "FortiGate 設定備份" in said and "作為防火牆政策" in said
    assert "可供這些檢測使用" in said and "防火牆政策：任意放行" in said
    assert "讀得懂的格式" not in silent
