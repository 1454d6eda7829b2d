"""From evidence to few ordered items: what to do first, and why."""
