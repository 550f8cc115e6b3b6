"""List pages: sorting, filtering, paging and export, all kept in the URL.

    FINDINGS = Listing(
        columns=(
            Column("due", "改善期限", order_by="due_on", value="due_on"),
            Column("rule", "查核項目", order_by=("rule__code",), value="rule.code"),
            Column("title", "缺失"),
        ),
        filters=(Filter("state", "狀態", (("open", "未結"), ("closed", "已結")), "state"),),
        search=("title", "rule__code"),
        sort="due",
    )

    @require_safe
    def findings(request, firm):
        listing = FINDINGS.of(request, open_findings(firm))
        if listing.wants_csv:
            return listing.csv("缺失")
        return page_or_part(request, "findings.html", "table", {"listing": listing})

    {% partialdef table inline %}{% table listing "缺失" %}
      {% for finding in listing %}<tr><td>…</td></tr>{% endfor %}
    {% endtable %}{% endpartialdef %}

Two queries: the count and the page. Whatever else the URL says is answered as if it had not.
Rows that are in memory already: `ListedRows(LISTING, request, rows)`.
"""

from ._csv_file import csv_response
from ._declared import Column, Filter
from ._listed import Listed, Listing
from ._of_rows import ListedRows

__all__ = ["Column", "Filter", "Listed", "ListedRows", "Listing", "csv_response"]
