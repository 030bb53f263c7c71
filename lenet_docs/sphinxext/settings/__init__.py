"""What the project says in its ``conf.py``, and what an expression on a page may be."""
