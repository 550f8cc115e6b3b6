"""Samples: how many, which, and what they can and cannot prove.

chances         exact · large (the same, for numbers too large for ratios)
how many        size · plan (the methods, and what each asks)
which           draw (by hash: anyone can draw the same again)
from what       completeness (is the population all there was?)
what was seen   attributes (ticks and their counts)
what it proves  sentence · wording
all over again  paper (`chahe paper verify`) · record (the plain data it reads)

The seed of a draw is given in. It is made by chance, with the plan, before the population is known.
"""

from .attributes import Tally, Tick, tally, tally_items, unmarked
from .completeness import Completeness, Coverage, completeness
from .draw import DrawError, check_chosen, draw, population_digest
from .exact import Rate, binomial_at_most, chance_of_seeing, hypergeometric_at_most
from .paper import SampleResult, recompute
from .plan import ALL_UP_TO, Method, Plan, problems, wanted
from .record import SampleError, read_plan, write_plan
from .sentence import honest
from .size import most_deviating, size_for, upper_bound

__all__ = [
    "ALL_UP_TO",
    "Completeness",
    "Coverage",
    "DrawError",
    "Method",
    "Plan",
    "Rate",
    "SampleError",
    "SampleResult",
    "Tally",
    "Tick",
    "binomial_at_most",
    "chance_of_seeing",
    "check_chosen",
    "completeness",
    "draw",
    "honest",
    "hypergeometric_at_most",
    "most_deviating",
    "population_digest",
    "problems",
    "read_plan",
    "recompute",
    "size_for",
    "tally",
    "tally_items",
    "unmarked",
    "upper_bound",
    "wanted",
    "write_plan",
]
