"""What an architecture is: resources, relations, values and worlds; no input or output."""
