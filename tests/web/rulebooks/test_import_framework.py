"""A framework in a format of its own is imported as any official document is."""

import pytest
from tests.factories import make_user
from tests.standards.imports.frameworks import CATALOG, as_json
from tests.web.rulebooks.importing import accept_all

from chahe.web.accounts.roles import Role
from chahe.web.rulebooks import actions_confirm, actions_imports
from chahe.web.rulebooks.editions import edition_by_id
from chahe.web.rulebooks.wanted import Wanted

pytestmark = pytest.mark.django_db


def test_an_oscal_catalog_becomes_an_edition_in_force():
    supervisor = make_user(Role.SUPERVISOR)

    imported = actions_imports.import_document(
        data=as_json(CATALOG),
        name="gate.json",
        wanted=Wanted("demo/gates", "2026-01-01", body="示範協會"),
        by=supervisor,
    )
    imported.rules.filter(path__in=("5", "6")).update(cadence=["annual"])  # catalogs name none
    actions_confirm.confirm(imported=accept_all(imported, by=supervisor), by=supervisor)

    edition = edition_by_id("demo/gates@2026-01-01")
    assert [(rule.path, rule.title) for rule in edition.rules] == [
        ("5", "Gates"),
        ("5.1", "Locks"),
        ("5.1.2", "Spare keys"),
        ("5.7", "Hinges"),
        ("6", "Doors"),
        ("6.1", "Any"),
    ]
