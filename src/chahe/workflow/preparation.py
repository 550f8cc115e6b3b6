"""What a working paper must have before it is signed, and for another auditor to repeat it."""

from collections.abc import Collection
from dataclasses import dataclass

from .verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """How far a paper's sample has come; counts of items, `unmarked` of cells without a tick.

    `planned` is how many the plan takes of the population; `complete` whether that is all there
    was. Until the population is `frozen` the rest is unknown.
    """

    frozen: bool
    planned: int = 0
    drawn: int = 0
    tested: int = 0
    unmarked: int = 0
    exceptions: int = 0
    undecided: int = 0
    complete: bool = False
    source: str = ""
    seed: str = ""


def preparation_problems(
    *,
    verdict: Verdict | None,
    conclusion: str,
    usable_evidence: int,
    stale_evidence: Collection[str],
    check_verdicts: Collection[Verdict],
    unfinished_checks: int,
    open_findings: int,
    sampled: Sampled | None = None,
    steps_against: Collection[str] = (),
    undone_steps: int = 0,
    unanswered_notes: int = 0,
) -> tuple[str, ...]:
    """Say why a paper cannot be signed as prepared; empty when it can.

    `stale_evidence` are the reasons why pieces of its evidence do not count; `steps_against` say
    which steps of its procedure did not come out well; `undone_steps` are those that its kind of
    inspection asks and nobody has done. It fails closed: 符合 needs evidence that counts, no check
    that says otherwise or could not tell, and a sample, where one is taken, that is of a complete
    population, whole, marked to its end and without exception.
    """
    problems = []
    if verdict is None:
        problems.append("還沒有選擇查核結果。")
    if not conclusion.strip():
        problems.append("還沒有寫結論。")
    if unfinished_checks:
        problems.append(f"還有 {unfinished_checks} 項自動檢測沒有完成，請等它完成或重新執行。")
    if unanswered_notes:
        problems.append(f"還有 {unanswered_notes} 則覆核意見沒有答覆，請先答覆。")
    if undone_steps:
        problems.append(f"還有 {undone_steps} 個查核程序沒有寫執行情形。")
    if verdict is Verdict.CONFORMING:
        problems += _against_conforming(usable_evidence, stale_evidence, check_verdicts)
        problems += [f"{reason}，不能認定符合。" for reason in steps_against]
        problems += _sample_against(sampled) if sampled else []
    if verdict is Verdict.NONCONFORMING and not open_findings:
        problems.append("結果為不符時，要先開立缺失。")
    if verdict is not Verdict.NONCONFORMING and open_findings:
        problems.append("已開立缺失，結果卻不是不符；請改為不符，或先撤回缺失。")
    return tuple(problems)


def _against_conforming(
    usable: int, stale: Collection[str], check_verdicts: Collection[Verdict]
) -> list[str]:
    problems = []
    if not usable:
        problems.append("沒有可用的佐證，只能是「證據不足」，不能是「符合」。")
    problems += [f"{reason}，不能認定符合。" for reason in stale]
    if Verdict.NONCONFORMING in check_verdicts:
        problems.append("自動檢測的結果是不符，不能認定符合。")
    if Verdict.INSUFFICIENT in check_verdicts:
        problems.append("自動檢測的結果是證據不足，不能認定符合；請補佐證後重新執行。")
    return problems


def _sample_against(sampled: Sampled) -> list[str]:
    if not sampled.frozen:
        return ["抽樣計畫已定，母體還沒有凍結，樣本還沒有抽，不能認定符合。"]
    problems = []
    if sampled.drawn < sampled.planned:
        problems.append(f"計畫抽 {sampled.planned} 筆，樣本只有 {sampled.drawn} 筆，不能認定符合。")
    if sampled.unmarked:
        problems.append(f"樣本還有 {sampled.unmarked} 格沒有標記，不能認定符合。")
    elif sampled.undecided:
        problems.append(f"樣本有 {sampled.undecided} 筆無法確認，不能認定符合。")
    if sampled.exceptions:
        problems.append(f"樣本有 {sampled.exceptions} 筆例外，不能認定符合。")
    elif not sampled.tested:
        problems.append("樣本沒有測到任何項目，不能認定符合。")
    if not sampled.complete:
        problems.append("母體是否完整無法確認或有差異，不能認定符合；請查明後重新抽樣。")
    return problems


def approval_problems(*, open_notes: int) -> tuple[str, ...]:
    """Say why a paper cannot be approved: a reviewer's note is still open."""
    if open_notes:
        return (f"還有 {open_notes} 則覆核意見沒有解除，解除以後才能核定。",)
    return ()


def repeatable(
    *,
    conclusion: str,
    evidence: int,
    population: str,
    sample: str,
    steps: int,
    steps_done: int,
    asks_sample: bool,
    sampled: Sampled | None,
) -> tuple[str, ...]:
    """Say what another auditor lacks to repeat a paper's work; empty when nothing.

    `asks_sample` is whether its procedure says to sample. `population` and `sample` in words do
    where no sample was drawn here. Nothing of this blocks: `preparation_problems` does.
    """
    missing = []
    if not evidence:
        missing.append("佐證：沒有附上任何一份，無從重看。")
    if undone := steps - steps_done:
        missing.append(f"執行情形：{steps} 個程序裡有 {undone} 個沒有寫做了什麼。")
    if sampled:
        missing += _sample_lacks(sampled)
    else:
        if asks_sample:
            missing.append("抽樣：程序要抽核，底稿沒有抽樣紀錄，無從重抽。")
        if not population.strip():
            missing.append("母體：沒有寫有幾項、從哪裡取得、怎麼確認完整。")
        if not sample.strip():
            missing.append("樣本：沒有寫看了哪些。")
    if not conclusion.strip():
        missing.append("結論：還沒有寫。")
    return tuple(missing)


def _sample_lacks(sampled: Sampled) -> list[str]:
    if not sampled.frozen:
        return ["母體：還沒有凍結。", "樣本：還沒有抽。"]
    missing = []
    if not sampled.source.strip():
        missing.append("母體：沒有寫來源。")
    if not sampled.complete:
        missing.append("母體：沒有獨立來源證明它完整。")
    if not sampled.seed:
        missing.append("樣本：沒有種子，無從重抽。")
    if not sampled.drawn:
        missing.append("樣本：沒有項目清單。")
    elif sampled.unmarked:
        missing.append(f"樣本：還有 {sampled.unmarked} 格沒有標記。")
    return missing
