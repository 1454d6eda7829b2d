"""Checks on the workload as a whole."""
