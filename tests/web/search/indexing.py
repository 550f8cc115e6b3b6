"""Put invented texts into an empty index, and ask it."""

from itertools import count

from django.db import connection

from chahe.web.search.actions import keep
from chahe.web.search.entries import Entry
from chahe.web.search.models import Indexed, IndexedText, IndexedWords, Kind
from chahe.web.search.queries import find, read_by, show, visible
from chahe.web.search.terms import ask

_places = count(10**9)  # behind those of the books


def empty():
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        for model in (IndexedWords, IndexedText, Indexed):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def index(body, *, title="標題", names=(), kind=Kind.RULE, firm=None, subject=""):
    """Index a text; what it is called when it is found is its subject."""
    place = next(_places)
    subject = subject or f"demo/book@2024-01-01#{place}"
    firm_id = firm.pk if firm else None
    book = ("", "", "") if firm else ("twse/mechanism", "2018-11-30", "7.1")
    keep([Entry(kind, subject, place, tuple(names), title, body, *book, firm_id=firm_id)])
    return subject


def hits(user, typed, *, most=1000):
    """Return what a user finds, as it is shown, best first."""
    question = ask(typed)
    found = find(visible(user), question, firms=read_by(user), most=most)
    return show(found.places, question, most=120)


def found(user, typed):
    """Return the subjects of what a user finds, best first."""
    return [hit.text.subject for hit in hits(user, typed)]
