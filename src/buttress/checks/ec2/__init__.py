"""Checks on Amazon EC2 and Amazon VPC."""
