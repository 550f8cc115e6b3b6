import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from chahe.web.evidence import storage

CONTENT = b"evidence\n" * 1000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
LONG_AGO = time.time() - 2 * storage.ABANDONED_SECONDS
RECEIVE_FOR_EVER = """
import sys
from django.conf import settings
settings.configure(EVIDENCE_ROOT=sys.argv[1])
from chahe.web.evidence import storage
print("ready", flush=True)
for n in range(10**9):
    incoming = storage.Incoming()
    for _ in range(8):
        incoming.write(str(n).encode() * 20_000)
    storage.place(incoming)
"""


def incoming(content=CONTENT):
    made = storage.Incoming()
    made.write(content)
    return made


def files(settings, folder):
    return [path for path in (settings.EVIDENCE_ROOT / folder).rglob("*") if path.is_file()]


def damage(digest):
    path = storage.path_of(digest)
    path.chmod(0o640)
    path.write_bytes(b"tampered")


def age(path):
    os.utime(path, (LONG_AGO, LONG_AGO))


def test_place_keeps_bytes_under_their_digest_read_only(settings):
    placed = storage.place(incoming())

    kept = settings.EVIDENCE_ROOT / "sha256" / DIGEST[:2] / DIGEST[2:4] / DIGEST
    assert placed == (DIGEST, len(CONTENT))
    assert kept.read_bytes() == CONTENT
    assert kept.stat().st_mode & 0o777 == 0o440
    assert files(settings, "incoming") == []


def test_place_of_the_same_bytes_twice_is_one_file(settings):
    storage.place(incoming())
    first = storage.path_of(DIGEST).stat().st_ino

    storage.place(incoming())

    assert storage.path_of(DIGEST).stat().st_ino == first
    assert len(files(settings, "sha256")) == 1
    assert files(settings, "incoming") == []


def test_place_of_the_same_bytes_by_many_at_once_is_one_file(settings):
    together = threading.Barrier(8)
    placed = []

    def place():
        mine = incoming()
        together.wait()
        placed.append(storage.place(mine))

    threads = [threading.Thread(target=place) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert placed == [(DIGEST, len(CONTENT))] * 8
    assert storage.verify(DIGEST)
    assert len(files(settings, "sha256")) == 1
    assert files(settings, "incoming") == []


def test_place_over_damaged_bytes_restores_them_and_keeps_what_was_found(settings):
    storage.place(incoming())
    damage(DIGEST)

    storage.place(incoming())

    assert storage.verify(DIGEST)
    assert [path.read_bytes() for path in files(settings, "damaged")] == [b"tampered"]


@pytest.mark.parametrize("step", ["fsync", "fchmod", "utime", "replace", "mkdir"])
def test_place_that_fails_midway_leaves_whole_bytes_or_none(monkeypatch, step):
    mine = incoming()

    def fail(*args, **kwargs):
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path if step in ("replace", "mkdir") else os, step, fail)
        with pytest.raises(OSError, match="no space"):
            storage.place(mine)
    mine.discard()

    assert not mine.path.exists()
    if storage.path_of(DIGEST).exists():
        assert storage.verify(DIGEST)


def test_incoming_is_ours_alone_and_gone_when_discarded(settings):
    mine = incoming()
    assert mine.path.stat().st_mode & 0o777 == 0o600

    mine.discard()

    assert files(settings, "incoming") == []


def test_verify_of_changed_missing_or_truncated_bytes_is_false():
    assert not storage.verify(DIGEST)
    storage.place(incoming())
    assert storage.verify(DIGEST)
    damage(DIGEST)
    assert not storage.verify(DIGEST)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_path_of_anything_but_a_digest_is_refused(digest):
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.path_of(digest)


def test_sweep_removes_old_partial_files_and_leaves_young_ones():
    old, young = incoming(), incoming()
    age(old.path)

    assert storage.sweep(lambda digests: set()) == 1
    assert not old.path.exists()
    assert young.path.exists()
    old.discard()
    young.discard()


def test_sweep_removes_old_files_without_a_row_and_leaves_the_others():
    young, _ = storage.place(incoming(b"young, no row yet"))
    known, _ = storage.place(incoming(b"old, with a row"))
    orphan, _ = storage.place(incoming(b"old, without a row"))
    age(storage.path_of(known))
    age(storage.path_of(orphan))

    assert storage.sweep(lambda digests: {known} & set(digests)) == 1
    assert storage.verify(young)
    assert storage.verify(known)
    assert not storage.path_of(orphan).exists()


def test_sweep_leaves_an_old_file_that_an_upload_finds_again_meanwhile():
    orphan, _ = storage.place(incoming())
    age(storage.path_of(orphan))
    asked = []

    def found_again(digests):
        if not asked:
            storage.place(incoming())  # touches the file; its row is not committed yet
        asked.append(digests)
        return set()

    assert storage.sweep(found_again) == 0
    assert storage.verify(orphan)


def test_killed_at_any_moment_leaves_whole_files_or_none(settings):
    chance = random.Random(7)
    started = []
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", RECEIVE_FOR_EVER, str(settings.EVIDENCE_ROOT)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": "src"},
        )
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        started.append(process.returncode)

    kept = files(settings, "sha256")
    assert started == [-signal.SIGKILL] * 10
    assert kept
    assert all(storage.verify(path.name) for path in kept)
    assert len(files(settings, "incoming")) <= 10
