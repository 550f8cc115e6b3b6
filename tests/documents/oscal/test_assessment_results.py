from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, datetime

from tests.documents.oscal.records import paper, record_of
from tests.documents.record_fixture import ANY_SOURCE, MADE_AT, MINUTES, RECORD, RULES, at, signed

from chahe.documents.oscal import load_exports
from chahe.documents.record import RETURNED, SignatureRecord
from chahe.documents.work_record import SampledRecord, SamplingRecord, StepRecord


def results_of(record=RECORD):
    made = load_exports()["assessment_results"].build(record, made_at=MADE_AT)
    return made["assessment-results"]


def result_of(record=RECORD):
    (result,) = results_of(record)["results"]
    return result


def values(props):
    return {prop["name"]: prop["value"] for prop in props}


def test_the_fixture_has_one_satisfied_one_failed_and_one_nobody_knows():
    result = result_of()

    assert [
        (f["target"]["target-id"], f["target"]["status"]["state"], f["target"]["status"]["reason"])
        for f in result["findings"]
    ] == [
        ("rule-7.1.a_question", "satisfied", "pass"),
        ("rule-7.1.b_question", "not-satisfied", "fail"),
        ("rule-7.1.c_question", "not-satisfied", "other"),
    ]
    assert result["description"].startswith(
        "本次查核共 3 項：符合 1 項、不符 1 項、證據不足 1 項。"
    )
    assert result["remarks"].startswith("本查核尚未封存")


def test_the_plan_is_imported_by_the_name_of_its_file():
    made = results_of()

    plan = made["back-matter"]["resources"][0]
    assert made["import-ap"]["href"] == f"#{plan['uuid']}"
    assert plan["rlinks"][0]["href"] == "115-%E8%87%AA-017.assessment_plan.json"


def test_evidence_is_in_the_back_matter_once_by_its_digest():
    record = record_of(paper(evidence=(RULES, MINUTES)), paper(path="1.2.a", evidence=(RULES,)))

    *_, first, second = results_of(record)["back-matter"]["resources"]

    assert [first["title"], second["title"]] == [
        r"fw01\_running\_config\_20261201.conf",
        "防火牆規則審查會議紀錄(115年下半年).pdf",
    ]
    (link,) = first["rlinks"]
    assert link["hashes"] == [{"algorithm": "SHA-256", "value": RULES.sha256}]
    named = link["href"].removeprefix("ni:///sha-256;")
    assert urlsafe_b64decode(f"{named}=").hex() == RULES.sha256
    assert values(first["props"]) == {
        "evidence-kind": "防火牆設定",
        "size": "184320",
        "uploaded": "2026-12-02T10:15:00+08:00",
        "collected": "2026-12-01",
        "covers-from": "2026-07-01",
        "covers-to": "2026-12-01",
        "valid-until": "2027-06-30",
        "custody": RULES.custody[-1],
    }


def test_an_observation_points_to_its_evidence_and_says_when_it_ends():
    result = results_of(record_of(paper(evidence=(RULES, MINUTES))))

    (seen,) = result["results"][0]["observations"]
    evidence = [f"#{each['uuid']}" for each in result["back-matter"]["resources"][2:]]
    assert [each["href"] for each in seen["relevant-evidence"]] == evidence
    assert (seen["methods"], seen["collected"], seen["expires"]) == (
        ["EXAMINE"],
        "2026-12-03T10:15:00+08:00",
        "2027-06-30T23:59:59+08:00",
    )


def test_a_paper_without_evidence_has_no_observation():
    result = result_of(record_of(paper(evidence=())))

    assert "observations" not in result
    assert "related-observations" not in result["findings"][0]


