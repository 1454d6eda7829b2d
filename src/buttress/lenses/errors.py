"""What goes wrong with lenses."""

from __future__ import annotations


class LensError(ValueError):
    """A lens document is malformed, or a lens or practice is asked for that no lens has; the message says where."""
