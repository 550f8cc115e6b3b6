"""Columns of a list of firewall rules, and the words of those that hold one of a few.

Each name of a column is one that people or a vendor's console write for exactly that. What may
stand beside another column has a key of its own: the same key twice in a header is refused.
"""

from ..delimited import Columns
from .words import ANY

COLUMNS: Columns = {
    "order": ("順序", "優先順序", "順位", "order", "sequence", "seq", "priority"),
    "id": ("編號", "規則編號", "政策編號", "id", "rule id", "policy id", "policyid"),
    "number": ("序號", "no", "no.", "#"),
    "device": ("設備", "設備名稱", "防火牆", "device", "firewall"),
    "name": ("名稱", "規則名稱", "政策名稱", "name", "rule name", "policy name"),
    "policy": ("policy",),
    "source": (
        *("來源", "來源位址", "來源ip", "來源 ip", "source", "source address", "src", "srcaddr"),
        *("source networks", "sourceaddressprefix"),
    ),
    "destination": (
        *("目的", "目的地", "目的位址", "目的ip", "目的 ip", "目的地位址"),
        *("destination", "destination address", "dst", "dest", "dstaddr"),
        *("destination networks", "dest networks", "destinationaddressprefix"),
    ),
    "service": (
        *("服務", "服務埠", "通訊埠", "連接埠", "目的埠", "目的通訊埠", "目的連接埠"),
        *("service", "services", "services & applications", "port", "ports"),
        *("destination port", "destination ports", "dest ports", "destinationportrange"),
    ),
    "protocol": ("協定", "通訊協定", "protocol"),
    "action": ("動作", "處理方式", "action", "access"),
    "source_zone": (
        *("來源區域", "來源介面", "來源區", "source zone", "src zone", "from zone"),
        *("source interface", "srcintf", "from", "source zones"),
    ),
    "destination_zone": (
        *("目的區域", "目的介面", "目的區", "destination zone", "dst zone", "to zone"),
        *("destination interface", "dstintf", "to", "destination zones", "dest zones"),
    ),
    "status": ("狀態", "啟用狀態", "是否啟用", "status", "enabled", "state"),
    "disabled": ("停用", "是否停用", "disabled"),
    "log": ("記錄", "紀錄", "日誌", "是否記錄", "log", "logging", "logtraffic", "track"),
    "options": ("options",),
    "profiles": ("安全設定檔", "security profiles"),
    "source_port": (
        *("來源埠", "來源通訊埠", "來源連接埠", "source port", "src port", "source ports"),
        "sourceportrange",
    ),
    "user": ("來源使用者", "source user", "user", "users"),
    "group": ("使用者群組", "groups"),
    "application": ("應用程式", "應用服務", "application", "applications", "app"),
    "schedule": ("排程", "時段", "生效時段", "schedule", "time"),
    "kind": ("type",),
    "source_device": ("source device",),
    "destination_device": ("destination device",),
    "hip": ("source hip profile", "hip profile", "hip profiles"),
    "category": ("url category", "urls"),
    "target": ("target",),
    "vpn": ("vpn",),
    "content": ("content",),
    "install": ("install on",),
    "vlan": ("vlan tags",),
    "direction": ("方向", "direction"),
    "negate_source": ("來源反向", "來源排除", "source negate", "srcaddr-negate"),
    "negate_destination": ("目的反向", "目的排除", "destination negate", "dstaddr-negate"),
    "negate_service": ("服務反向", "服務排除", "service negate", "service-negate"),
    "hits": (
        *("命中次數", "命中數", "點擊數", "hit count", "hits", "hitcount"),
        "rule usage hit count",
    ),
    "usage": ("rule usage rule usage", "rule usage"),
    "last_hit": (
        *("最後命中", "最近命中", "最後使用", "last hit", "last used"),
        "rule usage last hit",
    ),
    "owner": ("負責人", "保管人", "申請人", "owner", "requester"),
    "ticket": ("申請單號", "單號", "申請單", "變更單號", "ticket", "request no", "change no"),
    "expires": ("到期日", "到期日期", "有效期限", "截止日", "expires", "expiry", "expiration date"),
    "note": ("備註", "註記", "comment", "comments", "note", "remark"),
    "purpose": ("用途", "說明", "description", "rule usage description"),
    "tags": ("標籤", "tags"),
}
NEEDED = ("source", "destination", "service", "action")
NARROWING = (
    *("source_port", "user", "group", "application", "schedule", "source_device"),
    *("destination_device", "hip", "category", "target", "vpn", "content", "install", "vlan"),
    "direction",
)
WRITTEN = ("purpose", "note", "ticket", "owner")
HEADING = frozenset(("name", "policy", "note", "purpose", "kind"))

NOTHING = frozenset(("", "-", "--", "none", "n/a", "無"))
ALWAYS = frozenset((*ANY, *NOTHING, "always", "全天", "24x7", "policy targets"))
KINDS = frozenset(("", "universal", "rule", "standard"))
FOREVER = frozenset((*NOTHING, "永久", "長期", "無期限", "不限"))

_YES = ("是", "有", "啟用", "已啟用", "開啟", "on", "yes", "y", "true", "1", "enable", "enabled")
_NO = ("否", "無", "停用", "已停用", "關閉", "off", "no", "n", "false", "0", "disable", "disabled")
_ALLOW = ("允許", "放行", "通過", "開放", "接受", "accept", "allow", "permit", "pass", "trust")
_DENY = (
    *("拒絕", "阻擋", "禁止", "封鎖", "丟棄", "deny", "drop", "reject", "block", "discard"),
    *("reset client", "reset server", "reset both client and server", "block with reset"),
    *("reset-client", "reset-server", "reset-both"),
)
_TRACKED = ("detailed log", "extended log", "alert", "all sessions")
ACTIONS = {**dict.fromkeys(_ALLOW, "accept"), **dict.fromkeys(_DENY, "deny"), "ipsec": "ipsec"}
STATUSES = {
    **dict.fromkeys(("", *_YES, "active", "使用中", "生效"), "enable"),
    **dict.fromkeys((*_NO, "inactive"), "disable"),
}
TURNED = {**dict.fromkeys(("", *_NO), False), **dict.fromkeys(_YES, True)}
LOGS = {
    **dict.fromkeys(("", *_YES, "all", "記錄", "紀錄", "log", *_TRACKED), "all"),
    **dict.fromkeys((*_NO, "不記錄", "none"), "disable"),
    **dict.fromkeys(("utm", "security events"), "utm"),
}
ZONES = {
    **dict.fromkeys(("untrust", "outside", "external", "internet", "外網", "外部"), "wan"),
    **dict.fromkeys(("trust", "inside", "內網", "內部"), "lan"),
    **dict.fromkeys(ANY, "any"),
    "非軍事區": "dmz",
}
# What FortiOS ships to open SSL is listed among security profiles, and is none.
SSL_ONLY = frozenset((*NOTHING, "no-inspection", "certificate-inspection", "deep-inspection"))
LOGGED = "traffic log sent at session"  # how PAN-OS's Options begin where a rule logs
