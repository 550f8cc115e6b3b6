"""組態基準檢測結果（XCCDF 1.1、1.2 或 ARF，如 OpenSCAP、CIS-CAT）

Kind `benchmark_results`, a row for each rule-result of each TestResult, in the file's order:

    system          str, the first target that names a machine; the address where there is none
    address         str, the first target-address that is no loopback or link-local one, or ""
    benchmark       str, its id, else its href
    profile         str, "" where none was chosen
    rule            str, the rule's id
    title           str, from the Benchmark in the same file, "" where it is not there
    severity        "unknown", "info", "low", "medium" or "high": the result's, else the rule's
    result          "pass", "fail", "error", "unknown", "notapplicable", "notchecked",
                    "notselected", "informational" or "fixed" (failed, then repaired)
    tested          date in Taipei of the end of the test, else of its start, or None
    line            int

A rule with several instances has several rows. A test without an end, one without any result, and
results somebody has overridden by hand are gaps. Tags are known by their names without a prefix.
"""

from datetime import date
from ipaddress import ip_address
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.markup.local_names import Local
from ._parsing.when import parse_day
from ._parsing.xml_push import MAX_DEPTH, Attributes, Element, Push, outermost

_ROOTS = ("Benchmark", "TestResult", "asset-report-collection")
_SPACES = ("/xccdf/1.", "asset-reporting-format")
_SEVERITIES = ("unknown", "info", "low", "medium", "high")
_NAMELESS = ("original target", "unknown")
"""What SAF (hdf2xccdf) and oscap-docker write as the target where they do not know it."""
_RESULTS = (
    *("pass", "fail", "error", "unknown", "notapplicable", "notchecked"),
    *("notselected", "informational", "fixed"),
)


def _sniff(head: bytes) -> bool:
    tag, attributes = outermost(head)
    spaces = [value for name, value in attributes.items() if name.partition(":")[0] == "xmlns"]
    known = any(each in space for space in spaces for each in _SPACES)
    return tag.rpartition(":")[2] in _ROOTS and known


@reader(kind="benchmark_results", sniff=_sniff)
def scap_results(source: Source) -> Table:
    """Read results.

    :raises ReadError: for what `Push.run` refuses, a test without a target, a rule without an id, a
        result, severity or time that cannot be read, or no result at all
    """
    report = _Report(source)
    if not report.rows:
        raise ReadError("檔案裡沒有任何檢測結果，請匯出檢測後的結果檔，不是基準本身")
    rows, gaps = tuple(report.rows), tuple(report.gaps)
    return Table("benchmark_results", rows, source.name, "scap_results", gaps)


