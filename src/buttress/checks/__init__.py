"""The catalogue of checks: a folder for each service, two files for each check, and nothing else."""
