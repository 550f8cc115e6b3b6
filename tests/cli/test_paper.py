"""`chahe paper verify`, on records of our own; packs are in tests/web/inspections."""

import json
from copy import deepcopy
from fractions import Fraction

import pytest
from tests.ledger.memory import small_pack

from chahe.cli import main
from chahe.ledger.canonical import canonical, digest
from chahe.sampling import Method, Plan, draw, population_digest, recompute, write_plan

KEYS = [f"CHG-{n:03}" for n in range(1, 61)]
PLAN = Plan(Method.ATTRIBUTE, "5eed", tolerable=Fraction(1, 10), confidence=Fraction(9, 10))


def record(plan=PLAN):
    """Return the record of a signed paper with a whole sample."""
    drawn = list(draw(KEYS, plan=plan)) or KEYS[:2]
    marks = {key: {"A": ["match", ""]} for key in drawn}
    rows = [[key, {}] for key in drawn]
    basis = {
        "plan": write_plan(plan),
        "attributes": [["A", "有核准"]],
        "source": "變更系統",
        "evidence": "",
        "population": {"count": len(KEYS), "digest": population_digest(KEYS)},
        "expected": 60,
        "expected_source": "流水號",
    }
    sample = {
        "attempt": 1,
        "basis": basis,
        "items": drawn,
        "rows": digest(rows),
        "marks": marks,
    }
    result = recompute(
        {
            "plan": write_plan(plan),
            "population": KEYS,
            "expected": 60,
            "chosen": drawn if plan.method is Method.JUDGEMENTAL else [],
            "attributes": ["A"],
            "results": {key: {"A": "match"} for key in drawn},
        }
    )
    inputs = {"inspection": "8888-115年11月-CC-17010", "round": 2, "samplings": [sample]}
    signed = digest(inputs)
    return {
        "inputs": inputs,
        "ref": "7(1)a",
        "digest": signed,
        "signatures": [
            {"step": "return", "round": 1, "name": "陳建宏", "digest": "0" * 64},
            {"step": "prepare", "round": 2, "name": "王怡君", "digest": signed},
        ],
        "samples": [{"attempt": 1, "population": KEYS, "rows": rows, "summary": result.summary}],
    }


@pytest.fixture
def verify(tmp_path, capsys):
    """Return what a command says of papers' records, and its status."""

    def run(*records, also=()):
        path = tmp_path / "record.json"
        path.write_bytes(canonical({"papers": list(records)}))
        status = main(["paper", "verify", str(path), *also])
        return status, capsys.readouterr().out

    return run


def resigned(changed):
    """Sign a changed record as if it had been so from the beginning."""
    changed["digest"] = digest(changed["inputs"])
    changed["signatures"][-1]["digest"] = changed["digest"]
    return changed


def test_a_good_record_says_what_its_sample_proves(verify):
    status, said = verify(record())

    assert status == 0
    assert said.startswith("✓ 8888-115年11月-CC-17010 7(1)a：與簽核的摘要相符 ")
    assert "隨機抽查 19 筆，例外 0 筆" in said
    assert said.count("\n") == 1


def test_a_sample_by_judgement_is_not_drawn_again(verify):
    judged = Plan(Method.JUDGEMENTAL, "5eed", size=2, reason="金額最大")

    assert verify(record(judged))[0] == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda r: r["samples"][0]["population"].append("CHG-061"), "母體與簽核的不同"),
        (lambda r: r["samples"][0]["rows"].pop(), "原始資料與簽核的不同"),
        (lambda r: r["samples"][0]["summary"].update(sentence="都好"), "重算的結果與紀錄的不同"),
        (lambda r: r["samples"].clear(), "次數與母體的份數不同"),
        (lambda r: r["signatures"].pop(), "有摘要，卻沒有簽核"),
        (lambda r: r["signatures"][-1].update(digest="1" * 64), "「王怡君」簽的不是"),
        (lambda r: r["inputs"].update(conclusion="改"), "內容的摘要是"),
    ],
)
def test_what_differs_is_named(verify, change, word):
    changed = deepcopy(record())
    change(changed)

    status, said = verify(changed)

    assert (status, said[0]) == (1, "✗")
    assert word in said


def test_another_seed_draws_another_sample_though_all_is_signed_anew(verify):
    changed = deepcopy(record())
    changed["inputs"]["samplings"][0]["basis"]["plan"]["seed"] = "5eee"

    status, said = verify(resigned(changed))

    assert status == 1
    assert "不能重算" in said or "樣本與紀錄的不同" in said


def test_an_item_exchanged_for_another_is_seen_though_all_is_signed_anew(verify):
    changed = deepcopy(record())
    sample = changed["inputs"]["samplings"][0]
    drawn = sample["items"][0]
    other = next(key for key in KEYS if key not in sample["items"])
    sample["items"][0] = other
    sample["marks"][other] = sample["marks"].pop(drawn)

    assert verify(resigned(changed))[0] == 1


def test_what_nobody_signed_is_neither_good_nor_bad(verify):
    unsigned = record() | {"digest": "", "signatures": []}

    status, said = verify(unsigned, record())

    assert status == 3
    assert said.splitlines()[0].startswith("？ ")


def test_what_left_the_scope_is_signed_by_nobody(verify):
    left = {"inspection": "8888-115年11月-CC-17010", "round": 1, "left": ["2026-11-01", "改了"]}
    gone = {"inputs": left, "ref": "7(1)b", "digest": "", "signatures": [], "samples": []}

    status, said = verify(gone, record())

    assert status == 0
    assert said.startswith("－ ")


def test_one_paper_may_be_named(verify, capsys):
    assert verify(record(), also=["7(1)a"])[0] == 0
    assert verify(record(), also=["9"])[0] == 2


def test_as_json(verify):
    status, said = verify(record(), also=["--json"])

    (told,) = json.loads(said)
    assert (status, told["ok"], told["problems"]) == (0, True, [])


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"papers": []}', '{"papers": [{}]}', '{"papers": [7]}', "[" * 10_000]
)
def test_what_is_no_record_is_refused(tmp_path, capsys, text):
    path = tmp_path / "x.json"
    path.write_text(text)

    assert main(["paper", "verify", str(path)]) == 1
    assert capsys.readouterr().out.startswith("✗ ")


def test_a_pack_without_a_record_or_altered_is_refused(tmp_path, capsys):
    path = tmp_path / "pack.zip"
    path.write_bytes(small_pack())
    assert main(["paper", "verify", str(path)]) == 1
    assert "沒有「紀錄.json」" in capsys.readouterr().out

    path.write_bytes(small_pack().replace(b"paper", b"PAPER"))
    assert main(["paper", "verify", str(path)]) == 1
    assert "查驗不通過" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_a_misuse(tmp_path, capsys):
    assert main(["paper", "verify", str(tmp_path / "no.zip")]) == 2
    assert "找不到" in capsys.readouterr().err
