"""The paragraphs of a CPA's assessment report, in our own words."""

from collections.abc import Iterator

from ...workflow import Verdict
from ..assessment import AssessmentKind, AssessmentRecord
from ..dates import day_text, period_text
from ..opinion import OpinionKind, opinion_for

PRINCIPLES = "會計師出具資訊系統及安全控管作業評估報告原則性規範"
_RULES = "證券商經營自行買賣具證券性質之虛擬通貨業務管理辦法第22條"
_OCCASION = {
    AssessmentKind.YEARLY: "每會計年度終了後三個月內應出具之評估報告",
    AssessmentKind.INTERIM: "年度評估之期中查核",
    AssessmentKind.APPLICATION: "申請設置時應出具之評估報告",
    AssessmentKind.RELOCATION: "遷移營業處所時應出具之評估報告",
    AssessmentKind.EVENT: "半年內停止交易達兩次以上，恢復交易前應出具之事件評估及改善報告",
}
FIRM_DUTY = (
    "受查證券商負責建立、執行並維持資訊系統及安全控管作業，依所列規定設計控制、留存紀錄，"
    "並向本會計師提供完整的母體、佐證與說明。"
)
CPA_DUTY = (
    "本會計師之責任，是就所列控制重點執行程序、取得充分及適切的佐證，據以提出意見；"
    "並考量受查證券商之規模、業務範圍及風險，決定程序之性質、時間及範圍。"
)
LIMITS = (
    "任何控制都有先天限制，舞弊、串通或人為疏失可能使控制失效而未被發現；抽樣只能說明所列範圍，"
    "未抽取之項目仍可能有例外；本次結果不能推論至評估期間以後。"
    "各樣本能說明及不能說明什麼，逐項列於附件二。"
)
USE = (
    "本報告僅供受查證券商依規定向財團法人中華民國證券櫃檯買賣中心提出及主管機關查核之用，"
    "未經本會計師同意，不得作其他用途或分送其他人。"
)
DRAFT = "本稿不是評估報告，不得對外使用。"


def scope_paragraph(record: AssessmentRecord) -> str:
    """Say what was assessed, on what occasion and by which principles."""
    due = f"，應於{day_text(record.due_on)}前出具" if record.due_on else ""
    return (
        f"本次為{record.firm.name}經營之{record.platform}{record.kind.label}："
        f"{_OCCASION[record.kind]}{due}。"
        f"評估期間為{period_text(record.period)}，依「{_RULES}」及「{PRINCIPLES}」之四欄表，"
        f"評估 {len(record.rows):,} 項控制重點；逐項情形列於附件一。"
    )


def opinion_paragraphs(record: AssessmentRecord) -> Iterator[str]:
    """Yield the opinion, or why there is none; the results decide which words can be said."""
    opinion = opinion_for(record.rows)
    if record.opinion:
        yield f"{record.opinion.label}。{_SAID[record.opinion](record)}"
        return
    if record.kind is AssessmentKind.INTERIM:
        yield "本期中報告說明截至產製時之查核情形，不表示意見。"
        return
    yield f"尚未提出意見。{opinion.reason}{DRAFT}"
    if opinion.allowed:
        choices = "、".join(kind.label for kind in opinion.allowed)
        yield f"依目前結果，會計師可選擇：{choices}。"


def basis_paragraphs(record: AssessmentRecord) -> Iterator[str]:
    """Yield what the opinion rests on, and the CPA's own reason for choosing it."""
    yield opinion_for(record.rows).reason
    if record.opinion and record.why:
        yield f"會計師選擇{record.opinion.label}之理由：{record.why}"


def _unqualified(record: AssessmentRecord) -> str:
    return f"依執行之程序及取得之佐證，{_nothing_found(record)}"


def _qualified(record: AssessmentRecord) -> str:
    results = {row.result for row in record.rows}
    but = ["所列不符事項"] if Verdict.NONCONFORMING in results else []
    but += ["所列證據不足事項可能之影響"] if Verdict.INSUFFICIENT in results else []
    return f"除第七節{'及'.join(but)}外，依執行之程序及取得之佐證，{_nothing_found(record)}"


def _adverse(record: AssessmentRecord) -> str:
    subject, failing, _ = _subject(record)
    return f"因第七節所列不符事項影響廣泛，本會計師認為{subject}，整體而言{failing}。"


def _disclaimer(record: AssessmentRecord) -> str:
    subject, _, asked = _subject(record)
    missing = sum(row.result is Verdict.INSUFFICIENT for row in record.rows)
    because = (
        f"第七節所列 {missing:,} 項未能取得足夠佐證，可能之影響廣泛"
        if missing
        else "沒有任何控制重點經查核認定符合"
    )
    found = any(row.result is Verdict.NONCONFORMING for row in record.rows)
    also = "已發現之不符事項仍列於第七節。" if found else ""
    return f"因{because}，本會計師無法對{subject}整體{asked}表示意見。{also}"


def _nothing_found(record: AssessmentRecord) -> str:
    subject, failing, _ = _subject(record)
    return f"在所列控制重點、期間、母體及樣本範圍內，未發現{subject}有{failing}之情事。"


def _subject(record: AssessmentRecord) -> tuple[str, str, str]:
    """Return what is judged, how it would fail, and what is asked of it."""
    if record.kind is AssessmentKind.EVENT:
        subject = f"{record.platform}就停止交易事件採行之預防及改善措施"
        return subject, "不能防止相同事件", "是否能防止相同事件"
    subject = f"{record.platform}之資訊系統及安全控管作業"
    return subject, "未依所列規定設計或執行", "是否依所列規定設計及執行"


_SAID = {
    OpinionKind.UNQUALIFIED: _unqualified,
    OpinionKind.QUALIFIED: _qualified,
    OpinionKind.ADVERSE: _adverse,
    OpinionKind.DISCLAIMER: _disclaimer,
}
