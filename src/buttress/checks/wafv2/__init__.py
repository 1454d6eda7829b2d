"""Checks on AWS WAF."""
