"""A working paper's record, computed again: its sample, and the digests that were signed.

A record is what `紀錄.json` of a pack holds of each paper: `inputs` (what a signature is of),
`ref`, `digest`, `signatures`, and `samples` with the populations whose digests the inputs hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..ledger.canonical import digest
from ..sampling import Method, SampleError, SampleResult, population_digest, recompute

NO_PAPER = "不是底稿的紀錄，或缺少欄位"


@dataclass(frozen=True)
class Checked:
    """What came of a paper's record; `sentences` are what its samples can and cannot prove.

    One that nobody has signed has nothing to compare with; one that has `left` the firm's scope
    is signed by nobody.
    """

    name: str
    ref: str
    problems: tuple[str, ...]
    signed: bool
    left: bool
    digest: str
    sentences: tuple[str, ...] = ()


def check_record(record: Any) -> Checked:
    """Compute a paper's record again, and compare.

    :raises ValueError: if it is not the record of a paper
    """
    try:
        inputs, samples = record["inputs"], record["samples"]
        problems, sentences = [], []
        for told, result in _recomputed(inputs.get("samplings", []), samples):
            problems += told
            if result:
                sentences.append(result.sentence)
        found = digest(inputs)
        return Checked(
            name=f"{inputs['inspection']} {record['ref']}",
            ref=record["ref"],
            problems=(*_against(record, found), *problems),
            signed=bool(record["digest"]),
            left="left" in inputs,
            digest=found,
            sentences=tuple(sentences),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(NO_PAPER) from error


def _against(record: Mapping[str, Any], found: str) -> Iterator[str]:
    """Say where the digest of the inputs is not the one that was signed."""
    if not record["digest"]:
        return
    if record["digest"] != found:
        yield f"內容的摘要是 {found}，底稿簽核的是 {record['digest']}"
    last = [s for s in record["signatures"] if s["round"] == record["inputs"]["round"]]
    for signature in last:
        if signature["step"] != "return" and signature["digest"] != found:
            yield f"「{signature['name']}」簽的不是這份內容"
    if not last:
        yield "有摘要，卻沒有簽核"


def _recomputed(
    inputs: Sequence[Mapping[str, Any]], samples: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[list[str], SampleResult | None]]:
    """Yield what is wrong with each sample, and its result where it can be computed."""
    kept = {sample["attempt"]: sample for sample in samples}
    drawn = [each for each in inputs if "population" in each["basis"]]
    if {each["attempt"] for each in drawn} != kept.keys():
        yield ["抽樣的次數與母體的份數不同"], None
    for each in drawn:
        if sample := kept.get(each["attempt"]):
            yield _one(each, sample)


def _one(
    inputs: Mapping[str, Any], sample: Mapping[str, Any]
) -> tuple[list[str], SampleResult | None]:
    which, basis = f"第 {inputs['attempt']} 次抽樣", inputs["basis"]
    keys, problems = sample["population"], []
    if basis["population"] != {"count": len(keys), "digest": population_digest(keys)}:
        problems.append(f"{which}的母體與簽核的不同")
    if inputs["rows"] != digest(sample["rows"]):
        problems.append(f"{which}的原始資料與簽核的不同")
    try:
        result = recompute(_core_record(inputs, keys))
    except SampleError as error:
        return [*problems, f"{which}不能重算：{error}"], None
    if sorted(result.drawn) != sorted(inputs["items"]):
        problems.append(f"{which}依種子重抽，樣本與紀錄的不同")
    if result.summary != sample["summary"]:
        problems.append(f"{which}重算的結果與紀錄的不同")
    return problems, result


def _core_record(inputs: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return a sample as `recompute` reads it."""
    basis, marks = inputs["basis"], inputs["marks"]
    judged = basis["plan"]["method"] == Method.JUDGEMENTAL
    return {
        "plan": basis["plan"],
        "population": keys,
        "expected": basis["expected"],
        "chosen": inputs["items"] if judged else [],
        "attributes": [key for key, _ in basis["attributes"]],
        "results": {
            item: {name: tick for name, (tick, _) in marks.get(item, {}).items()}
            for item in inputs["items"]
        },
    }
