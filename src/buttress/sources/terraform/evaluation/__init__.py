"""Evaluates the modules of a Terraform root, lazily and in worlds."""
