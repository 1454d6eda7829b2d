"""Reads the cloud assemblies (`cdk.out`) that apps of the AWS CDK make."""
