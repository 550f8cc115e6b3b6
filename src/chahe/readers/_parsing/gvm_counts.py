"""What a report of GVM counts, and so what of the scan is not in the file.

GVM counts the results of each level with and without the filter of the export. Whether `full`
holds what the filter's least quality of detection (QoD) leaves out depends on the filter, but that
of all levels together always does.
"""

from collections.abc import Iterator, Mapping

LEVELS = {
    "critical": "嚴重", "high": "高", "hole": "高", "medium": "中", "warning": "中", "low": "低",
    "info": "低", "false_positive": "誤判", "log": "紀錄",
}  # fmt: skip
SIDES = ("full", "filtered")
_DEPRECATED = {"hole": "high", "warning": "medium", "info": "low"}
_APPLIED = "apply_overrides=1"


def gaps(counts: Mapping[str, str], results: int, hosts: int) -> Iterator[str]:
    """Say what the report tells us is not in it.

    `counts` holds its texts: status, audit (there in that of an audit only), errors, hosts, term
    (the filter), full and filtered, and those of each level and side, as "high full".
    """
    status, errors = counts.get("status", ""), counts.get("errors", "0")
    if status and status != "Done":
        yield f"掃描尚未完成（狀態「{status[:40]}」），請等掃描完成後重新匯出"
    if "audit" in counts:
        yield "這是合規稽核（audit）的報告，不是弱點掃描的結果，請匯出弱點掃描的報告"
    if errors != "0":
        yield f"掃描過程有 {errors[:10]} 個錯誤，請查看報告的錯誤清單並重新掃描"
    if _number(counts, "hosts") > hosts:
        yield (
            f"掃描了 {counts['hosts'][:10]} 台主機，報告列出 {hosts} 台，"
            "請連同沒有結果的主機匯出（result_hosts_only=0）"
        )
    if counts.get("filtered", str(results)) != str(results):
        filtered = counts["filtered"][:10]
        yield f"報告說有 {filtered} 項結果，檔案有 {results} 項，請匯出全部（rows=-1）"
    yield from _filtered(counts)


def _filtered(counts: Mapping[str, str]) -> Iterator[str]:
    """An override makes of a finding a log, so logs count where overrides were applied."""
    applied = _APPLIED in counts.get("term", "").split()
    for level, title in LEVELS.items():
        full, filtered = (counts.get(f"{level} {side}", "")[:10] for side in SIDES)
        if full and full != filtered and (level != "log" or applied):
            yield (
                f"「{title}」風險的結果有 {full} 項，篩選後剩 {filtered} 項，"
                "請取消篩選再匯出（min_qod=0）"
            )
            return
    current = {_DEPRECATED.get(level, level): level for level in LEVELS}
    known = sum(_number(counts, f"{level} full") for level in current.values())
    total = _number(counts, "full")
    if "log full" in counts and total > known:
        yield (
            f"掃描有 {total} 項結果，匯出時只剩 {known} 項，"
            "其餘因檢測品質（QoD）被篩掉，請取消篩選再匯出（min_qod=0）"
        )


def _number(counts: Mapping[str, str], name: str) -> int:
    text = counts.get(name, "")[:10]
    return int(text) if text.isdecimal() else 0
