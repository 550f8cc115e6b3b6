"""Importing an official document and deciding of its rules, on a regulation we invented."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import make_user
from tests.web.rulebooks.importing import (
    DOCUMENT,
    FIRST,
    NEW,
    OLD,
    SECOND,
    accept_all,
    bring,
    in_force,
    told,
)

from chahe.rulebook import in_force as in_force_on
from chahe.web.accounts.roles import Role
from chahe.web.journal.models import Entry
from chahe.web.rulebooks import actions_confirm, actions_deciding, actions_imports, wanted
from chahe.web.rulebooks.editions import edition_by_id, editions, official_texts
from chahe.web.rulebooks.models import BoundText, ImportedEdition, OfficialFile, ProposedRule
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR)


def acts():
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def details(act):
    return [
        json.loads(entry.text)["detail"] for entry in Entry.objects.filter(act=act).order_by("seq")
    ]


def rule_of(imported, path, **said):
    return imported.rules.get(path=path, **said)


def test_a_first_import_is_proposed_and_binds_nobody(supervisor):
    before = editions()

    imported = bring(by=supervisor)

    assert (imported.state, imported.title, imported.base) == (
        *("proposed", "證券商小型機房管理要點", ""),
    )
    assert set(told(imported).values()) == {("", "pending")}
    assert bytes(OfficialFile.objects.get().content) == OLD.encode()
    assert editions() == before
    assert acts() == ["rulebook.imported"]
    assert details("rulebook.imported") == [
        {
            "base": "",
            "edition": f"{DOCUMENT}@{FIRST}",
            "name": "room.txt",
            "rules": 7,
            "unplaced": 0,
        }
    ]


def test_a_confirmed_edition_is_in_force_from_its_day_with_its_texts(supervisor):
    imported = in_force(by=supervisor)

    edition = edition_by_id(imported.edition_id)
    assert [rule.path for rule in edition.rules] == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2"]
    assert edition.by_path["2.1"].question == "公司是否已依官方條文 2(1) 辦理？"
    assert official_texts(edition.id)["2.1"] == "機房設備應建立清單，並指定保管人。"
    assert edition in in_force_on(editions(), on=date(2024, 1, 1))
    assert edition not in in_force_on(editions(), on=date(2023, 12, 31))
    assert (imported.confirmed_by, acts()[-1]) == (supervisor, "rulebook.confirmed")


def test_the_next_edition_carries_over_proposes_and_ends_the_one_before(supervisor):
    first = in_force(by=supervisor)

    second = bring(NEW, edition="113/05/15", by=supervisor)

    assert (second.edition, second.base) == (SECOND, first.edition_id)
    assert told(second) == {
        ("1", "same"): ("1", "carried"),
        ("1.1", "same"): ("1.1", "carried"),
        ("1.2", "new"): ("", "pending"),
        ("1.3", "reworded"): ("1.2", "pending"),
        ("1.4", "renumbered"): ("1.3", "pending"),
        ("2", "same"): ("2", "carried"),
        ("2.1", "same"): ("2.1", "carried"),
        ("2.2", "removed"): ("2.2", "pending"),
    }
    accept_all(second)
    actions_confirm.confirm(imported=second, by=supervisor)
    held = {e.id for e in in_force_on(editions(), on=date(2024, 6, 1))}
    assert (second.edition_id in held, first.edition_id in held) == (True, False)
    edition = edition_by_id(second.edition_id)
    assert [rule.path for rule in edition.rules] == ["1", "1.1", "1.2", "1.3", "1.4", "2", "2.1"]
    assert edition.by_path["1.3"].lineage == (f"{first.edition_id}#1.2",)


def test_an_edition_is_not_confirmed_while_a_rule_is_undecided(supervisor):
    imported = bring(by=supervisor)

    with pytest.raises(Refused, match="還有 7 條沒有決定"):
        actions_confirm.confirm(imported=imported, by=supervisor)

    assert acts() == ["rulebook.imported"]


def test_what_a_person_writes_is_what_the_edition_says(supervisor):
    imported = bring(by=supervisor)
    rule = rule_of(imported, "2.1")

    actions_deciding.accept(
        rule=rule, by=supervisor, values={"question": "清單上每一項都有保管人嗎？"}
    )
    accept_all(imported)
    actions_confirm.confirm(imported=imported, by=supervisor)

    asked = edition_by_id(imported.edition_id).by_path["2.1"].question
    assert asked == "清單上每一項都有保管人嗎？"
    assert ProposedRule.objects.get(pk=rule.pk).decision == "changed"
    assert details("rulebook.proposal_decided")[0]["decision"] == "changed"


def test_a_definition_without_a_cadence_is_asked_about(supervisor):
    imported = accept_all(bring(OLD + "3. 本要點用詞定義：機房指放置主機之處所。\n"))

    with pytest.raises(Refused, match="3「本要點用詞定義」沒有週期"):
        actions_confirm.confirm(imported=imported, by=supervisor)

    rule = rule_of(imported, "3")
    actions_deciding.accept(rule=rule, by=supervisor, values={"inspected": False})
    actions_confirm.confirm(imported=imported, by=supervisor)
    assert edition_by_id(imported.edition_id).by_path["3"].leaf is False


def test_choosing_another_origin_proposes_the_old_one_for_removal(supervisor):
    in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    actions_deciding.choose_origin(rule=rule_of(second, "1.3"), origin="2.2", by=supervisor)

    assert told(second)[("1.3", "reworded")] == ("2.2", "pending")
    assert told(second)[("1.2", "removed")] == ("1.2", "pending")
    assert ("2.2", "removed") not in told(second)


def test_an_origin_serves_one_rule(supervisor):
    in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)
    before = told(second)

    with pytest.raises(Refused, match="已經是另一條的來源"):
        actions_deciding.choose_origin(rule=rule_of(second, "1.2"), origin="1.2", by=supervisor)

    assert told(second) == before


def test_a_rule_that_is_none_is_left_out_and_its_origin_is_asked_about(supervisor):
    in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    actions_deciding.reject(rule=rule_of(second, "1.4"), by=supervisor)

    assert told(second)[("1.3", "removed")] == ("1.3", "pending")
    accept_all(second)
    actions_confirm.confirm(imported=second, by=supervisor)
    assert "1.4" not in edition_by_id(second.edition_id).by_path


def test_a_removal_that_is_rejected_keeps_the_rule_as_it_was(supervisor):
    first = in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    actions_deciding.reject(rule=rule_of(second, "2.2"), by=supervisor)
    accept_all(second)
    actions_confirm.confirm(imported=second, by=supervisor)

    old, new = (edition_by_id(each.edition_id).by_path["2.2"] for each in (first, second))
    assert (new.question, new.procedure) == (old.question, old.procedure)
    assert official_texts(second.edition_id)["2.2"] == "設備汰換前應清除儲存的資料。"


def test_accepting_all_alike_takes_only_what_is_alike_enough(supervisor):
    in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    with pytest.raises(Refused, match="沒有相似度 99%"):
        actions_deciding.accept_alike(imported=second, kind="reworded", at_least=99, by=supervisor)
    taken = actions_deciding.accept_alike(
        imported=second, kind="reworded", at_least=80, by=supervisor
    )

    assert taken == 1
    assert {path for (path, _), (_, said) in told(second).items() if said == "pending"} == {
        *("1.2", "1.4", "2.2")
    }
    assert details("rulebook.proposal_decided")[-1]["paths"] == ["1.3"]


def test_a_partial_document_carries_over_the_rest_with_its_texts(supervisor):
    first = in_force(by=supervisor)
    text = "1. 門禁管理（CC-16000，年度查核）\n(2) 進出機房應登記事由，紀錄保存五年。\n"
    second = bring(text, edition=SECOND, partial=True, by=supervisor, name="part.txt")

    assert [r.path for r in second.rules.filter(decision="pending")] == ["1.2"]
    accept_all(second)
    actions_confirm.confirm(imported=second, by=supervisor)

    assert set(edition_by_id(second.edition_id).by_path) == {
        *edition_by_id(first.edition_id).by_path
    }
    bound = {
        each.path: each.file.name
        for each in BoundText.objects.filter(imported=second).select_related("file")
    }
    assert bound == {
        **dict.fromkeys(["1.1", "1.3", "2", "2.1", "2.2"], "room.txt"),
        **{"1": "part.txt", "1.2": "part.txt"},
    }


def test_a_withdrawn_import_makes_room_and_is_never_confirmed(supervisor):
    imported = bring(by=supervisor)

    actions_imports.withdraw(imported=imported, by=supervisor, reason="日期填錯")

    with pytest.raises(Refused, match="已撤回，不能再確認"):
        actions_confirm.confirm(imported=imported, by=supervisor)
    with pytest.raises(Refused, match="先前已撤回"):
        actions_imports.withdraw(imported=imported, by=supervisor, reason="再一次")
    assert bring(by=supervisor).state == "proposed"


def test_a_confirmed_edition_can_be_withdrawn_until_something_rests_on_it(supervisor):
    first = in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    with pytest.raises(Refused, match="先撤回較新的"):
        actions_imports.withdraw(imported=first, by=supervisor, reason="錯")
    actions_imports.withdraw(imported=second, by=supervisor, reason="錯")
    actions_imports.withdraw(imported=first, by=supervisor, reason="錯")

    assert edition_by_id(first.edition_id) is None
    assert official_texts(first.edition_id) == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"document": "機房"}, "機關/文件"),
        ({"edition": "明年"}, "沒有「demo/machine-room@明年」這個版本"),
        ({"edition": "1900-01-01"}, "民國元年"),
        ({"base": "twse/mechanism@2018-11-30"}, "不能作為前一版本"),
        ({"base": "demo/machine-room@2023-01-01"}, "可用的有：（沒有）"),
        ({"partial": True}, "還沒有前一版本"),
        ({"label": "修訂後"}, "沒有唯一的欄位叫「修訂後」"),
        ({"text": ""}, "檔案是空的"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_leaves_nothing(supervisor, said, why):
    text = said.pop("text", OLD)

    with pytest.raises(Refused, match=why):
        bring(text, by=supervisor, **said)

    assert not OfficialFile.objects.exists()
    assert acts() == []


def test_a_document_never_takes_the_address_of_another_page():
    with pytest.raises(Refused, match="另有用途"):
        wanted.refuse_address("imports/3", "accept")


def test_a_second_import_of_the_same_day_is_refused(supervisor):
    bring(by=supervisor)

    with pytest.raises(Refused, match="113年1月1日施行的版本已經匯入過"):
        bring(NEW, by=supervisor)

    assert OfficialFile.objects.count() == 1


def test_the_database_holds_one_edition_of_a_day(supervisor):
    imported = bring(by=supervisor)
    imported.pk = None

    with pytest.raises(IntegrityError, match="document"), transaction.atomic():
        imported.save(force_insert=True)


def test_a_failure_half_way_leaves_nothing(supervisor, monkeypatch):
    def fail(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr(actions_imports, "record", fail)

    with pytest.raises(OSError, match="disk"):
        bring(by=supervisor)

    assert (OfficialFile.objects.count(), ImportedEdition.objects.count()) == (0, 0)
    assert ProposedRule.objects.count() == 0


def test_a_confirmation_that_fails_leaves_the_import_open(supervisor, monkeypatch):
    imported = accept_all(bring(by=supervisor))

    def fail(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr(actions_confirm, "record", fail)
    with pytest.raises(OSError, match="disk"):
        actions_confirm.confirm(imported=imported, by=supervisor)

    assert ImportedEdition.objects.get().state == "proposed"
    assert BoundText.objects.count() == 0


def test_of_two_who_confirm_one_wins(supervisor):
    imported = accept_all(bring(by=supervisor))
    same = ImportedEdition.objects.get(pk=imported.pk)

    actions_confirm.confirm(imported=imported, by=supervisor)

    with pytest.raises(Refused, match="已生效，不能再確認"):
        actions_confirm.confirm(imported=same, by=supervisor)
    assert acts().count("rulebook.confirmed") == 1


def test_nothing_is_decided_after_it_is_confirmed(supervisor):
    imported = in_force(by=supervisor)
    rule = rule_of(imported, "1.1")

    for act in (actions_deciding.accept, actions_deciding.reject):
        with pytest.raises(Refused, match="不能再更改"):
            act(rule=rule, by=supervisor)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda i: OfficialFile.objects.update(name="x"),
        lambda i: OfficialFile.objects.all().delete(),
        lambda i: BoundText.objects.update(text="x"),
        lambda i: BoundText.objects.all().delete(),
        lambda i: i.rules.update(question="x"),
        lambda i: i.rules.all().delete(),
        lambda i: ImportedEdition.objects.update(title="x"),
        lambda i: ImportedEdition.objects.update(state="proposed", digest="", confirmed_at=None),
        lambda i: ImportedEdition.objects.update(book={}),
        lambda i: ImportedEdition.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_change_what_is_confirmed(supervisor, spoil):
    imported = in_force(by=supervisor)

    with pytest.raises(Exception, match=r"not changed|protected"), transaction.atomic():
        spoil(imported)
