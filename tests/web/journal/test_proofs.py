"""One entry of a journal: its text, and what its proof proves."""

import json
from base64 import b64decode

import pytest
from tests.web.journal.acting import acted, alter, journal, page_of, text

from chahe.ledger import merkle
from chahe.ledger.heads import SignedHead, verify_head
from chahe.web.journal.actions import sign_head

pytestmark = pytest.mark.django_db


def test_entry_before_any_head_says_it_is_not_signed(client, firm, officer):
    entry = acted(firm)

    page = text(client.get(page_of(firm, entry)))

    assert "尚未簽署" in page
    assert "proof.json" not in page
    assert entry.text.replace('"', "&quot;") in page
    assert merkle.leaf_hash(entry.text.encode()).hex() in page
    assert client.get(f"{page_of(firm, entry)}proof.json").status_code == 404


def test_entry_is_verified_against_the_latest_head_that_covers_it(client, firm, officer):
    entry = acted(firm)
    sign_head()
    acted(firm)
    latest = sign_head()
    uncovered = acted(firm)

    page = text(client.get(page_of(firm, entry)))

    assert "驗證通過" in page
    assert latest.root in page
    assert f"{latest.size} 筆" in page
    assert "尚未簽署" in text(client.get(page_of(firm, uncovered)))


def test_proof_file_verifies_by_itself(client, firm, officer):
    entry = acted(firm, detail={"名稱": "甲"})
    for _ in range(5):
        acted(firm)
    sign_head()

    response = client.get(f"{page_of(firm, entry)}proof.json")

    said = json.loads(text(response))
    head = SignedHead(**said["head"])
    leaf = merkle.leaf_hash(said["entry"].encode())
    proof = [bytes.fromhex(each) for each in said["proof"]]
    assert (
        response["Content-Disposition"] == f'attachment; filename="journal-8888-{entry.seq}.json"'
    )
    assert said["leaf"] == leaf.hex()
    assert verify_head(head, b64decode(said["public_key"]))
    assert merkle.verify_inclusion(leaf, said["index"], head.size, proof, bytes.fromhex(head.root))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal_entry SET text = replace(text, 'paper:7', 'paper:8') WHERE seq = %s",
         ["紀錄被改動", "驗證不通過"]),
        ("UPDATE journal_entry SET actor = 'nobody' WHERE seq = %s", ["紀錄被改動", "驗證通過"]),
        ("UPDATE journal_entry SET text = 'x' WHERE seq = %s", ["不是正規格式", "驗證不通過"]),
        ("UPDATE journal_head SET root = 'x' WHERE size > %s", ["驗證不通過"]),
        ("UPDATE journal_head SET signature = 'x' WHERE size > %s", ["簽章不成立"]),
        ("DELETE FROM journal_node WHERE index >= 0 AND %s >= 0", ["驗證不通過"]),
    ],
)  # fmt: skip
def test_entry_that_was_altered_is_shown_as_altered(client, firm, officer, statement, said):
    entry = acted(firm)
    for _ in range(6):
        acted(firm)
    sign_head()
    alter((statement.replace("index >=", '"index" >='), entry.seq))

    page = text(client.get(page_of(firm, entry)))

    assert [word for word in said if word not in page] == []
    assert ("驗證通過" in page) == ("驗證通過" in said)
    assert text(client.get(journal(firm)))


def test_entry_without_our_key_is_not_said_to_be_signed(client, firm, officer, settings):
    entry = acted(firm)
    sign_head()
    settings.LEDGER_KEY.unlink()

    assert "簽章不成立" in text(client.get(page_of(firm, entry)))
    assert not settings.LEDGER_KEY.exists()


@pytest.mark.parametrize("seq", ["999", "9" * 25, "9" * 5000, "-1", "x"])
def test_entry_that_is_not_there_is_not_found(client, firm, officer, seq):
    assert client.get(f"/firms/8888/journal/{seq}/").status_code == 404
