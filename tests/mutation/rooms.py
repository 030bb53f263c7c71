"""Which modules are changed together, and which tests are to notice beside their own examples."""

COUNTED = "architecture bad_input catalogue cli codes column_sums enumeration layers ledger"
COUNTED += " numerals published quantity squashing check symbols"
COUNTS = [f"tests/test_{name}.py" for name in COUNTED.split()]
GATE = "gate judge place prose tex names exempt report suggest disguises context cited literals"

ROOMS = {
    "counting": (["[!_]*.py", "layers/*.py"], COUNTS),
    "quantity": (
        ["quantity/*.py"],
        [
            f"tests/test_{name}.py"
            for name in ("quantity", "symbols", "layers", "squashing", "l*r", "cli")
        ],
    ),
    "book": (["book/*.py"], ["tests/book/test_*.py"]),
    "steps": (
        ["network/steps/*.py", "network/chain.py", "network/distortions.py"],
        ["tests/network/test_[adfns]*.py", "tests/network/test_l[io]*.py"],
    ),
    # The page, its grid and the session are tested in a browser.
    "recalculation": (["recalculation/[!bgp]*.py"], ["tests/recalculation/test_*.py"]),
    "formats": (
        [f"sphinxext/_{name}.py" for name in ("formats", "numerals", "words")],
        [f"tests/sphinxext/test_{name}.py" for name in ("formats", "gate_n*")],
    ),
    "gate": (
        [f"sphinxext/_{name}.py" for name in GATE.split()],
        ["tests/sphinxext/test_gate*.py", "tests/sphinxext/test_literals.py"],
    ),
}
