"""The date of the facts: what "today" means where no other date is given."""

from datetime import date
from typing import Final

AS_OF: Final = date(2026, 11, 23)
"""The day on which the tables in `data/` were last compared with their sources."""
