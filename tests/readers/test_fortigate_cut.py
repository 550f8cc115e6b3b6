"""A FortiGate backup that was cut or damaged is never read as a shorter one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Table, load_readers

VDOMS = (DATA / "fortigate_vdoms.conf").read_bytes()
PLAIN = (DATA / "fortigate_plain.conf").read_bytes()


def read(content: bytes) -> Table:
    return load_readers()["fortigate"].read(of(content, "fw.conf"))


@pytest.mark.parametrize("content", [VDOMS, PLAIN], ids=["vdoms", "plain"])
def test_every_line_cut_before_the_last_policy_is_refused(content: bytes) -> None:
    complete = _complete_from(content)
    cuts = [index for index in range(complete) if content[index : index + 1] in b"\n"]

    for cut in cuts:
        with pytest.raises(ReadError):
            read(content[:cut])
    assert len(cuts) > 40


@given(st.data())
def test_any_cut_before_the_last_policy_is_refused(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from([VDOMS, PLAIN]))
    cut = data.draw(st.integers(0, _complete_from(content) - 1))

    with pytest.raises(ReadError):
        read(content[:cut])


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([VDOMS, PLAIN]))
    at = data.draw(st.integers(0, len(sample)))
    cut = data.draw(st.integers(0, 30))
    content = sample[:at] + data.draw(st.binary(max_size=30)) + sample[at + cut :]

    try:
        table = read(content)
    except ReadError:
        return
    assert table.rows


@given(st.binary(max_size=300))
def test_read_of_random_bytes(content: bytes) -> None:
    sniffed = load_readers()["fortigate"].sniff(content)
    try:
        read(content)
    except ReadError:
        return
    assert sniffed in (True, False)


def _complete_from(content: bytes) -> int:
    """Return where the last policy section's `end` (and its VDOM's) is written in full."""
    last = content.rindex(b"config firewall policy")
    end = content.index(b"\nend\n", last) + len(b"\nend")
    return end + len(b"\nend") if content.startswith(b"\nend\n", end) else end
