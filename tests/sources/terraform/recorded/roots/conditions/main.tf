variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "An environment is dev or prod."
  }
}

variable "key" {
  type    = string
  default = null
}

variable "logging" {
  type    = bool
  default = false
}

variable "extra" {
  type    = list(string)
  default = []
}

locals {
  is_prod = var.environment == "prod"
  sizes   = { dev = "t3.micro", prod = "m5.large" }
  common  = { Environment = var.environment }
  buckets = concat(["main"], var.extra)
}

resource "aws_kms_key" "own" {
  count       = var.key == null ? 1 : 0
  description = "for ${var.environment}"
}

resource "aws_instance" "this" {
  count         = local.is_prod ? 2 : 1
  ami           = "ami-0a1b2c3d"
  instance_type = local.sizes[var.environment]
  monitoring    = local.is_prod
  tags          = merge(local.common, count.index == 0 ? { Role = "first" } : {})
}

resource "aws_s3_bucket" "this" {
  for_each = toset(local.buckets)
  bucket   = "${var.environment}-${each.value}"

  dynamic "logging" {
    for_each = var.logging ? ["logs"] : []
    content {
      target_bucket = "${var.environment}-${logging.value}"
    }
  }

  dynamic "versioning" {
    for_each = local.is_prod ? [1] : []
    content {
      enabled = true
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/app/${var.environment}"
  retention_in_days = local.is_prod ? 365 : 7
  kms_key_id        = try(aws_kms_key.own[0].arn, var.key)
}

resource "aws_secretsmanager_secret" "this" {
  name                    = "app"
  recovery_window_in_days = local.is_prod ? 30 : 0
}

resource "aws_ssm_parameter" "this" {
  for_each = { url = "https://${var.environment}.example.com", level = "3" }
  name     = "/app/${each.key}"
  type     = "String"
  value    = each.value
}

resource "aws_sfn_state_machine" "this" {
  count      = length(var.extra) > 1 ? 1 : 0
  name       = "app"
  role_arn   = "arn:aws:iam::111122223333:role/app"
  definition = jsonencode({ StartAt = "Only", States = { Only = { Type = "Pass", End = true } } })
}

resource "aws_ecr_repository" "this" {
  name                 = "app"
  image_tag_mutability = local.is_prod ? "IMMUTABLE" : "MUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}
