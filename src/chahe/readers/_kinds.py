"""What tables are called: one name a kind, whatever format it was read from."""

KIND_TITLES = {
    "accounts": "帳號清單",
    "brands": "品牌與自有網域",
    "change_tickets": "變更單",
    "domains": "網域清單",
    "file_manifest": "檔案雜湊清單",
    "firewall_policies": "防火牆政策",
    "hosts": "資訊資產清冊",
    "open_ports": "開放埠掃描結果",
    "password_policies": "密碼與鎖定設定",
    "people": "人員名冊",
    "protected_hosts": "防毒主控台端點清單",
    "vulnerabilities": "弱點掃描結果",
}