class _Report:
    """The rows so far, the rules the file describes, and the test and result being read."""

    def __init__(self, source: Source) -> None:
        self.rows: list[Row] = []
        self.gaps: list[str] = []
        self._push = Push(source)
        self._titles: dict[str, str] = {}
        self._severities: dict[str, str] = {}
        self._benchmark, self._rule, self._depth = "", "", 0
        self._test: dict[str, Any] = {}
        self._targets: list[str] = []
        self._addresses: list[str] = []
        self._found: list[dict[str, Any]] = []
        self._overridden = 0
        self._push.run(self._roots(), "XCCDF 或 ARF 檢測結果")

    def _roots(self) -> Local:
        test = self._test_result()
        rule = Element(Local(title=Element(text=self._title)), opened=self._open_rule)
        inside = Local(Rule=rule)
        inside.by["Group"] = Element(inside, opened=self._open_group, closed=self._close_group)
        whole = Local(**inside.by, TestResult=test)
        benchmark = Element(whole, opened=self._open_benchmark)
        stream = Element(Local(component=Element(Local(Benchmark=benchmark))))
        asked = Element(Local(data_stream_collection=stream, Benchmark=benchmark))
        told = Element(Local(TestResult=test, Benchmark=benchmark))
        requests = Element(Local(report_request=Element(Local(content=asked))))
        reports = Element(Local(report=Element(Local(content=told))))
        collection = Element(Local(report_requests=requests, reports=reports))
        return Local(Benchmark=benchmark, TestResult=test, asset_report_collection=collection)

    def _test_result(self) -> Element:
        result = Element(
            Local(result=Element(text=self._result), override=Element(opened=self._override)),
            opened=self._open_result,
            closed=self._close_result,
        )
        return Element(
            Local(
                benchmark=Element(opened=self._tested_benchmark),
                profile=Element(opened=self._profile),
                target=Element(text=self._targets.append),
                target_address=Element(text=self._addresses.append),
                rule_result=result,
            ),
            opened=self._open_test,
            closed=self._close_test,
        )

    def _open_benchmark(self, attributes: Attributes) -> None:
        self._benchmark = attributes.get("id", "")

    def _open_group(self, _: Attributes) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._push.error("群組的層數太深，不是正常的匯出檔，請重新匯出")

    def _close_group(self) -> None:
        self._depth -= 1

    def _open_rule(self, attributes: Attributes) -> None:
        self._rule = attributes.get("id", "")
        self._severities.setdefault(self._rule, attributes.get("severity", ""))

    def _title(self, text: str) -> None:
        self._titles.setdefault(self._rule, " ".join(text.split()))

    def _open_test(self, attributes: Attributes) -> None:
        self._test = {
            "end": attributes.get("end-time", ""),
            "begin": attributes.get("start-time", ""),
            "benchmark": self._benchmark,
            "profile": "",
            "line": self._push.line,
        }
        self._targets.clear()
        self._addresses.clear()
        self._overridden = 0

    def _tested_benchmark(self, attributes: Attributes) -> None:
        told = attributes.get("id") or attributes.get("href")
        self._test["benchmark"] = told or self._benchmark

    def _profile(self, attributes: Attributes) -> None:
        self._test["profile"] = attributes.get("idref", "")

    def _open_result(self, attributes: Attributes) -> None:
        line, rule = self._push.line, attributes.get("idref", "").strip()
        if not rule:
            raise self._push.error("這一項結果沒有規則編號，請重新匯出", "idref")
        severity = attributes.get("severity") or self._severities.get(rule) or "unknown"
        if severity not in _SEVERITIES:
            raise self._push.error(f"看不懂嚴重性「{severity[:40]}」，請重新匯出", "severity")
        title = self._titles.get(rule, "")
        self._found.append(
            {"rule": rule, "title": title, "severity": severity, "result": "", "line": line}
        )

    def _result(self, text: str) -> None:
        if text not in _RESULTS:
            raise self._push.error(f"看不懂結果「{text[:40]}」，請重新匯出", "result")
        self._found[-1]["result"] = text

    def _override(self, _: Attributes) -> None:
        self._overridden += 1

    def _close_result(self) -> None:
        found = self._found[-1]
        if not found["result"]:
            raise ReadError("這一項沒有結果，請重新匯出", line=found["line"], column="result")

    def _close_test(self) -> None:
        address = next((each for each in self._addresses if _is_told(each)), "")
        named = (each for each in self._targets if each and each.casefold() not in _NAMELESS)
        system = next(named, address)
        if not system:
            message = "檢測結果沒有寫受測系統，請重新匯出"
            raise ReadError(message, line=self._test["line"], column="target")
        tested = self._day("end") or self._day("begin")
        where = f"{system}（第 {self._test['line']} 行）的檢測"
        if not self._test["end"]:
            self.gaps.append(f"{where}沒有結束時間，可能沒有做完")
        if not self._found:
            self.gaps.append(f"{where}沒有任何規則的結果")
        if self._overridden:
            self.gaps.append(f"{where}有 {self._overridden} 項結果經人工覆寫，請確認依據")
        fixed = {name: self._test[name] for name in ("benchmark", "profile")}
        head = {"system": system, "address": address, **fixed}
        self.rows.extend({**head, **each, "tested": tested} for each in self._found)
        self._found.clear()

    def _day(self, name: str) -> date | None:
        try:
            return parse_day(self._test[name])
        except ValueError:
            raise ReadError(
                f"看不懂時間「{self._test[name][:40]}」，請重新匯出",
                line=self._test["line"],
                column={"end": "end-time", "begin": "start-time"}[name],
            ) from None


def _is_told(text: str) -> bool:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)
