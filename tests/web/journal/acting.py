"""What tests of the journal do: act, look, and alter what is kept."""

from django.db import connection
from django.urls import reverse

from chahe.web.journal.actions import record


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def journal(firm):
    return reverse("journal", args=[firm.code])


def page_of(firm, entry):
    return reverse("journal_entry", args=[firm.code, entry.seq])


def acted(firm, act="paper.written", subject="paper:7", **more):
    return record(act, subject=subject, firm=firm.code, **more)


def alter(*statements):
    """Change what is kept, as somebody with the database's own key could."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_node", "journal_head"):
            if connection.vendor == "sqlite":
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        for statement, *values in statements:
            cursor.execute(statement, values)
