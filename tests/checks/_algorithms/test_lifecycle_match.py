from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.lifecycle.match import Lifecycles
from chahe.readers import Table

CYCLES = {
    "windows-server": ("2025", "2022", "2016", "2012-r2", "2012", "2008-r2-sp1", "23h2"),
    "windows": (
        *("11-24h2-w", "11-24h2-e", "11-23h2-w", "11-23h2-e", "11-24h2-e-lts", "10-22h2"),
        *("10-21h2-e-lts", "10-21h2-iot-lts", "8.1", "8", "7-sp1"),
    ),
    "rhel": ("9", "8", "7"),
    "ubuntu": ("24.04", "22.04"),
    "debian": ("12", "1"),
    "mssqlserver": ("16.0", "15.0", "10.50", "2016 sp3"),
    "firefox": ("128", "12"),
    "apache-http-server": ("2.4", "2.2"),
    "esxi": ("8.0", "7.0"),
    "cisco-ios-xe": ("17.9", "17.12"),
    "postgresql": ("15", "9.6"),
    "tomcat": ("10.1", "10.0"),
    "nginx": ("1.2", "1.29"),
    "sles": ("15.10", "15.6", "15.4", "15", "12.5", "12", "11"),
    "ios": ("17", "15"),
    "linux": ("6.1", "8"),
    "windows-embedded": ("8.1",),
    "firm os": ("2",),
    "oracle-database": ("19", "12.2", "12.1", "11.2"),
    "ibm-aix": ("7.3.1", "7.2.5", "7.2.4"),
    "dotnetfx": ("4.8", "4.7.2", "3.5 sp1"),
    "msexchange": ("2019", "2016"),
    "openssl": ("3.0", "1.1.1", "1.1.0"),
}


def row(product: str, cycle: str) -> dict[str, Any]:
    return {"product": product, "cycle": cycle}


LIFECYCLES = Lifecycles(
    [
        Table(
            "product_lifecycles",
            tuple(row(product, cycle) for product, cycles in CYCLES.items() for cycle in cycles),
            "x",
            "y",
        )
    ]
)


@pytest.mark.parametrize(
    ("text", "version", "names"),
    [
        ("Windows Server 2022", "", ["windows-server 2022"]),
        ("Microsoft Windows Server 2016 Standard", "10.0.14393", ["windows-server 2016"]),
        ("Microsoft® Windows Server® 2016 Standard", "", ["windows-server 2016"]),
        ("Windows Server 2012 R2 Standard", "", ["windows-server 2012-r2"]),
        ("Windows Server 2012 Standard", "", ["windows-server 2012"]),
        ("Windows Server Standard 2012 R2", "", ["windows-server 2012-r2"]),
        ("Windows Server 2008 R2", "", ["windows-server 2008-r2-sp1"]),
        ("Windows Server, version 23H2", "", ["windows-server 23h2"]),
        ("Windows 11 Pro 23H2", "", ["windows 11-23h2-w"]),
        ("Microsoft Windows 11 Enterprise 24H2", "", ["windows 11-24h2-e"]),
        ("Windows 11 24H2", "", ["windows 11-24h2-w", "windows 11-24h2-e"]),
        ("Windows 10 Pro (22H2)", "", ["windows 10-22h2"]),
        (
            "Windows 10 Enterprise LTSC 21H2",
            "",
            ["windows 10-21h2-e-lts", "windows 10-21h2-iot-lts"],
        ),
        ("Windows 8.1", "", ["windows 8.1"]),
        ("Windows 11 企業版 23H2", "", ["windows 11-23h2-e"]),
        ("Windows Server 2012 R2 資料中心版（64-bit）", "", ["windows-server 2012-r2"]),
        ("Windows 7 Professional", "", ["windows 7-sp1"]),
        ("Red Hat Enterprise Linux release 8.6 (Ootpa)", "", ["rhel 8"]),
        ("RHEL 9", "", ["rhel 9"]),
        ("Ubuntu 22.04.3 LTS", "", ["ubuntu 22.04"]),
        ("Debian GNU/Linux 12 (bookworm)", "", ["debian 12"]),
        ("Microsoft SQL Server 2019 (64-bit)", "15.0.2000.5", ["mssqlserver 15.0"]),
        ("SQL Server 2016 (64-bit)", "", ["mssqlserver 2016 sp3"]),
        ("SQL Server 2016 SP3", "", ["mssqlserver 2016 sp3"]),
        ("Windows Server 2008 R2 SP1", "", ["windows-server 2008-r2-sp1"]),
        ("SQL Server 2008 R2", "", ["mssqlserver 10.50"]),
        ("Mozilla Firefox (x64 zh-TW)", "128.4.0", ["firefox 128"]),
        ("Apache HTTP Server", "2.4.62", ["apache-http-server 2.4"]),
        ("Apache Tomcat 10.1", "10.1.9", ["tomcat 10.1"]),
        ("VMware ESXi 7.0.3", "", ["esxi 7.0"]),
        ("Cisco IOS-XE", "17.09.04", ["cisco-ios-xe 17.9"]),
        ("IOS XE Software, Version 17.12.1", "", ["cisco-ios-xe 17.12"]),
        ("Windows Embedded 8.1", "", ["windows-embedded 8.1"]),
        ("Firm OS", "2.0.1", ["firm os 2"]),
        ("Apache 2.4.57", "", ["apache-http-server 2.4"]),
        ("PostgreSQL", "15-1.el9", ["postgresql 15"]),
        ("postgresql", "1:9.6.24-0+deb9u1", ["postgresql 9.6"]),
        ("nginx", "v1.29.2", ["nginx 1.29"]),
        ("SUSE Linux Enterprise Server 15 SP4", "", ["sles 15.4"]),
        ("SUSE Linux Enterprise Server 15 (SP6)", "", ["sles 15.6"]),
        ("SLES 12 SP5", "", ["sles 12.5"]),
        ("SLES 12.5", "", ["sles 12.5"]),
        ("SUSE Linux Enterprise Server", "15.4", ["sles 15.4"]),
        ("SLES 15.0", "", ["sles 15"]),
        ("SLES 11", "", ["sles 11"]),
        ("Windows Server 2012R2", "", ["windows-server 2012-r2"]),
        ("Windows 2012 R2 Standard", "", ["windows-server 2012-r2"]),
        ("Microsoft Windows 2022", "", ["windows-server 2022"]),
        ("Ubuntu Server 22.04", "", ["ubuntu 22.04"]),
        ("VMware ESXi 7.0.3 build-21930508", "", ["esxi 7.0"]),
        ("VMware ESXi, 8.0.2, Build 22380479", "", ["esxi 8.0"]),
        ("Oracle Database 19c Enterprise Edition Release 19.0.0.0.0", "", ["oracle-database 19"]),
        ("Oracle 19c", "", ["oracle-database 19"]),
        ("Oracle Database", "12.2.0.1.0", ["oracle-database 12.2"]),
        ("IBM AIX 7200-05-03-2148", "", ["ibm-aix 7.2.5"]),
        ("AIX", "7.3.1", ["ibm-aix 7.3.1"]),
        ("Microsoft .NET Framework 4.8", "4.8.04084", ["dotnetfx 4.8"]),
        (".NET Framework 3.5 SP1", "", ["dotnetfx 3.5 sp1"]),
        ("Microsoft Exchange Server 2019", "15.2.1544.4", ["msexchange 2019"]),
        ("OpenSSL", "1.1.1w", ["openssl 1.1.1"]),
        ("OpenSSL 3.0.13", "", ["openssl 3.0"]),
    ],
)
def test_what_words_mean(text: str, version: str, names: list[str]) -> None:
    cycles, why = LIFECYCLES.find(text, version)

    assert ([cycle.name for cycle in cycles], why) == (names, "")