def test_a_check_is_an_observation_of_the_tool_with_its_rows_counted():
    result = result_of(record_of(paper(checks=(ANY_SOURCE,))))

    _, check = result["observations"]
    assert values(check["props"]) == {
        "check": "firewall_any_source",
        "verdict": "nonconforming",
        "tested-rows": "128",
        "exception-rows": "2",
        "result-digest": ANY_SOURCE.digest,
    }
    assert check["methods"] == ["TEST"]
    assert check["origins"][0]["actors"][0]["type"] == "tool"
    assert len(result["findings"][0]["related-observations"]) == 2


def test_a_sample_says_how_it_was_drawn_and_what_it_proves():
    sampling = SamplingRecord(
        population_size=128,
        source="匯出",
        completeness="逐筆核對",
        method="隨機",
        size=1,
        items=(SampledRecord("17", "規則 17", ("v",)),),
        attributes=("有核准",),
        legend=(("v", "相符"),),
        sentence="只能說看過的 1 筆。",
        seed="s1",
        digest="d" * 64,
    )
    steps = (StepRecord("抽核", "抽核規則", "看了 1 筆", "v"),)

    (seen,) = result_of(record_of(paper(sampling=sampling, steps=steps)))["observations"]

    assert seen["description"] == "抽核：抽核規則（看了 1 筆）"
    assert values(seen["props"][2:]) == {
        "sampling-method": "隨機",
        "population-size": "128",
        "sample-size": "1",
        "sampling-seed": "s1",
        "sampling-digest": "d" * 64,
    }
    assert seen["props"][2]["remarks"] == "只能說看過的 1 筆。"


def test_signatures_that_count_are_attested_with_who_step_when_and_digest():
    returned = SignatureRecord(RETURNED, "陳大文", "稽核主任", at(20), "")
    again = replace(signed("b")[0], at=at(21))
    papers = (paper(), paper(path="1.2.a", signatures=(*signed("b"), returned, again)))

    made = results_of(record_of(*papers, signatures=(*signed("c"), returned, signed("d")[2])))

    attested = made["results"][0]["attestations"]
    people = {each["uuid"]: each["name"] for each in made["metadata"]["parties"]}
    assert [
        (each["responsible-parties"][0]["role-id"],
         people[each["responsible-parties"][0]["party-uuids"][0]],
         values(each["parts"][0]["props"])["signed"])
        for each in attested
    ] == [
        ("preparer", "王小明", "2026-12-10T10:15:00+08:00"),
        ("reviewer", "陳大文", "2026-12-14T10:15:00+08:00"),
        ("approver", "林資安", "2026-12-17T01:15:00+08:00"),
        ("preparer", "王小明", "2026-12-21T10:15:00+08:00"),
        ("approver", "林資安", "2026-12-17T01:15:00+08:00"),
    ]  # fmt: skip
    assert values(attested[0]["parts"][0]["props"])["digest"] == signed("a")[0].digest


def test_a_step_nobody_knows_is_a_signatory():
    odd = SignatureRecord("複核", "董事長", "董事長", at(22), "")

    (attested,) = result_of(record_of(paper(signatures=()), signatures=(odd,)))["attestations"]

    assert attested["responsible-parties"][0]["role-id"] == "signatory"


def test_the_ledgers_head_and_the_journal_are_there():
    result = result_of()

    assert values(result["props"]) == {
        "ledger-root": RECORD.head.root,
        "ledger-size": "15204",
        "ledger-signed": "2026-12-27T10:15:00+08:00",
        "ledger-key": "ed25519:2026-07",
    }
    assert [entry["title"] for entry in result["assessment-log"]["entries"]] == [
        "規劃查核", "上傳佐證", "編製底稿",
    ]  # fmt: skip


def test_what_is_not_there_is_left_out():
    result = result_of(record_of(paper(signatures=(), evidence=()), head=None, history=()))

    absent = {"props", "end", "attestations", "assessment-log", "observations", "risks"}
    assert absent & {*result} == set()


def test_the_end_is_the_seal():
    sealed = replace(RECORD, sealed_at=datetime(2027, 1, 4, 16, tzinfo=UTC))

    assert result_of(sealed)["end"] == "2027-01-05T00:00:00+08:00"
