"""Terraform's and OpenTofu's built-in functions, exact on what is known and honest on what is not.

Source: https://developer.hashicorp.com/terraform/language/functions
"""
