"""Mutation testing: change each given and each formula in turn, and see that a test notices.

Run it with ``make mutation``, or ``make mutation ONLY=book`` for one room. A
test suite that passes over a changed formula checks less than it seems to. Here
every number, operator, comparison, condition and result, every mark of Table I,
and every height that could be a width is changed, one at a time, and the tests
that run the changed function are run again. A mutant that no test catches is a
survivor. Survivors that mean the same as the original are listed, with the
reason, in ``equivalent.toml``; any other makes the run fail.

It is not mutmut, which leaves decorated functions (each property of a layer) and
what modules compute at import (each given) as they are, nor cosmic-ray, which
starts Python anew for each mutant: that takes hours.
"""
