import pytest

from chahe.readers._parsing.keeping.logs import kinds_of


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("防火牆進出紀錄", ("firewall",)),
        ("Firewall traffic log", ("firewall",)),
        ("稽核日誌", ("audit",)),
        ("LOGIN", ("audit",)),
        ("操作日誌", ("operation",)),
        ("個資稽核軌跡", ("audit", "personal_data")),
        ("DMA 交易紀錄", ("dma", "order")),
        ("STO 操作紀錄", ("operation", "security_token")),
        ("系統登出入及操作紀錄", ("audit", "operation")),
        ("Azure AD sign-in logs", ("audit",)),
        ("其他", ("other",)),
        ("history", ()),
        ("syslog", ()),
        ("", ()),
    ],
)
def test_kinds(name: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(name) == kinds
