"""A paper as a pack keeps it: enough for anyone to compute its result and digest again, offline."""

from typing import Any

from .digests import paper_inputs
from .models import Sampling, WorkingPaper
from .sampled import result_of


def paper_record(paper: WorkingPaper) -> dict[str, Any]:
    """Return a paper's inputs, and beside them what their digests are of and who signed.

    Its inputs and its signatures must be at hand.
    """
    return {
        "inputs": paper_inputs(paper),
        "ref": paper.ref,
        "digest": paper.digest,
        "signatures": [
            {
                "step": signature.step,
                "round": signature.round,
                "name": str(signature.signer),
                "title": signature.title,
                "at": signature.at,
                "digest": signature.digest,
                "comment": signature.comment,
            }
            for signature in paper.signatures.all()
        ],
        "samples": [_sample(each) for each in paper.samplings.all() if each.is_frozen],
    }


def _sample(sampling: Sampling) -> dict[str, Any]:
    result = result_of(sampling)
    return {
        "attempt": sampling.attempt,
        "population": sampling.keys,
        "rows": [[item.key, item.row] for item in sampling.items.all()],
        "summary": result and result.summary,
    }
