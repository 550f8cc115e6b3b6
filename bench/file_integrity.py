"""`chahe integrity` beside AIDE and `cat`, on a tree it makes: processor time and time on the wall.

Run `.venv/bin/python bench/file_integrity.py [--files 100000 --bytes 4e9]`. The files'
sizes are spread as a server's are, most of them small; everything is read once before, so that all
find the cache warm. AIDE is timed where it is installed (`apt-get install aide`), with the same
attributes and SHA-256; what each names as changed is compared too.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AIDE = """database_in=file:{base}/aide.db
database_out=file:{base}/aide.db
gzip_dbout=no
log_level=error
report_level=list_entries
report_url=stdout
R = p+u+g+s+ftype+sha256
{tree} R
"""


def make(tree: Path, files: int, size: int) -> None:
    """Write files whose sizes sum to about `size`, in folders of a hundred."""
    draw = random.Random(115)
    weights = [draw.lognormvariate(0, 1.6) for _ in range(files)]
    scale = size / sum(weights)
    block = draw.randbytes(1 << 20)
    for number, weight in enumerate(weights):
        folder = tree / f"{number // 10_000:03}" / f"{number // 100 % 100:02}"
        if number % 100 == 0:
            folder.mkdir(parents=True)
        length = int(weight * scale)
        with (folder / f"f{number}.bin").open("wb") as stream:
            stream.write(number.to_bytes(8, "big"))
            for at in range(8, length, len(block)):
                stream.write(block[: min(len(block), length - at)])


def spent(*command: str) -> tuple[float, float, str]:
    """Run a command; return the processor's seconds, the wall's, and what it printed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return processor, wall, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--bytes", type=float, default=4e8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base, tree = Path(name), Path(name) / "tree"
        make(tree, options.files, int(options.bytes))
        print(f"file_integrity: {options.files:,} files, {options.bytes / 1e9:.2f} GB")
        measure(base, tree)


def measure(base: Path, tree: Path) -> None:
    """Time each on a tree that nothing changed, then on one where four things did."""
    everything = f"find {tree} -type f -print0 | xargs -0 cat > /dev/null"
    spent("sh", "-c", everything)
    chahe = (str(Path(sys.executable).with_name("chahe")), "integrity")
    compare = (*chahe, "compare", str(tree), "--baseline", f"{base}/chahe.txt")
    blake3 = f"{base}/blake3.txt"
    runs = {
        "cat": ("sh", "-c", everything),
        "stat": ("sh", "-c", f"find {tree} -printf '%s%i%T@%C@' > /dev/null"),
        "baseline": (*chahe, "baseline", str(tree), "-o", f"{base}/chahe.txt"),
        "compare": compare,
        "quick": (*compare, "--quick"),
        "baseline, BLAKE3": (*chahe, "baseline", str(tree), "-o", blake3, "--digest", "blake3"),
        "compare, BLAKE3": (*chahe, "compare", str(tree), "--baseline", blake3),
    }
    config = base / "aide.conf"
    config.write_text(AIDE.format(base=base, tree=tree))
    if shutil.which("aide"):
        runs["aide init"] = ("aide", "--init", "--config", str(config))
        runs["aide check"] = ("aide", "--check", "--config", str(config))
    took = {name: spent(*command) for name, command in runs.items()}
    for name, (processor, wall, _) in took.items():
        line = f"  {name:<16} {processor:6.2f} s of the processor, {wall:6.2f} s"
        line += (
            f"; cat x {processor / took['cat'][0]:.2f} ({wall / took['cat'][1]:.2f} by the wall)"
        )
        if "aide check" in took:
            line += f"; AIDE / {took['aide check'][0] / processor:.1f}"
        print(line, flush=True)
    tamper(tree)
    for name in ("compare", "quick", "compare, BLAKE3", "aide check"):
        if name in runs:
            print(f"  changed, says {name}: {told(spent(*runs[name])[2], tree)}")


def tamper(tree: Path) -> None:
    """Change one file's content and size, one's permissions; add one, take one away."""
    files = sorted(tree.rglob("*.bin"))[:4]
    files[0].write_bytes(b"changed")
    files[1].chmod(0o600)
    files[2].unlink()
    files[3].with_name("new.bin").write_bytes(b"new")


def told(output: str, tree: Path) -> list[str]:
    """Return the names of the files that a report names."""
    words = output.replace(f"{tree}/", "").split()
    return sorted({word.rpartition("/")[2] for word in words if word.endswith(".bin")})


if __name__ == "__main__":
    main()
