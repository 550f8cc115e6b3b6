"""`python -m docs.generate` writes the pages; with `--check` it only says which are stale."""

import sys

from . import left_over, stale, written


def main() -> int:
    if "--check" in sys.argv[1:]:
        for name in (found := stale()):
            sys.stderr.write(f"docs/reference/{name} is stale: run make docs\n")
        return 1 if found else 0
    wanted = written()
    for path in left_over(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
