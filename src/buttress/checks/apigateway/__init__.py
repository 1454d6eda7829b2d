"""Checks on Amazon API Gateway: REST APIs."""