@pytest.mark.parametrize(
    ("text", "version", "why"),
    [
        ("", "", "支援期限清單沒有這項產品"),
        ("7-Zip", "24.08", "支援期限清單沒有這項產品"),
        ("SQL Server 2008 R2 Native Client", "", "支援期限清單沒有這項產品"),
        ("Microsoft SQL Server 2019 Setup (English)", "15.0.1", "支援期限清單沒有這項產品"),
        ("Update for Windows 8.1", "", "支援期限清單沒有這項產品"),
        ("Remote Tools for Windows Server 2016", "", "支援期限清單沒有這項產品"),
        ("PostgreSQL 9.6 ODBC Driver", "", "支援期限清單沒有這項產品"),
        ("Cisco IOS 15.2", "", "支援期限清單沒有這項產品"),
        ("IOS 15.2", "", "支援期限清單沒有這項產品"),
        ("Oracle Linux 8.9", "", "支援期限清單沒有這項產品"),
        ("Windows Admin Center", "1.0", "支援期限清單沒有這項產品"),
        ("Firefox Helper", "128.4.0", "支援期限清單沒有這項產品"),
        ("Windows XP", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows 11", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows 11 Pro", "10.0.22631", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows 11 22H2", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows 10 Enterprise LTSC", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows Server 2019", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Oracle Database 12c", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Oracle Client 19c", "", "支援期限清單沒有這項產品"),
        ("AIX 7.2", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Microsoft .NET Framework 4.8 SDK", "", "支援期限清單沒有這項產品"),
        ("OpenSSL", "1.1w", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows Server", "", "沒有寫版本"),
        ("SQL Server 2016 SP2", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Windows Server 2008 R2 SP2", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("SQL Server 2017", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("VMware ESXi 8", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("nginx", "1.27.1", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("nginx", "1.290", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("nginx", "latest", "沒有寫版本"),
        ("nginx 1.29", "?", "沒有寫版本"),
        ("RHEL", "", "沒有寫版本"),
        ("SUSE Linux Enterprise Server 15", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("SUSE Linux Enterprise Server 15 SP7", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("SLES 12", "", "支援期限清單沒有這個版本，或版本寫得不夠細"),
        ("Tomcat", "10.10.1", "支援期限清單沒有這個版本，或版本寫得不夠細"),
    ],
)
def test_what_is_not_clear_matches_nothing(text: str, version: str, why: str) -> None:
    assert LIFECYCLES.find(text, version) == ([], why)


@given(st.text(), st.text())
def test_any_words_have_an_answer(text: str, version: str) -> None:
    cycles, why = LIFECYCLES.find(f"Windows {text}", version)

    assert bool(cycles) is not bool(why)
