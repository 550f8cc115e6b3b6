"""Inspections, invented by Hypothesis or by hand, of an invented edition."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from hypothesis import strategies as st
from tests.documents.record_fixture import RECORD, REVIEWED, signed
from tests.standards.books import GATES

from chahe.documents.record import (
    RETURNED,
    STEPS,
    ActRecord,
    CheckRecord,
    EvidenceRecord,
    ExclusionRecord,
    FindingRecord,
    SignatureRecord,
)
from chahe.workflow import FINDING_LABELS, Verdict

EDITION = "114年12月31日版"  # what the fixture's papers call it
EDITIONS = {EDITION: GATES}
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = st.sampled_from(["王小明", "陳大文", "林資安", "", "\u3000"])
DAYS = st.dates(date(2020, 2, 28), date(2028, 3, 1))
INSTANTS = st.integers(1_577_836_800, 1_830_297_600).map(lambda s: datetime.fromtimestamp(s, UTC))
DIGESTS = st.integers(0, 3).map(lambda n: sha256(bytes([n])).hexdigest())
VERDICTS = st.none() | st.sampled_from(Verdict)
ACTS = st.builds(ActRecord, INSTANTS, NAMES, WORDS, WORDS)
SIGNATURES = st.builds(
    SignatureRecord, st.sampled_from([*STEPS, RETURNED]), NAMES, WORDS, INSTANTS, DIGESTS
)
EVIDENCE = st.builds(
    EvidenceRecord,
    name=WORDS,
    sha256=DIGESTS,
    size=st.integers(0, 9),
    kind=WORDS,
    uploaded_at=INSTANTS,
    collected_on=st.none() | DAYS,
    covers=st.none() | st.tuples(DAYS, DAYS).map(sorted).map(tuple),
    valid_until=st.none() | DAYS,
    custody=st.tuples(WORDS),
)
CHECKS = st.builds(
    CheckRecord,
    id=st.sampled_from(["doors", "locks"]),
    title=WORDS,
    verdict=st.sampled_from(Verdict),
    reason=WORDS,
    population=st.integers(0, 9),
    rows=st.just(({"door": "1"},)),
)
PAPERS = st.builds(
    replace,
    st.just(REVIEWED),
    path=st.sampled_from([rule.path for rule in GATES.rules if rule.leaf]),
    title=WORDS,
    question=WORDS,
    conclusion=WORDS,
    applies=st.booleans(),
    applies_reason=WORDS,
    procedure=st.lists(st.tuples(st.sampled_from(["取得", "詢問", "重新執行"]), WORDS)).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    checks=st.lists(CHECKS, max_size=2).map(tuple),
    verdict=VERDICTS,
    proposed=VERDICTS,
    signatures=st.lists(SIGNATURES, max_size=4).map(tuple) | st.just(signed("a")),
)
FINDINGS = st.builds(
    FindingRecord,
    number=st.integers(1, 99).map(str),
    path=st.sampled_from(["1.1", "1.2.a", "9"]),
    ref=WORDS,
    criteria=WORDS,
    condition=WORDS,
    effect=WORDS,
    recommendation=WORDS,
    severity=WORDS,
    owner=NAMES,
    due_on=st.none() | DAYS,
    state=st.sampled_from([*FINDING_LABELS.values(), "", "未知"]),
    response=WORDS,
    cured_on=st.none() | DAYS,
    closed_at=st.none() | INSTANTS,
    events=st.lists(ACTS, max_size=2).map(tuple),
)
OUT = st.builds(ExclusionRecord, st.sampled_from(["1(2)a", "不在的條號", ""]), WORDS, WORDS)
RECORDS = st.builds(
    replace,
    st.just(RECORD),
    papers=st.lists(PAPERS, min_size=1, max_size=4).map(tuple),
    findings=st.lists(FINDINGS, max_size=3, unique_by=lambda each: each.number).map(tuple),
    exclusions=st.lists(OUT, max_size=2).map(tuple),
    history=st.lists(ACTS, max_size=2).map(tuple),
    signatures=st.lists(SIGNATURES, max_size=3).map(tuple),
    sealed_at=st.none() | INSTANTS,
)


def record_of(*papers, **said):
    """Return the fixture's inspection with other papers, and what else is said of it."""
    return replace(RECORD, **{"papers": papers, "findings": (), "exclusions": (), **said})


def paper(**said):
    """Return a paper that is conforming, on evidence that counts, signed by all three."""
    return replace(REVIEWED, **{"path": "1.1", **said})
