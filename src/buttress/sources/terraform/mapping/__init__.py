"""Turns instances of Terraform into resources with canonical types and property names."""
