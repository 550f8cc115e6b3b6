"""Every environment variable the source reads; one that is not described here fails."""

import re
from pathlib import Path

import chahe

from ._model import code, page, table

# name → (default, what it is)
DESCRIBED = {
    "CHAHE_HOME": (
        "`var`",
        "資料所在的資料夾：SQLite 資料庫、佐證、提交包、金鑰。正式環境用絕對路徑，並納入備份。",
    ),
    "CHAHE_SECRET_KEY": (
        "首次啟動時產生，存於 `CHAHE_HOME/secret_key`",
        "Django 的密鑰，簽署工作階段用。多個行程要用同一個。",
    ),
    "CHAHE_DEBUG": (
        "`0`",
        "`1` 為開發模式：錯誤頁顯示程式碼，並有 `/ui/` 元件圖錄。正式環境不可開。",
    ),
    "CHAHE_DEMO": (
        "`0`",
        "`chahe demo` 自己會設：資料是虛構的，頁面上方有提示，不要求第二因子。正式環境不可設。",
    ),
    "CHAHE_HOSTS": ("`127.0.0.1,localhost,[::1]`", "允許的主機名稱，逗號分隔。"),
    "CHAHE_HTTPS": (
        "`0`",
        "`1` 表示使用者以 HTTPS 連線：Cookie 只走 HTTPS、HTTP 轉到 HTTPS、HSTS 一年。"
        "正式環境設 `1`。",
    ),
    "CHAHE_ORIGINS": (
        "無",
        "反向代理對外的來源，含 `https://`，逗號分隔。設了就信任 `X-Forwarded-Proto`，"
        "所以只在代理會覆寫這個標頭時設。",
    ),
    "CHAHE_DATABASE_URL": (
        "`sqlite:///CHAHE_HOME/chahe.sqlite3`",
        "資料庫位址，例如 `postgresql://chahe@db/chahe`。",
    ),
    "CHAHE_TEST_DATABASE_URL": ("無", "測試用的資料庫，蓋過上一項；只在跑測試時設。"),
    "CHAHE_EVIDENCE_MAX_MB": ("`1024`", "單一佐證檔的上限，MB。"),
    "CHAHE_DROP": (
        "無",
        "收件資料夾：其他系統把佐證放進 `證券商代號/佐證種類/`，背景工作每分鐘收件、附到當期底稿並"
        "執行自動檢測（[說明](../how-to/collect-every-night.md)）。",
    ),
    "CHAHE_DROP_AS": ("無", "收件時以哪個帳號繳交；與上一項一起設，兩者缺一就不收件。"),
    "CHAHE_IDLE_MINUTES": ("`20`", "閒置幾分鐘後登出。"),
    "CHAHE_LEDGER_KEY": (
        "`CHAHE_HOME/ledger_key.pem`",
        "帳本的 Ed25519 私鑰。首次使用時產生，只有擁有者可讀；與資料庫分開備份。",
    ),
    "CHAHE_TSA_URL": (
        "無",
        "時戳服務（RFC 3161）的網址，例如 `https://tsa.example.tw/`。沒有設定就不要時戳。",
    ),
    "CHAHE_TSA_CERT": (
        "無",
        "時戳服務根憑證的檔案（PEM）。設了之後，不是它簽發的時戳一律不收。",
    ),
    "CHAHE_SITE_URL": (
        "無",
        "使用者連到網站的網址，例如 `https://chahe.example.tw`，寫在提醒信的連結裡。"
        "沒有設定，信裡就不附連結。",
    ),
    "CHAHE_SMTP_URL": (
        "無",
        "寄提醒信的郵件主機：`smtp+starttls://user:password@mail.example.tw:587`、`smtps://`（一開始就加密）"
        "或 `smtp://`（不加密，不可帶密碼）。沒有設定就不寄信，只在網站上提醒。",
    ),
    "CHAHE_MAIL_FROM": ("`chahe@localhost`", "提醒信的寄件地址。"),
    "CHAHE_RECURRENCE_PERIODS": (
        "`2`",
        "同一條款、同一對象在前幾期內有過缺失就算再犯；是我們自訂的預設，沒有規定指明。",
    ),
    "CHAHE_REMINDER_HOUR": ("`8`", "每天從幾時開始產生提醒與寄信，0 到 23，臺北時間。"),
    "CHAHE_JOBS_BESIDE": (
        "由 `chahe serve` 設定",
        "網站行程是否兼做背景工作；不必自己設，請用 `chahe serve --no-jobs`。",
    ),
    "CHAHE_LOG": ("`WARNING`", "記錄的詳細程度：`DEBUG`、`INFO`、`WARNING`、`ERROR`。"),
}


def variables() -> set[str]:
    """Return the name of every variable that the source reads."""
    texts = (path.read_text("utf-8") for path in Path(chahe.__file__).parent.rglob("*.py"))
    return {name for text in texts for name in re.findall(r"CHAHE_[A-Z_]+", text)}


@page
def settings() -> str:
    if wrong := variables() ^ DESCRIBED.keys():
        raise LookupError(f"docs/generate/settings.py: described or read, not both: {wrong}")
    return "\n\n".join(
        (
            "# 環境變數",
            "所有設定都來自環境變數，都有可用的預設值。範例見 `env.sample`，"
            "用法見[正式環境](../how-to/run-in-production.md)。",
            table(("變數", "預設", "說明"), ((code(k), *v) for k, v in DESCRIBED.items())),
        )
    )
