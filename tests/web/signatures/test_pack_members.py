"""A pack with the stamp of its seal and its signed reports, verified as its reader would."""

import json
import shutil
from zipfile import ZipFile

import pytest
from tests.authority import authority, stamping_service
from tests.ledger.tsa import ROOT, openssl_service
from tests.web.signatures.conftest import PASSPHRASE

from chahe.cli import main
from chahe.ledger.pack_verify import verify_pack
from chahe.web.inspections.actions import packing
from chahe.web.signatures.actions import Wanted, sign_report
from chahe.web.signatures.actions_stamps import stamp_pending
from chahe.web.signatures.queries import coverage_of


def pack_of(story, inspection):
    pack = packing.make_pack(inspection=inspection, by=story.officer)
    return pack, packing.pack_path(pack)


def test_a_pack_holds_the_stamp_of_its_seal(story, sealed, service):
    stamp_pending()
    _, path = pack_of(story, sealed)

    report = verify_pack(path, tsa_roots=ROOT.pem)

    assert report.ok
    assert report.facts.seal_stamp.at == coverage_of(sealed).seal.stamp.at
    assert report.facts.seal_stamp.chain_checked


def test_the_stamp_of_the_pack_itself_comes_beside_it(story, sealed, service):
    _, path = pack_of(story, sealed)
    stamp_pending()
    ((_, covered),) = coverage_of(sealed).packs

    report = verify_pack(path, stamp=bytes(covered.stamp.answer), tsa_roots=ROOT.pem)

    assert report.ok
    assert report.facts.pack_stamp.at == covered.stamp.at


def test_the_stamp_of_the_seal_is_not_that_of_the_pack(story, sealed, service):
    _, path = pack_of(story, sealed)
    stamp_pending()

    report = verify_pack(path, stamp=bytes(coverage_of(sealed).seal.stamp.answer))

    assert report.problems[0].message.startswith("另附的時戳不符")


def test_a_pack_made_while_the_service_is_down_has_no_stamp_and_verifies(story, sealed, service):
    service.status = 503
    stamp_pending()
    _, path = pack_of(story, sealed)

    report = verify_pack(path, tsa_roots=ROOT.pem)

    assert report.ok
    assert report.facts.seal_stamp is None


def test_a_flipped_byte_of_the_stamp_is_named(story, sealed, service):
    stamp_pending()
    _, path = pack_of(story, sealed)
    with ZipFile(path) as archive:
        answer = archive.read("時戳.tsr")
    flipped = path.read_bytes().replace(answer, answer[:-1] + bytes([answer[-1] ^ 1]))
    path.chmod(0o600)
    path.write_bytes(flipped)

    assert verify_pack(path).problems[0].member == "時戳.tsr"


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl")
def test_a_real_services_stamp_is_verified_by_the_command_line(
    story, sealed, service, settings, tmp_path, capsys
):
    root = authority("真的根憑證")
    service.answer = openssl_service(tmp_path / "tsa", stamping_service(root, through=True))
    roots = tmp_path / "real.pem"
    roots.write_bytes(root.pem)
    settings.TSA_CERT = str(roots)
    assert stamp_pending() == 1
    _, path = pack_of(story, sealed)

    status = main(["verify", str(path), "--tsa-cert", str(roots)])

    assert status == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("封存的時戳：")
    assert told.endswith(" 由「測試時戳服務」所蓋（憑證鏈已查驗）")


def test_a_pack_holds_the_reports_that_were_signed(story, sealed, mine):
    wanted = Wanted(sealed, "inspection_report", "核定", story.ciso)
    signed = sign_report(wanted=wanted, file=mine, passphrase=PASSPHRASE)
    _, path = pack_of(story, sealed)

    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("簽章/")]
        history = json.loads(archive.read("proof.json"))["entries"]

    assert names == [f"簽章/{signed.pk}-{signed.blob_id[:8]}-{signed.name}"]
    assert "report.signed" in {json.loads(each["entry"])["act"] for each in history}
    assert verify_pack(path).ok
