"""What the framework makes of the events of functions, one module for each group of sources."""
