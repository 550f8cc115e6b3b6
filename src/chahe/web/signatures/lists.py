"""The list of an inspection's signed reports: its columns, filters and search."""

from ..listing import Column, Filter, Listing
from .queries import report_titles

STAMPED = (("yes", "含時戳"), ("no", "沒有時戳"))


SIGNED_REPORTS = Listing(
    columns=(
        Column("report", "報告", order_by="report", value="title"),
        Column("at", "簽署時間", order_by="signed_at", value="signed_at"),
        Column("by", "簽署人", order_by="signed_by__name", value="signed_by"),
        Column("subject", "憑證主體", order_by="subject"),
        Column("issuer", "憑證簽發者", order_by="issuer"),
        Column("reason", "事由"),
        Column("stamped", "時戳", value=lambda one: "有" if one.stamped else "無"),
        Column("serial", "憑證序號", in_table=False),
        Column("fingerprint", "憑證指紋", in_table=False),
        Column("digest", "SHA-256", value="blob_id", in_table=False),
        Column("unsigned", "簽署前 SHA-256", in_table=False),
    ),
    filters=(
        Filter("report", "報告", lambda: list(report_titles().items()), "report"),
        Filter("stamped", "時戳", STAMPED, lambda rows, value: rows.filter(stamped=value == "yes")),
    ),
    search=("subject", "issuer", "reason", "blob__sha256"),
    sort="-at",
    hint="憑證主體、簽發者或事由",
)
