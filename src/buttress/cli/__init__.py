"""The command line: one module for each command; it calls wiring and decides nothing."""
