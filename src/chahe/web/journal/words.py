"""What each act is called, for people."""

from collections.abc import Mapping

ACTS = {
    "account.created": "建立帳號",
    "account.roles_changed": "變更角色",
    "account.disabled": "停用帳號",
    "account.enabled": "啟用帳號",
    "account.locked": "鎖定帳號",
    "account.unlocked": "解除鎖定",
    "campaign.opened": "發起專案查核",
    "check.asked": "要求自動檢測",
    "check.cancelled": "取消自動檢測",
    "check.finished": "自動檢測完成",
    "door.refused": "拒絕存取",
    "evidence.attached": "引用佐證",
    "evidence.downloaded": "下載佐證",
    "evidence.packed": "佐證納入提交包",
    "evidence.uploaded": "上傳佐證",
    "evidence.verified": "驗證佐證",
    "evidence.withdrawn": "撤回佐證",
    "factor.enrolled": "啟用第二因子",
    "factor.removed": "移除第二因子",
    "figure.stated": "填寫參數數值",
    "finding.acceptance_asked": "申請風險承受",
    "finding.acceptance_granted": "同意風險承受",
    "finding.acceptance_refused": "不同意風險承受",
    "finding.closed": "缺失結案",
    "finding.cure_rejected": "退回改善",
    "finding.cured": "回報改善完成",
    "finding.deducted": "缺失扣分",
    "finding.deduction_removed": "取消扣分",
    "finding.evidence_attached": "附上改善佐證",
    "finding.extension_asked": "申請展延",
    "finding.extension_granted": "同意展延",
    "finding.extension_refused": "不同意展延",
    "finding.opened": "開立缺失",
    "finding.planned": "訂定改善計畫",
    "finding.progressed": "記錄改善進度",
    "finding.withdrawn": "撤回缺失",
    "firm.created": "建立證券商",
    "firm.fact_stated": "申報公司事實",
    "follow_up.issued": "提出追蹤報告",
    "inspection.correction_begun": "開始更正",
    "inspection.planned": "安排查核",
    "inspection.rescoped": "重新界定範圍",
    "inspection.sealed": "封存查核",
    "pack.made": "製作提交包",
    "paper.approved": "核定底稿",
    "paper.carried_over": "沿用前期",
    "paper.evidence_attached": "底稿附上佐證",
    "paper.evidence_detached": "底稿移除佐證",
    "paper.note_answered": "答覆覆核意見",
    "paper.note_cleared": "解除覆核意見",
    "paper.note_raised": "提出覆核意見",
    "paper.prepared": "編製底稿",
    "paper.reference_added": "加上交互索引",
    "paper.reference_removed": "移除交互索引",
    "paper.returned": "退回底稿",
    "paper.reviewed": "覆核底稿",
    "paper.sample_abandoned": "重新抽樣",
    "paper.sample_chosen": "選擇樣本",
    "paper.sample_frozen": "凍結母體並抽樣",
    "paper.sample_marked": "標記樣本",
    "paper.sample_planned": "訂定抽樣計畫",
    "paper.steps_written": "填寫執行情形",
    "paper.written": "儲存底稿",
    "password.changed": "變更密碼",
    "password.reset": "重設密碼",
    "recovery_code.used": "使用備援碼",
    "recovery_codes.generated": "產生備援碼",
    "relation.confirmed": "確認條款對照",
    "relation.rejected": "否定條款對照",
    "request.answered": "回覆佐證請求",
    "request.asked": "請求佐證",
    "request.no_occurrence": "回覆本期未發生",
    "request.reminded": "再次提醒佐證請求",
    "request.withdrawn": "撤回佐證請求",
    "rulebook.confirmed": "確認法規版本",
    "rulebook.imported": "匯入官方文件",
    "rulebook.proposal_decided": "決定條款提案",
    "rulebook.text_bound": "補上官方條文",
    "rulebook.withdrawn": "撤回法規匯入",
    "scheme.entered": "填入扣分標準",
    "session.closed": "登出",
    "session.cut": "中斷連線",
    "session.ended": "結束其他連線",
    "session.expired": "閒置逾時",
    "session.opened": "登入",
    "sign_in.refused": "登入失敗",
}

GROUPS = {
    "inspection": ("查核", ("inspection.", "pack.", "campaign.")),
    "paper": ("工作底稿", ("paper.", "check.")),
    "finding": ("缺失", ("finding.", "follow_up.", "scheme.")),
    "evidence": ("佐證", ("evidence.", "request.")),
    "firm": ("公司概況", ("firm.",)),
    "rulebook": ("法規與參數", ("rulebook.", "relation.", "figure.")),
    "account": ("帳號與密碼", ("account.", "password.", "factor.", "recovery_code")),
    "session": ("登入與拒絕", ("session.", "sign_in.", "door.")),
}


def name_acts(
    acts: Mapping[str, str], *, nouns: Mapping[str, str], group: tuple[str, str, tuple[str, ...]]
) -> None:
    """Take in the acts of an app above: their names, what they are about, their group.

    `group` is its key in the URL, its name, and the prefixes of its acts.
    """
    ACTS.update(acts)
    _NOUNS.update(nouns)
    key, label, prefixes = group
    if prefixes:
        GROUPS[key] = (label, prefixes)


def act_label(act: str) -> str:
    """Name an act in Chinese; one without a name is shown as it is."""
    return ACTS.get(act, act)


_NOUNS = {
    "campaign": "專案查核",
    "check_run": "自動檢測",
    "evidence": "佐證",
    "fact": "公司事實",
    "figure": "參數數值",
    "finding": "缺失",
    "firm": "證券商",
    "follow_up": "追蹤報告",
    "import": "法規匯入",
    "inspection": "查核",
    "pack": "提交包",
    "paper": "工作底稿",
    "relation": "條款對照",
    "request": "佐證請求",
    "scheme": "扣分標準",
    "user": "帳號",
}


def subject_label(subject: str) -> str:
    """Name a subject in Chinese; one without a name is shown as it is.

    >>> subject_label("paper:7"), subject_label("thing:1")
    ('工作底稿 7', 'thing:1')
    """
    noun, _, number = subject.partition(":")
    return f"{_NOUNS[noun]} {number}" if noun in _NOUNS else subject
