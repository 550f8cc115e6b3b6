"""Evidence by digest, and what was observed: the paper's own procedure, and each check."""

from base64 import urlsafe_b64encode
from datetime import date, datetime

from ...rulebook import Method
from ...standards.document import Json, prop, resource, trimmed
from ...standards.markup import as_value
from ...standards.names import RMF
from ..record import STEPS, CheckRecord, EvidenceRecord, PaperRecord
from ..tally import verdict_label
from ..work_record import SamplingRecord
from ._reading import Cell, Reading, day_ends, instant, party, said, subjects

_NIST = {Method.INQUIRE.label: "INTERVIEW", Method.REPERFORM.label: "TEST"}
EXAMINE = "EXAMINE"  # what NIST calls every other method of ours, and of others


def method_of(label: str) -> str:
    """Return NIST's word for one of our methods, as papers label them."""
    return _NIST.get(label, EXAMINE)


def method_props(label: str) -> list[Json]:
    """Return NIST's method, and ours beside it."""
    return [*prop("method", method_of(label), ns=RMF), *prop("step-method", label)]


def resources(reading: Reading) -> list[Json]:
    """Return the back matter entry of each piece of evidence, once."""
    every = (each for cell in reading.cells for each in cell.paper.evidence)
    return [*{_uuid(reading, each): _resource(reading, each) for each in every}.values()]


def _uuid(reading: Reading, evidence: EvidenceRecord) -> str:
    return reading.uuid("evidence", evidence.sha256, evidence.name, instant(evidence.uploaded_at))


def _resource(reading: Reading, evidence: EvidenceRecord) -> Json:
    """Return a piece of evidence: named by its digest (RFC 6920), for the bytes are elsewhere."""
    first, last = evidence.covers or (None, None)
    named = urlsafe_b64encode(bytes.fromhex(evidence.sha256)).decode().rstrip("=")
    hashes = [{"algorithm": "SHA-256", "value": evidence.sha256}]
    entry = resource(
        _uuid(reading, evidence),
        title=as_value(evidence.name) or evidence.sha256,
        description="位元組不在本檔；依 SHA-256 在提交包的佐證資料夾中找到它。",
        props=[
            *prop("evidence-kind", evidence.kind),
            *prop("size", str(evidence.size), remarks="位元組"),
            *prop("uploaded", instant(evidence.uploaded_at)),
            *_day("collected", evidence.collected_on),
            *_day("covers-from", first),
            *_day("covers-to", last),
            *_day("valid-until", evidence.valid_until),
            *(each for line in evidence.custody for each in prop("custody", line)),
        ],
    )
    return entry | {"rlinks": [{"href": f"ni:///sha-256;{named}", "hashes": hashes}]}


def _day(name: str, day: date | None) -> list[Json]:
    return prop(name, day.isoformat()) if day else []


def observations(reading: Reading, cell: Cell) -> list[Json]:
    """Return what was observed for a paper; nothing where no evidence came and no check ran."""
    own = [_of_paper(reading, cell)] if cell.paper.evidence else []
    return [*own, *(_of_check(reading, cell, n, c) for n, c in enumerate(cell.paper.checks, 1))]


def observed(reading: Reading, cell: Cell) -> list[Json]:
    """Point to the observations of a paper."""
    return [{"observation-uuid": each["uuid"]} for each in observations(reading, cell)]


def _of_paper(reading: Reading, cell: Cell) -> Json:
    paper = cell.paper
    ends = [each.valid_until for each in paper.evidence if each.valid_until]
    return trimmed(
        {
            "uuid": reading.uuid("observation", *cell.key),
            "title": said(f"{paper.ref} {paper.title}"),
            "description": said("；".join(_carried_out(paper))),
            "props": [
                *prop("population", paper.population),
                *prop("sample", paper.sample),
                *_sampled(paper.sampling),
            ],
            "methods": [*dict.fromkeys(method_of(how) for how, _ in paper.procedure)] or [EXAMINE],
            "types": ["control-objective"],
            "origins": origins(reading, paper),
            "subjects": subjects(reading),
            "relevant-evidence": [
                {"href": f"#{_uuid(reading, each)}", "description": said(each.kind)}
                for each in dict.fromkeys(paper.evidence)
            ],
            "collected": _collected(reading, paper),
            "expires": day_ends(min(ends)) if ends else "",
            "remarks": "expires 是其中最早屆滿的佐證。" if ends else "",
        }
    )


def _carried_out(paper: PaperRecord) -> list[str]:
    """Return each step, with what was done where anybody says."""
    done = [f"{each.method}：{each.text}{each.done and f'（{each.done}）'}" for each in paper.steps]
    return done or [f"{how}：{what}" for how, what in paper.procedure]


def _sampled(sampling: SamplingRecord | None) -> list[Json]:
    """Return how a sample was drawn, and what it can and cannot prove."""
    if sampling is None:
        return []
    return [
        *prop("sampling-method", sampling.method, remarks=sampling.sentence),
        *prop("population-size", str(sampling.population_size), remarks=sampling.completeness),
        *prop("sample-size", str(len(sampling.items))),
        *prop("sampling-seed", sampling.seed),
        *prop("sampling-digest", sampling.digest, remarks="抽樣所有輸入的 SHA-256"),
    ]


def _of_check(reading: Reading, cell: Cell, number: int, check: CheckRecord) -> Json:
    """Return a run of a check; its exception rows are counted, and stay in the paper."""
    return {
        "uuid": reading.uuid("check", *cell.key, str(number)),
        "title": said(check.title),
        "description": said(check.reason),
        "props": [
            *prop("check", check.id),
            *prop("verdict", check.verdict.value, remarks=verdict_label(check.verdict)),
            *prop("tested-rows", str(check.population)),
            *prop("exception-rows", str(len(check.rows))),
            *prop("result-digest", check.digest, remarks="檢測結果的 SHA-256"),
        ],
        "methods": ["TEST"],
        "types": ["control-objective"],
        "origins": [{"actors": [{"type": "tool", "actor-uuid": reading.tool}]}],
        "subjects": subjects(reading),
        "collected": _collected(reading, cell.paper),
    }


def origins(reading: Reading, paper: PaperRecord) -> list[Json]:
    """Return who prepared a paper; nobody until it is signed."""
    prepared = paper.signature(STEPS[0])
    return [{"actors": [party(reading.person(prepared.name))]}] if prepared else []


def _collected(reading: Reading, paper: PaperRecord) -> str:
    """Return when what a paper rests on was last added to; its planning, when nobody says."""
    uploads: list[datetime] = [evidence.uploaded_at for evidence in paper.evidence]
    return instant(max(uploads, default=reading.record.planned_at))
