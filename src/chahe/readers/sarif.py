"""源碼掃描結果（SARIF 2.1.0）

Kind `source_findings`, a row for each result of each run. A run that found nothing still has one
row, with `rule`, `title` and `message` "" and `level` "none", so that scans can be counted:

    project            str: the last part of the repository's address; without one, the run's
                       category (automationDetails.id without what follows its last /); without
                       one, the file's name; never ""
    tool               str, the driver's name; never ""
    tool_version       str, "" where the file has none
    scanned            date in Taipei on which the run ended, the earliest of its invocations; None
                       where one has no end
    rule, title        str, the rule's id and short description; "" where the file has none
    level              "error", "warning", "note" or "none"
    security_severity  float from 0 to 10, of the result or its rule, the higher; or None
    file, at_line      str, "" and int, None where the result has no place; of several, the first
    suppressed         bool: it has suppressions, and none is rejected or under review
    baseline           "new", "unchanged", "updated", "absent", or "" where it was not compared
    message            str, its first 500 characters
    line               int, where the result (or the run that found nothing) begins

A result without a level has its rule's, or "warning"; one whose kind is not `fail`, "none".

A gap: a run that says it failed or reports an error of the tool, has no list of results (nothing
was scanned) or keeps them in another file; results the tool left undecided (kind open or review);
levels changed for one invocation (ruleConfigurationOverrides) where a result has none of its own.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.places import places
from ._parsing.text import peek

_RUNS = re.compile(r'"runs"\s*:\s*\[')
_VERSION = re.compile(r'"version"\s*:\s*"2\.1\.0"|"\$schema"\s*:\s*"[^"]*sarif')
_RUNS_FIRST = re.compile(r'\s*\{\s*"runs"\s*:\s*\[')  # the version then comes after all of them
_IN_A_RUN = re.compile(r'"(?:driver|ruleId)"\s*:')
_LEVELS = ("error", "warning", "note", "none")
_BASELINES = ("", "new", "unchanged", "updated", "absent")
_KINDS = ("", "fail", "pass", "open", "review", "informational", "notApplicable")
_UNDECIDED = ("open", "review")
_STATES = ("", "accepted", "underReview", "rejected")
_MESSAGE = 500
_NOTHING: dict[str, Any] = {
    "rule": "", "title": "", "level": "none", "security_severity": None, "file": "",
    "at_line": None, "suppressed": False, "baseline": "", "message": "",
}  # fmt: skip


def _sniff(head: bytes) -> bool:
    text = peek(head)
    if _RUNS_FIRST.match(text) and _IN_A_RUN.search(text):
        return True
    return text.lstrip()[:1] == "{" and bool(_RUNS.search(text) and _VERSION.search(text))


@reader(kind="source_findings", sniff=_sniff)
def sarif(source: Source) -> Table:
    """Read results.

    :raises ReadError: if it is not whole JSON of this form and version, a field is there twice or
        of another type or meaning, a tool has no name, or there is no run at all
    """
    text = Text(source)
    whole, end = text.parse()
    log = Fields(whole, "")
    if log.text("version") != "2.1.0" or text.whole[end:].strip():
        raise ReadError("不是 SARIF 2.1.0，請以這個版本重新匯出", column="version")
    runs, where = log.objects("runs"), places(text.whole, "runs", "results")
    if not runs:
        raise ReadError("檔案裡沒有任何一次掃描，請確認匯出的範圍", column="runs")
    if len(where) != len(runs):
        raise ReadError("欄位名稱的寫法無法定位，請重新匯出", column="runs")
    rows: list[Row] = []
    gaps: list[str] = []
    for each, (start, starts) in zip(runs, where, strict=True):
        run = _Run(each, source.name)
        lines = [text.line_of(at) for at in starts]
        rows += run.rows(lines, text.line_of(start))
        gaps += run.gaps
    return Table("source_findings", tuple(rows), source.name, "sarif", tuple(gaps))


class _Run:
    """One run: what holds for all its results, the tool's rules, and the gaps found so far."""

    def __init__(self, run: Fields, name: str) -> None:
        self._run = run
        self.gaps: list[str] = []
        tool = run.object("tool")
        driver = tool.object("driver")
        if not driver.text("name"):
            raise driver.wrong("name", "缺少工具名稱")
        self._components = [
            rules.objects("rules") for rules in (driver, *tool.objects("extensions"))
        ]
        self._rules = {
            rule.text("id"): rule for component in self._components for rule in component
        }
        self._whole = {
            "project": _project(run, name),
            "tool": driver.text("name"),
            "tool_version": driver.text("semanticVersion") or driver.text("version"),
            "scanned": _scanned(run),
        }

    def rows(self, lines: list[int], line: int) -> Iterator[Row]:
        results = self._run.objects("results")
        if len(results) != len(lines):
            raise self._run.wrong("results", "欄位名稱的寫法無法定位")
        self._see_gaps(results)
        if not results:
            yield self._whole | _NOTHING | {"line": line}
        for result, at in zip(results, lines, strict=True):
            yield self._whole | self._found(result) | {"line": at}

    def _see_gaps(self, results: list[Fields]) -> None:
        run, called = self._run, f"{self._whole['project']} 的 {self._whole['tool']} 掃描"
        invocations = run.objects("invocations")
        notes = [
            note
            for each in invocations
            for name in ("toolExecutionNotifications", "toolConfigurationNotifications")
            for note in each.objects(name)
        ]
        undecided = sum(_word(result, "kind", _KINDS) in _UNDECIDED for result in results)
        changed = any(each.objects("ruleConfigurationOverrides") for each in invocations)
        said = {
            "沒有成功完成": any(each.said("executionSuccessful") is False for each in invocations),
            "途中發生錯誤": any(self._note_level(note) == "error" for note in notes),
            "沒有結果清單，可能沒有掃描": not run.has("results"),
            "有結果存在另一個檔案": run.object("externalPropertyFileReferences").has("results"),
            f"有 {undecided} 項待人工判斷": undecided > 0,
            "調整過規則的等級，無法認定結果的等級": changed
            and not all(result.has("level") for result in results),
        }
        self.gaps += [f"{called}{what}" for what, so in said.items() if so]

    def _note_level(self, note: Fields) -> str:
        """Return a notification's level; without one it has its descriptor's."""
        reference = note.object("descriptor")
        index, identity = reference.number("index"), reference.text("id")
        known = self._run.object("tool").object("driver").objects("notifications")
        told = (
            each.object("defaultConfiguration").text("level")
            for at, each in enumerate(known)
            if at == index or (index is None and identity and each.text("id") == identity)
        )
        return note.text("level") or next(told, "")

    def _found(self, result: Fields) -> dict[str, Any]:
        rule = self._rule(result)
        identity = result.text("ruleId") or result.object("rule").text("id")
        place = next(iter(result.objects("locations")), Fields({}, "")).object("physicalLocation")
        return {
            "rule": identity or rule.text("id"),
            "title": rule.object("shortDescription").text("text") or rule.text("name"),
            "level": _level(result, rule),
            "security_severity": max(
                (
                    score
                    for each in (result, rule)
                    if (score := each.object("properties").score("security-severity")) is not None
                ),
                default=None,
            ),
            "file": self._file(place.object("artifactLocation")),
            "at_line": place.object("region").number("startLine"),
            "suppressed": _suppressed(result),
            "baseline": _word(result, "baselineState", _BASELINES),
            "message": result.object("message").text("text")[:_MESSAGE],
        }

    def _rule(self, result: Fields) -> Fields:
        """Return the rule's description: by its place in its component, or by its id."""
        reference = result.object("rule")
        extension = reference.object("toolComponent").number("index")
        index = reference.number("index")
        index = result.number("ruleIndex") if index is None else index
        if reference.has("toolComponent") and extension is None:
            index = None
        component = 0 if extension is None else extension + 1
        if index is not None and index >= 0 and 0 <= component < len(self._components):
            rules = self._components[component]
            if index >= len(rules):
                raise result.wrong("ruleIndex", "指到不存在的規則")
            return rules[index]
        identity = result.text("ruleId") or reference.text("id")
        while identity not in self._rules and "/" in identity:
            identity = identity.rpartition("/")[0]
        return self._rules.get(identity) or Fields({}, "rule")

    def _file(self, artifact: Fields) -> str:
        index = artifact.number("index")
        known = self._run.raw("artifacts")
        if artifact.has("uri") or index is None or not isinstance(known, list):
            return artifact.text("uri")
        if 0 <= index < len(known):
            return Fields(known[index], "artifacts").object("location").text("uri")
        return ""


