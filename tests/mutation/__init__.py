"""Mutation testing: change each given and each formula in turn, and see that a test notices.

Run it with ``make mutation``. A test suite that passes over a changed formula
checks less than it seems to. Here every number in the catalogue, every mark of
Table I, and every operator, number, comparison and condition in the formulas of
the layers is changed, one at a time, and the tests of the counts are run on the
changed package. A mutant that no test catches is a survivor. Survivors that mean
the same as the original are listed, with the reason, in ``equivalent.toml``; any
other makes the run fail.
"""
