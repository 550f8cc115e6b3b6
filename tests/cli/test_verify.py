"""`chahe verify`."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.ledger.forger import forged_pack
from tests.ledger.memory import KEY, small_pack
from tests.ledger.stamped import stamped_pack
from tests.ledger.tsa import ROOT, quick

from chahe.cli import main
from chahe.ledger.heads import fingerprint, public_key_of, public_pem
from chahe.ledger.stamps import head_bytes, stamp_request

FINGERPRINT = fingerprint(public_key_of(KEY))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "pack.zip"
    path.write_bytes(small_pack())
    return path


def test_verify_says_what_a_good_pack_is(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["verify", str(pack)])

    assert status == 0
    assert capsys.readouterr().out.splitlines() == [
        "✓ 查驗通過：內容與帳本所記相同",
        "證券商：範例證券",
        "查核：115 年度資訊作業自行查核",
        "期別：115 年上半年",
        "製作時間：115年6月15日 09:30",
        "檔案：3 個，共 68 位元組",
        "查核歷程：2 筆",
        "帳本：共 8 筆，樹頭簽於 115年6月15日 09:30",
        f"簽章金鑰指紋：{FINGERPRINT}（請與證券商公布的指紋比對）",
    ]


def test_verify_with_the_key_says_that_it_is_theirs(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(public_pem(public_key_of(KEY)))

    status = main(["verify", str(pack), "--key", str(key)])

    assert status == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"簽章金鑰指紋：{FINGERPRINT}（與您提供的金鑰相符）"
    )


def test_verify_with_another_key_fails(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(public_pem(public_key_of(bytes(32))))

    status = main(["verify", str(pack), "--key", str(key)])

    assert status == 1
    assert capsys.readouterr().out == ("✗ 查驗不通過：「proof.json」簽章金鑰不是您信任的那一把\n")


def test_verify_names_what_was_altered(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = pack.read_bytes().replace(b"paper", b"PAPER").replace(b"report", b"REPORT")
    pack.write_bytes(changed)

    status = main(["verify", str(pack)])

    assert status == 1
    assert capsys.readouterr().out == (
        "✗ 查驗不通過：「工作底稿/7.1.txt」內容被改動過（SHA-256 與清單不同）"
        "（另有 1 個檔案也被改動）\n"
    )


def test_verify_of_what_is_no_zip_fails(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack.write_bytes(b"hello")

    status = main(["verify", str(pack)])

    assert status == 1
    assert capsys.readouterr().out.startswith("✗ 查驗不通過：壓縮檔不是提交包")


def test_verify_does_not_print_what_moves_the_cursor(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack.write_bytes(forged_pack({"firm": "\x1b[2J範例\u202e", "made_at": "昨天"}, [], {}))

    status = main(["verify", str(pack)])

    assert status == 0
    assert capsys.readouterr().out.splitlines()[1:3] == ["證券商：�[2J範例�", "製作時間：昨天"]


def test_verify_writes_json(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = main(["verify", str(pack), "--json"])
    told = json.loads(capsys.readouterr().out)
    pack.write_bytes(pack.read_bytes()[:-1])
    bad = main(["verify", str(pack), "--json"])
    refused = json.loads(capsys.readouterr().out)

    assert (good, bad) == (0, 1)
    assert (told["ok"], told["problems"], told["facts"]["members"]) == (True, [], 3)
    assert told["facts"]["fingerprint"] == FINGERPRINT
    assert refused == {
        "ok": False,
        "problems": [{"member": "", "message": "壓縮檔結尾有多出、缺少或改動的資料"}],
        "facts": None,
    }


@pytest.mark.parametrize("name", ["none.zip", "."])
def test_verify_of_no_file_is_one_line_and_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name

    status = main(["verify", str(path)])

    assert status == 2
    assert capsys.readouterr().err == f"chahe verify: 找不到檔案「{path}」\n"


def test_verify_with_no_key_file_or_no_key_in_it_is_2(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.pem"

    missing = main(["verify", str(pack), "--key", str(key)])
    key.write_text("hello")
    wrong = main(["verify", str(pack), "--key", str(key)])

    assert (missing, wrong) == (2, 2)
    assert capsys.readouterr().err.splitlines() == [
        f"chahe verify: 無法讀取金鑰檔「{key}」",
        f"chahe verify: 「{key}」不是 Ed25519 公開金鑰（PEM)",
    ]


def test_verify_of_a_file_it_may_not_read_is_2(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("chahe.cli.verify.verify_pack", refuse)

    assert main(["verify", str(pack)]) == 2
    assert capsys.readouterr().err == f"chahe verify: 無法讀取「{pack}」：Permission denied\n"


def test_verify_loads_neither_django_nor_the_network(pack: Path) -> None:
    program = (
        "import sys; from chahe.cli.verify import _run; from argparse import Namespace;"
        "from pathlib import Path;"
        f"_run(Namespace(pack=Path({str(pack)!r}), key=None, tsa_cert=None, stamp=None,"
        "json=True));"
        "print(sorted({'django', 'socket', 'ssl', 'sqlite3'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "[]"


def test_verify_tells_of_the_stamps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = stamped_pack()
    pack, roots, beside = (tmp_path / name for name in ("pack.zip", "ca.pem", "pack.tsr"))
    pack.write_bytes(made.data)
    roots.write_bytes(ROOT.pem)
    beside.write_bytes(quick(stamp_request(head_bytes(made.head)).data))

    plain = main(["verify", str(pack)])
    (unchecked,) = capsys.readouterr().out.splitlines()[9:]
    whole = main(["verify", str(pack), "--tsa-cert", str(roots), "--stamp", str(beside)])
    sealed, packed = capsys.readouterr().out.splitlines()[9:]

    assert (plain, whole) == (0, 0)
    assert unchecked.startswith("封存的時戳：")
    assert unchecked.endswith("（憑證鏈未查驗，請以 --tsa-cert 提供根憑證）")
    assert sealed.endswith(" 由「測試時戳服務」所蓋（憑證鏈已查驗）")
    assert packed.startswith("提交包的時戳：")


def test_verify_tells_of_no_stamp_only_when_asked(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = tmp_path / "ca.pem"
    roots.write_bytes(ROOT.pem)

    status = main(["verify", str(pack), "--tsa-cert", str(roots)])

    assert status == 0
    assert capsys.readouterr().out.splitlines()[-1] == "封存的時戳：提交包裡沒有"


def test_verify_writes_the_stamp_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack.zip"
    pack.write_bytes(stamped_pack().data)

    main(["verify", str(pack), "--json"])

    stamp = json.loads(capsys.readouterr().out)["facts"]["seal_stamp"]
    assert datetime.fromisoformat(stamp["at"]).utcoffset() == timedelta(0)
    assert (stamp["tsa"], stamp["chain_checked"]) == ("測試時戳服務", False)


def test_verify_with_no_certificate_or_no_stamp_is_2(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ca.pem"

    missing = main(["verify", str(pack), "--tsa-cert", str(path)])
    unread = main(["verify", str(pack), "--stamp", str(path)])
    path.write_text("hello")
    wrong = main(["verify", str(pack), "--tsa-cert", str(path)])

    assert (missing, unread, wrong) == (2, 2, 2)
    assert capsys.readouterr().err.splitlines() == [
        f"chahe verify: 無法讀取憑證檔「{path}」",
        f"chahe verify: 無法讀取時戳檔「{path}」",
        f"chahe verify: 「{path}」不是憑證（PEM）",
    ]