def _project(run: Fields, name: str) -> str:
    for control in run.objects("versionControlProvenance"):
        address = control.text("repositoryUri").rstrip("/").removesuffix(".git")
        if part := re.split(r"[/:]", address)[-1]:
            return part
    category, slash, last = run.object("automationDetails").text("id").rpartition("/")
    stem = re.sub(r"(?:\.sarif)?(?:\.json)?$", "", name, flags=re.I)
    return (category if slash else last) or stem or name or "?"


def _scanned(run: Fields) -> date | None:
    ends = [invocation.day("endTimeUtc") for invocation in run.objects("invocations")]
    return None if None in ends else min((end for end in ends if end), default=None)


def _level(result: Fields, rule: Fields) -> str:
    if result.has("level"):
        return _word(result, "level", _LEVELS)
    if _word(result, "kind", _KINDS) not in ("", "fail"):
        return "none"
    configured = rule.object("defaultConfiguration")
    return _word(configured, "level", _LEVELS) if configured.has("level") else "warning"


def _suppressed(result: Fields) -> bool:
    states = [_word(each, "status", _STATES) for each in result.objects("suppressions")]
    return bool(states) and not {"underReview", "rejected"} & set(states)


def _word(held: Fields, name: str, words: tuple[str, ...]) -> str:
    word = held.text(name)
    if word not in words:
        raise held.wrong(name, f"看不懂「{word[:40]}」")
    return word
