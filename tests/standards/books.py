"""An invented edition with every field a rule can have, and text that OSCAL would refuse."""

from datetime import UTC, date, datetime

from chahe.rulebook import Definition, Edition, Notice, scope
from chahe.rulebook.crosswalk import Basis, Crosswalk, Kind, Relation
from chahe.rulebook.tree import grow

AT = datetime(2026, 11, 21, 1, 2, 3, 456, tzinfo=UTC)
DAY = date(2026, 11, 21)
_CLOUD = {"when": {"fact": "cloud_user", "is": True}, "text": "適用使用雲端服務者"}
_LEAF = {
    "evidence": ["firewall_log"],
    "procedure": [{"method": "obtain", "text": "取得紀錄。"}],
    "cadence": ["monthly", "event"],
}
_RULES = [
    {"path": "1", "title": "\u3000大門", "code": "XX-100", "cadence": ["annual"]},
    {
        **_LEAF,
        "path": "1.1",
        "title": "門鎖*與*[鑰匙]\n清點",
        "question": "1. 門鎖是否每月清點？",
        "procedure": [
            {"method": "obtain", "text": "取得清點表。"},
            {"method": "inquire", "text": "詢問保管人。"},
            {"method": "reperform", "text": "重新清點 <一次>。"},
        ],
        "thresholds": [
            {
                "id": "7 keys",
                "title": "鑰匙",
                "value": 3,
                "unit": "把",
                "population": "每一道門",
                "action": "至多",
            }
        ],
        "sources": [
            {"text": "門禁要點第 7 點", "cites": "made/doors#2"},
            {"text": "門禁要點第 7 點", "cites": "made/doors#2"},
        ],
        "retention": [{"record": "清點表", "years": 3, "note": "離職後起算"}],
        "responsible": "總務",
        "change": {"kind": "reworded", "from": "1.2", "reason": "配合門禁要點"},
    },
    {"path": "1.2", "title": "附屬設施", "question": "設施是否安全？"},
    {**_LEAF, "path": "1.2.a", "title": "窗", "question": "窗是否上鎖？", "applies": "cloud"},
    {"path": "2", "title": "附則", "code": "XX-200", "inspected": False},
]  # fmt: skip


def edition(document: str = "made/gates", day: date = date(2026, 1, 1), rules=None) -> Edition:
    return Edition(
        document=document,
        edition=day.isoformat(),
        title="門禁查核要點",
        body="虛構公會",
        source="虛構公會網站",
        start=day,
        rules=grow(rules or _RULES, {"cloud": _CLOUD}),
        definitions=(Definition("1", "大門", "對外的第一道門。"),),
        notices=(Notice(date(2026, 5, 1), ("1.1",), "清點改為每週。", "公告"),),
    )


GATES = edition()
DOORS = edition(
    "made/doors",
    rules=[
        {"path": "2", "title": "門", "code": "D"},
        {**_LEAF, "path": "2.1", "title": "鎖", "question": "鎖好了嗎？"},
        {**_LEAF, "path": "3", "code": "D", "title": "窗", "question": "窗關了嗎？"},
    ],
)


def standings(book: Edition = GATES, **facts):
    return scope([book], facts=facts, on=DAY)


def crosswalk(*relations: Relation) -> Crosswalk:
    return Crosswalk(relations, editions=[GATES, DOORS])


def related(start: str, end: str, kind: str = "related", basis: str = "stated", note: str = ""):
    return Relation(start, end, Kind(kind), Basis(basis), note, "虛構公會")


LOCKS = related(
    "made/gates@2026-01-01#1.1", "made/doors@2026-01-01#2", "narrower", note="門鎖是門的一部分"
)
WINDOWS = related("made/doors@2026-01-01#3", "made/gates@2026-01-01#1.2.a", "wider", "confirmed")
ELSEWHERE = [
    related("made/gates@2026-01-01#1.1", "made/other@2026-01-01#1", "equal"),
    related("made/gates@2026-01-01#9", "made/doors@2026-01-01#2", "equal"),
    related("made/gates@2026-01-01#1", "made/doors@2026-01-01", "related", "cited"),
    related("made/gates@2026-01-01#1", "made/doors@2026-01-01#2.1", "equal", "proposed"),
]
RELATIONS = crosswalk(LOCKS, WINDOWS, *ELSEWHERE)
