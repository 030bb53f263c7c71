def nothing() -> None:
    """Do nothing with 156 parameters.

    >>> 156
    156
    """
