"""Making a pack."""

import io
import json
from dataclasses import replace
from hashlib import sha256
from zipfile import ZipFile

import pytest
from tests.ledger.memory import ABOUT, FILES, KEY, members, pack_parts, small_pack

from chahe.ledger import Member, PackProof, build_manifest, pack, write_pack
from chahe.ledger.pack import Measured, measure
from chahe.ledger.pack_proof import proof_json, read_proof


def written(proof: PackProof, manifest: bytes, files: dict[str, bytes] = FILES) -> bytes:
    out = io.BytesIO()
    write_pack(out, members(files), manifest=manifest, proof=proof)
    return out.getvalue()


def test_manifest_lists_members_by_name_with_digest_and_size() -> None:
    told = json.loads(build_manifest(members({"b": b"2", "a": b""}), about=ABOUT))

    assert told == {
        "format": "chahe-pack-1",
        "about": ABOUT,
        "history": sha256(b"[]").hexdigest(),
        "members": [
            {"name": "a", "sha256": sha256(b"").hexdigest(), "size": 0},
            {"name": "b", "sha256": sha256(b"2").hexdigest(), "size": 1},
        ],
    }


def test_manifest_refuses_an_unsafe_name() -> None:
    with pytest.raises(ValueError, match=r"\.\./a"):
        build_manifest(members({"../a": b""}), about=ABOUT)


@pytest.mark.parametrize("indexes", [(2, 1), (1, 1)])
def test_manifest_refuses_history_out_of_order(indexes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="order"):
        build_manifest([], about=ABOUT, history=[(index, b"1") for index in indexes])


def test_pack_is_a_zip_of_the_papers_and_the_members() -> None:
    with ZipFile(io.BytesIO(small_pack())) as file:
        names = file.namelist()
        read = {name: file.read(name) for name in names[2:]}

    assert names == ["manifest.json", "proof.json", *sorted(FILES)]
    assert read == FILES


def test_pack_of_the_same_is_the_same() -> None:
    assert small_pack() == small_pack(dict(reversed(FILES.items())))


def test_pack_is_written_to_what_cannot_seek() -> None:
    class Pipe(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise OSError

        tell = seek

    manifest, proof = pack_parts()
    out = Pipe()

    write_pack(out, members(FILES), manifest=manifest, proof=proof)

    assert out.getvalue() == small_pack()


@pytest.mark.parametrize(
    "files", [{}, FILES | {"more": b""}, dict.fromkeys(FILES, b"") | {"more": b""}]
)
def test_pack_refuses_other_members_than_the_manifest(files: dict[str, bytes]) -> None:
    manifest, proof = pack_parts()

    with pytest.raises(ValueError, match="not those"):
        written(proof, manifest, files)


def test_pack_refuses_two_members_of_one_name() -> None:
    manifest, proof = pack_parts({"a": b""})

    with pytest.raises(ValueError, match="not those"):
        write_pack(io.BytesIO(), members({"a": b""}) * 2, manifest=manifest, proof=proof)


def test_pack_refuses_a_member_that_changed() -> None:
    manifest, proof = pack_parts()

    with pytest.raises(ValueError, match=r"工作底稿/7\.1\.txt' changed"):
        written(proof, manifest, FILES | {"工作底稿/7.1.txt": b"other"})


def test_pack_refuses_a_member_that_changes_while_it_is_written() -> None:
    manifest, proof = pack_parts({"a": b"1"})
    readings = iter([b"1", b"2"])
    restless = Member("a", lambda: io.BytesIO(next(readings)))

    with pytest.raises(ValueError, match="'a' changed"):
        write_pack(io.BytesIO(), [restless], manifest=manifest, proof=proof)


def test_pack_refuses_a_proof_that_proves_another_manifest() -> None:
    manifest, _ = pack_parts()
    _, other = pack_parts({"a": b""})

    with pytest.raises(ValueError, match=r"manifest\.json"):
        written(other, manifest)


def test_pack_refuses_a_proof_without_the_history() -> None:
    manifest, proof = pack_parts()

    with pytest.raises(ValueError, match="歷程"):
        written(replace(proof, history=()), manifest)


def test_pack_refuses_a_paper_no_reader_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest, proof = pack_parts()
    monkeypatch.setattr(pack, "LARGEST_PAPER", 500)

    with pytest.raises(ValueError, match="500"):
        written(proof, manifest)


def test_proof_reads_back() -> None:
    _, proof = pack_parts()

    assert read_proof(proof_json(proof)) == proof


def test_measure_reads_no_more_than_it_may() -> None:
    out = io.BytesIO()

    found = measure(io.BytesIO(b"abcdef"), out, most=3)

    assert found == Measured(3, 0x352441C2, sha256(b"abc").hexdigest())
    assert out.getvalue() == b"abc"


def test_private_key_is_not_in_the_pack() -> None:
    assert KEY not in small_pack()
