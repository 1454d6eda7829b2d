"""Reads Terraform and OpenTofu: configuration, plan JSON and state."""
