"""Names of accounts that well-known products come with, and who says so. No passwords."""

RULE = "資通安全檢查機制 8(3)g"
ORACLE = "Oracle Database Administrator's Guide, Predefined User Accounts"

KNOWN = {
    "sa": ("SQL Server", RULE),
    "root": ("UNIX、Linux、MySQL", RULE),
    "administrator": ("Windows", RULE),
    "sys": ("Oracle Database", ORACLE),
    "system": ("Oracle Database", ORACLE),
    "sysman": ("Oracle Database", ORACLE),
    "dbsnmp": ("Oracle Database", ORACLE),
    "guest": ("Windows", "Windows 內建帳號，SID 末碼 501"),
    "postgres": ("PostgreSQL", "PostgreSQL documentation, initdb"),
    "admin": ("Fortinet 設備", "FortiWeb CLI Reference, system admin"),
}
