"""查核結果 as OSCAL assessment results: observations, findings, risks, sign-offs, the journal."""

from collections.abc import Iterator, Sequence

from ...standards.document import Json, prop, resource, trimmed
from ..record import RETURNED, STEPS, HeadRecord, InspectionRecord, PaperRecord, SignatureRecord
from ..tally import cautions, conclude
from . import _evidence
from ._findings import findings
from ._model import export
from ._outcome import set_aside
from ._people import ROLE_OF_STEP, SIGNATORY
from ._reading import Reading, assets, instant, said, sibling
from ._risks import log_entry, risk
from ._scope import catalogs, reviewed_controls

_TWO_STATES = (
    "OSCAL 只有 satisfied 與 not-satisfied：只有完成簽核、佐證有效的「符合」是 satisfied；"
    "證據不足、未發生、尚未判定與未完成簽核者都是 not-satisfied，原因見各項的 verdict 與 remarks。"
    "不適用者列於 exclude-controls。"
)


def _nothing(record: InspectionRecord) -> str:
    return "" if record.papers else "這次查核沒有任何工作底稿，OSCAL 沒有可以移交的結果。"


@export("查核結果", kind="assessment-results", refusal=_nothing, remarks=_TWO_STATES)
def assessment_results(reading: Reading) -> Json:
    plan = reading.uuid("plan-file")
    return {
        "import-ap": {"href": f"#{plan}"},
        "results": [_result(reading)],
        "back-matter": {
            "resources": [
                resource(plan, title="查核計畫", file=sibling(reading.record, "assessment_plan")),
                *catalogs(reading),
                *_evidence.resources(reading),
            ]
        },
    }


def _result(reading: Reading) -> Json:
    record = reading.record

    def why_not(paper: PaperRecord) -> str:
        return set_aside(paper, reading)

    return trimmed(
        {
            "uuid": reading.uuid("result"),
            "title": said(f"{record.number} {record.section_title}"),
            "description": said(conclude(record)),
            "start": instant(record.planned_at),
            "end": instant(record.sealed_at) if record.sealed_at else "",
            "props": _ledger(record.head),
            "local-definitions": {"assessment-assets": assets(reading)},
            "reviewed-controls": reviewed_controls(reading, why_not),
            "attestations": [*_attestations(reading)],
            "assessment-log": _log(reading),
            "observations": [
                each for cell in reading.cells for each in _evidence.observations(reading, cell)
            ],
            "risks": [risk(reading, finding) for finding in record.findings],
            "findings": findings(reading),
            "remarks": said("".join(cautions(record)), missing=""),
        }
    )


def _ledger(head: HeadRecord | None) -> list[Json]:
    """Return the ledger's signed head when the record was read."""
    if head is None:
        return []
    return [
        *prop("ledger-root", head.root, remarks="帳本樹根的 SHA-256；以提交包查驗。"),
        *prop("ledger-size", str(head.size)),
        *prop("ledger-signed", instant(head.at)),
        *prop("ledger-key", head.key_id),
    ]


def _attestations(reading: Reading) -> Iterator[Json]:
    """Yield the signatures that count, of each paper and of the inspection."""
    for cell in reading.cells:
        of = f"{cell.paper.ref} {cell.paper.title}"
        for step in STEPS:
            if signature := cell.paper.signature(step):
                yield _attestation(reading, signature, of, *cell.key, step)
    for number, signature in enumerate(_standing(reading.record.signatures), 1):
        yield _attestation(reading, signature, reading.record.number, str(number))


def _standing(signatures: Sequence[SignatureRecord]) -> Sequence[SignatureRecord]:
    """Return the signatures since the last return."""
    returns = [n for n, signature in enumerate(signatures, 1) if signature.step == RETURNED]
    return signatures[max(returns, default=0) :]


def _attestation(reading: Reading, signature: SignatureRecord, of: str, *key: str) -> Json:
    """Return a signature: who, in which step, when, and the digest of what."""
    part = {
        "uuid": reading.uuid("signature", *key),
        "name": "signature",
        "title": said(f"{of}：{signature.step}"),
        "props": [
            *prop("step", signature.step),
            *prop("signed", instant(signature.at)),
            *prop("digest", signature.digest, remarks="所簽內容的 SHA-256"),
            *prop("title", signature.title),
        ],
    }
    role = ROLE_OF_STEP.get(signature.step, SIGNATORY)
    by = {"role-id": role, "party-uuids": [reading.person(signature.name)]}
    return {"responsible-parties": [by], "parts": [part]}


def _log(reading: Reading) -> Json | None:
    entries = [
        log_entry(reading, act, "act", str(number))
        for number, act in enumerate(reading.record.history, 1)
    ]
    return {"entries": entries} if entries else None
