"""One inspection of an invented firm, CC-17010, with three papers: 符合, 不符, 證據不足."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from chahe.deadlines import Cadence, period_of
from chahe.documents.record import (
    ActRecord,
    CheckRecord,
    EvidenceRecord,
    ExclusionRecord,
    FindingRecord,
    FirmRecord,
    HeadRecord,
    InspectionRecord,
    PaperRecord,
    SignatureRecord,
)
from chahe.workflow import Verdict

MADE_AT = datetime(2026, 12, 28, 1, 30, tzinfo=UTC)


def at(day: int, hour: int = 2) -> datetime:
    return datetime(2026, 12, day, hour, 15, tzinfo=UTC)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def signed(paper: str) -> tuple[SignatureRecord, ...]:
    return (
        SignatureRecord("編製", "王小明", "稽核專員", at(10), digest(f"{paper}1")),
        SignatureRecord("覆核", "陳大文", "稽核主任", at(14), digest(f"{paper}1")),
        SignatureRecord("核定", "林資安", "資訊安全長", at(16, 17), digest(f"{paper}1")),
    )


RULES = EvidenceRecord(
    name="fw01_running_config_20261201.conf",
    sha256=digest("fw01"),
    size=184_320,
    kind="防火牆設定",
    uploaded_at=at(2),
    collected_on=date(2026, 12, 1),
    covers=(date(2026, 7, 1), date(2026, 12, 1)),
    valid_until=date(2027, 6, 30),
    custody=(
        "115年12月1日 17:15　網路組李工程師自 FW-01 以唯讀帳號匯出（FortiOS 7.4.8）",
        "115年12月2日 10:15　王小明上傳，摘要值相符",
    ),
)
MINUTES = EvidenceRecord(
    name="防火牆規則審查會議紀錄(115年下半年).pdf",
    sha256=digest("minutes"),
    size=1_048_576,
    kind="會議紀錄",
    uploaded_at=at(3),
    collected_on=date(2026, 12, 3),
    covers=(date(2026, 9, 15), date(2026, 9, 15)),
)
ANY_SOURCE = CheckRecord(
    id="firewall_any_source",
    title="防火牆規則不得允許任意來源",
    verdict=Verdict.NONCONFORMING,
    reason="2 條規則允許任意來源連入管理服務",
    population=128,
    rows=(
        {"policy": "17", "why": "來源 all，服務 SSH", "source": RULES.name, "line": 412},
        {"policy": "93", "why": "來源 all，服務 HTTPS", "source": RULES.name, "line": 2071},
    ),
    digest=digest("check"),
)
REVIEWED = PaperRecord(
    document="建立證券商資通安全檢查機制",
    edition="114年12月31日版",
    path="7.1.a",
    ref="七、(一)1",
    code="CC-17010",
    title="網路安全管理制度",
    question="是否訂定網路安全管理規定，並至少每年檢討一次？",
    criteria="應訂定網路安全管理規定，經核定後施行並定期檢討。",
    strength="應",
    cadence="每半年",
    objective="確認網路安全管理規定經核定、施行並於期間內檢討。",
    applies_reason="所有證券商均適用",
    procedure=(
        ("取得", "取得現行網路安全管理規定及最近一次檢討紀錄"),
        ("檢查", "檢查核定層級、施行日及檢討日是否在查核期間內"),
    ),
    population="文件管理系統之規定清單共 1 筆；與內部規章總表逐筆核對，筆數相符",
    sample="全查",
    evidence=(MINUTES,),
    verdict=Verdict.CONFORMING,
    conclusion="規定經總經理核定，並於 115年9月15日檢討，認定符合。",
    signatures=signed("a"),
    version=1,
    digest=digest("paper a"),
)
OPEN_RULES = replace(
    REVIEWED,
    path="7.1.b",
    ref="七、(一)2",
    title="防火牆存取規則之設定與定期檢討",
    question="防火牆規則是否依最小必要原則設定，並定期檢討？",
    criteria="防火牆應依業務需要設定存取規則，並定期檢討其必要性。",
    objective="確認規則沒有超出業務所需之開放。",
    applies_reason="資訊安全分級第一級至第三級適用；本公司為第二級",
    procedure=(
        ("取得", "取得防火牆現行設定檔"),
        ("重新執行", "以自動檢測逐條檢視規則之來源、目的與服務"),
        ("詢問", "就例外規則詢問網路管理人員其業務理由"),
    ),
    population="FW-01 設定檔全部規則 128 筆；與設備主控台筆數相符",
    sample="全查（自動檢測）",
    evidence=(RULES, MINUTES),
    checks=(ANY_SOURCE,),
    proposed=Verdict.NONCONFORMING,
    verdict=Verdict.NONCONFORMING,
    exceptions="規則 17、93 允許任意來源連入管理服務，且無核准紀錄。",
    conclusion="128 條規則中 2 條違反最小必要原則，認定不符。",
    signatures=signed("b"),
    version=2,
    digest=digest("paper b"),
)
NO_SCAN = replace(
    REVIEWED,
    path="7.1.c",
    ref="七、(一)3",
    title="網路弱點掃描",
    question="是否每半年辦理弱點掃描，並修補中風險以上之弱點？",
    criteria="應定期辦理弱點掃描並追蹤修補。",
    objective="確認期間內完成掃描且弱點已修補。",
    applies_reason="提供電子下單服務者適用；本公司提供電子下單",
    procedure=(("取得", "取得期間內弱點掃描原始報告"),),
    population="",
    sample="",
    evidence=(),
    proposed=Verdict.INSUFFICIENT,
    verdict=Verdict.INSUFFICIENT,
    conclusion="受查單位未提供期間內之掃描報告，無法判斷。",
    signatures=signed("c")[:1],
    digest=digest("paper c"),
)
FINDING = FindingRecord(
    number="115-CC17010-001",
    path="7.1.b",
    ref="七、(一)2",
    criteria="防火牆應依業務需要設定存取規則，並定期檢討其必要性。",
    condition="FW-01 規則 17、93 允許任意來源連入 SSH 及 HTTPS 管理服務。",
    cause="設備汰換時沿用測試期間之規則，未列入下半年檢討清單。",
    effect="外部人員可嘗試登入管理介面，設備遭入侵時影響網路下單服務。",
    recommendation="限定來源為管理網段，並將全部規則列入每半年檢討。",
    severity="高",
    owner="網路組李工程師",
    due_on=date(2027, 1, 31),
    state="改善中",
    response="已限縮規則 93，規則 17 排入 116年1月變更時段。",
    events=(
        ActRecord(at(16), "王小明", "開立缺失", "115-CC17010-001"),
        ActRecord(at(20), "李工程師", "單位回覆", "提出改善計畫"),
    ),
)
RECORD = InspectionRecord(
    firm=FirmRecord(
        "9999",
        "示範證券股份有限公司",
        (("資訊安全分級", "第二級"), ("實收資本額", "新臺幣 52 億元"), ("電子下單", "提供")),
    ),
    number="115-自-017",
    kind="自行查核",
    document="建立證券商資通安全檢查機制",
    edition="114年12月31日版",
    section_code="CC-17010",
    section_title="網路安全管理",
    section_ref="七、(一)",
    cadence="每半年",
    period_label="115年下半年",
    period=period_of(Cadence.SEMIANNUAL, on=date(2026, 12, 1)),
    state="覆核中",
    planned_by="林資安",
    planned_at=datetime(2026, 6, 20, 3, tzinfo=UTC),
    due_on=date(2026, 12, 31),
    papers=(REVIEWED, OPEN_RULES, NO_SCAN),
    exclusions=(
        ExclusionRecord("七、(一)9", "主機共置網路區隔", "未提供主機共置服務（公司概況：無）"),
    ),
    findings=(FINDING,),
    history=(
        ActRecord(datetime(2026, 6, 20, 3, tzinfo=UTC), "林資安", "規劃查核", "115-自-017"),
        ActRecord(at(2), "王小明", "上傳佐證", RULES.name),
        ActRecord(at(10), "王小明", "編製底稿", "七、(一)2 第 2 版"),
    ),
    head=HeadRecord(15_204, digest("root"), at(27), "ed25519:2026-07"),
)
