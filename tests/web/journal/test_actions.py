import pytest
from django.db import DatabaseError, connection, transaction

from chahe.ledger import merkle
from chahe.ledger.heads import SignedHead, public_key_of, verify_head
from chahe.web.journal.actions import ledger_key, record, sign_head
from chahe.web.journal.models import Entry, Frontier, Head, Node

pytestmark = pytest.mark.django_db


def leaves():
    return [bytes(leaf) for leaf in Entry.objects.order_by("seq").values_list("leaf", flat=True)]


def naive_root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return merkle.node_hash(naive_root(hashes[:split]), naive_root(hashes[split:]))


def test_record_grows_the_tree_by_one_leaf_each():
    for n in range(11):
        record("thing.changed", subject=f"thing:{n}")

    assert [entry.seq for entry in Entry.objects.order_by("seq")] == list(range(11))
    assert Node.objects.count() == 5 + 2 + 1
    assert bytes.fromhex(sign_head().root) == naive_root(leaves())


def test_record_hashes_the_text_it_keeps():
    entry = record("thing.changed", subject="thing:1", detail={"名稱": "甲"})

    assert merkle.leaf_hash(entry.text.encode()) == bytes(Entry.objects.get().leaf)
    assert '"名稱":"甲"' in entry.text


def test_record_costs_a_fixed_number_of_queries(django_assert_num_queries):
    record("thing.changed", subject="thing:0")
    record("thing.changed", subject="thing:1")

    with django_assert_num_queries(3):  # lock the frontier, insert, move the frontier
        record("thing.changed", subject="thing:2")
    with django_assert_num_queries(4):  # … and the nodes it completes, in one insert
        record("thing.changed", subject="thing:3")


def test_entry_cannot_be_changed_in_the_database():
    record("thing.changed", subject="thing:1")

    for statement in ("UPDATE journal_entry SET act = 'x'", "DELETE FROM journal_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_sign_head_is_signed_by_our_key_and_kept_once():
    record("thing.changed", subject="thing:1")

    head = sign_head()

    signed = SignedHead(head.size, head.root, head.at.isoformat(), head.key_id, head.signature)
    assert sign_head() == head
    assert Head.objects.count() == 1
    assert head.size == Frontier.objects.get().size == 1
    assert verify_head(signed, public_key_of(ledger_key()))
