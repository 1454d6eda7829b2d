"""What goes wrong when facts are read."""


class FactsError(ValueError):
    """A table of facts cannot be read; the message says where and what to do about it."""
