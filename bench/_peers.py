"""Other people's tools beside ours: each is a script that an interpreter which has it runs.

`PEER_PYTHON` is that interpreter, ours where it is not set. To install them apart from ours:
`uv venv /tmp/peers; uv pip install --python /tmp/peers opensquat policy-inspector`, then
`PEER_PYTHON=/tmp/peers/bin/python`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def ask(peer: str, given: Any) -> dict[str, Any] | None:
    """Give the script of a peer what it reads as JSON, and return what it prints.

    :returns: its `seconds` of the processor and what it `found`; None where it is not installed,
        which is printed
    """
    python = os.environ.get("PEER_PYTHON", sys.executable)
    there = subprocess.run([python, "-c", f"import {peer}"], capture_output=True, check=False)
    if there.returncode:
        print(f"  {peer}: not installed; bench/_peers.py says how to run it")
        return None
    script = [python, str(Path(__file__).with_name(f"_{peer}.py"))]
    asked = json.dumps(given)
    done = subprocess.run(script, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
