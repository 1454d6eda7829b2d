"""Reads services of the Serverless Framework as the CloudFormation that the framework deploys for them."""
