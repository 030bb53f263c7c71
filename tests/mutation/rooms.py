"""Which modules are changed together, and which tests are to notice beside their own examples."""

COUNTED = "architecture bad_input catalogue cli codes column_sums enumeration layers ledger"
COUNTED += " numerals published quantity squashing check symbols"
COUNTS = [f"tests/test_{name}.py" for name in COUNTED.split()]

NUMERALS = "sphinxext/numbers/numerals.py"

ROOMS = {
    "counting": (["[!_]*.py", "layers/*.py"], COUNTS),
    "quantity": (
        ["quantity/*.py"],
        [
            f"tests/test_{name}.py"
            for name in ("quantity", "symbols", "layers", "squashing", "l*r", "cli")
        ],
    ),
    "book": (["book/*.py", "book/*/[!_]*.py"], ["tests/book/test_*.py", "tests/book/*/test_*.py"]),
    "steps": (
        ["network/steps/*.py", "network/engine/chain.py", "network/digits/distortions.py"],
        ["tests/network/test_steps.py"]
        + [f"tests/network/*/test_{name}.py" for name in ("[adfns]*", "l[io]*")],
    ),
    # The page, its grid and the session are tested in a browser.
    "recalculation": (["recalculation/[!bgp]*.py"], ["tests/recalculation/test_*.py"]),
    "formats": (
        ["sphinxext/numbers/formats.py", "sphinxext/numbers/number_words.py", NUMERALS],
        ["tests/sphinxext/numbers/test_*s.py", "tests/sphinxext/gate/test_gate_names.py"],
    ),
    "gate": (
        ["sphinxext/gate/[!_]*.py", "sphinxext/numbers/disguises.py"],
        ["tests/sphinxext/gate/test_*.py"],
    ),
}
