"""Which modules are changed together, and which tests are to notice beside their own examples."""

ROOMS = {
    "counting": (
        ["[!_]*.py", "layers/*.py"],
        ["tests/test_[acl]*.py", "tests/test_bad_input.py", "tests/test_[enpqs][nuq]*.py"],
    ),
    "quantity": (
        ["quantity/*.py"],
        ["tests/test_quantity.py", "tests/test_layers.py", "tests/test_squashing.py"],
    ),
    "book": (["book/*.py"], ["tests/book/test_*.py"]),
    "steps": (
        ["network/steps/*.py", "network/chain.py", "network/distortions.py"],
        ["tests/network/test_[adfns]*.py", "tests/network/test_l[io]*.py"],
    ),
    "recalculation": (["recalculation/*.py"], ["tests/recalculation/test_*.py"]),
    "formats": (
        [f"sphinxext/_{name}.py" for name in ("formats", "numerals", "words")],
        ["tests/sphinxext/test_formats.py", "tests/sphinxext/test_gate_n*.py"],
    ),
}
