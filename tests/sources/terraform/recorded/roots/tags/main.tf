variable "environment" {
  type = string
}

variable "owners" {
  type = map(object({ mail = string, size = number }))
}

resource "aws_s3_bucket" "store" {
  bucket = "store-${var.environment}"
  acl    = "private"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    enabled = true
    prefix  = "logs/"

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    expiration {
      days = 365
    }
  }

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "aws:kms"
      }
    }
  }

  tags = { Name = "store" }
}

resource "aws_s3_bucket_public_access_block" "store" {
  bucket                  = aws_s3_bucket.store.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_kinesis_stream" "events" {
  name             = "events"
  shard_count      = 1
  retention_period = 48
}

resource "aws_ebs_volume" "data" {
  for_each          = var.owners
  availability_zone = "eu-west-1a"
  size              = each.value.size
  encrypted         = true
  tags              = { Owner = each.value.mail, Team = "own" }
}
