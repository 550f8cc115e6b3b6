"""What `verify_ledger` finds when somebody with the database's own key changes it."""

import pytest
from tests.web.journal.acting import alter

from chahe.web.journal import verify
from chahe.web.journal.actions import record, sign_head
from chahe.web.journal.verify import verify_ledger

pytestmark = pytest.mark.django_db
SIZE = 13


@pytest.fixture
def ledger():
    for n in range(SIZE):
        record("paper.written", subject=f"paper:{n}", firm="8888", detail={"題目": "甲"})
        if n in (4, 9):
            sign_head()
    return sign_head()


def places():
    return {problem.where for problem in verify_ledger()}


def test_ledger_that_nobody_touched_is_sound(ledger):
    assert verify_ledger() == []


def test_empty_ledger_is_sound():
    assert verify_ledger() == []


def test_empty_ledger_with_a_signed_head_is_sound():
    sign_head()

    assert verify_ledger() == []


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_ledger_is_read_in_chunks_of_any_size(ledger, monkeypatch, chunk):
    monkeypatch.setattr(verify, "CHUNK", chunk)

    assert verify_ledger() == []


def test_changed_text_is_found_in_the_entry_its_nodes_and_every_later_head(ledger):
    alter(("UPDATE journal_entry SET text = replace(text, '甲', '乙') WHERE seq = 6",))

    assert places() == {
        "entry:6", "node:1/3", "node:2/1", "node:3/0", "head:10", "head:13", "frontier",
    }  # fmt: skip


def test_changed_text_and_leaf_together_are_still_found(ledger):
    from chahe.ledger.merkle import leaf_hash
    from chahe.web.journal.models import Entry

    text = Entry.objects.get(seq=6).text.replace("甲", "乙")
    leaf = leaf_hash(text.encode())
    alter(("UPDATE journal_entry SET text = %s, leaf = %s WHERE seq = 6", text, leaf))

    assert {"node:1/3", "head:10", "frontier"} <= places()
    assert "entry:6" not in places()


@pytest.mark.parametrize(
    ("column", "value", "label"),
    [
        ("actor", "x", "行為人"),
        ("firm", "7777", "證券商"),
        ("act", "x", "行為"),
        ("subject", "x", "對象"),
        ("before", "x", "之前摘要"),
        ("after", "x", "之後摘要"),
        ("at", "2020-01-01 00:00:00+00:00", "時間"),
    ],
)
def test_changed_column_is_found_and_named(ledger, column, value, label):
    alter((f'UPDATE journal_entry SET "{column}" = %s WHERE seq = 6', value))

    (problem,) = verify_ledger()
    assert problem.where == "entry:6"
    assert problem.message == f"第 6 筆的欄位與內容不符：{label}"


def test_changed_leaf_is_found(ledger):
    alter(("UPDATE journal_entry SET leaf = %s WHERE seq = 6", b"x" * 32))

    assert places() == {"entry:6"}


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"at":"x"}', '{"at": 1}', "null"])
def test_text_that_is_not_an_entry_is_found(ledger, text):
    alter(("UPDATE journal_entry SET text = %s WHERE seq = 6", text))

    assert "第 6 筆的內容不是正規格式" in {problem.message for problem in verify_ledger()}


def test_missing_entry_is_found_once_and_later_heads_cannot_stand(ledger):
    alter(("DELETE FROM journal_entry WHERE seq = 6",))

    assert places() == {"entry:6", "head:10", "head:13"}


def test_entries_cut_off_at_the_end_are_found(ledger):
    alter(
        ("DELETE FROM journal_entry WHERE seq >= 11",),
        ("DELETE FROM journal_head WHERE size > 11",),
    )

    assert places() == {"node", "frontier"}


def test_cut_off_ledger_with_its_counts_mended_is_found_by_its_heads(ledger):
    alter(("DELETE FROM journal_entry WHERE seq >= 11",))

    assert "head:13" in places()


def test_entry_moved_far_away_does_not_hold_us_up(ledger):
    alter(("UPDATE journal_entry SET seq = 1000000000000 WHERE seq = 12",))

    assert {"entry:12", "entry:1000000000000", "head:13"} == places()


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE journal_node SET hash = %s WHERE level = 2", {"node:2/0", "node:2/1", "node:2/2"}),
        ("DELETE FROM journal_node WHERE hash <> %s AND level = 3", {"node:3/0"}),
        ("INSERT INTO journal_node (hash, level, \"index\") VALUES (%s, 9, 9)", {"node"}),
        ("UPDATE journal_frontier SET hashes = %s", {"frontier"}),
    ],
)  # fmt: skip
def test_changed_node_is_found(ledger, statement, where):
    alter((statement, b"x" * 32))

    assert places() == where


@pytest.mark.parametrize(
    "change",
    ["size = 12", f"root = '{'0' * 64}'", "at = '2020-01-01 00:00:00+00:00'",
     "key_id = 'x'", "signature = 'x'"],
)  # fmt: skip
def test_changed_head_is_found(ledger, change):
    alter((f"UPDATE journal_head SET {change} WHERE size = 13",))

    assert places() == {"head:12" if change.startswith("size") else "head:13"}


def test_head_signed_by_another_key_is_found(ledger, settings):
    settings.LEDGER_KEY.unlink()

    assert places() == {"head:5", "head:10", "head:13"}
