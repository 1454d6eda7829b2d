"""Checks on Amazon CloudFront."""
