variable "bucket" {
  type    = string
  default = "data-111122223333"
}

variable "readers" {
  type    = list(string)
  default = ["arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223333:role/a"]
}

locals {
  arn     = "arn:aws:s3:::${var.bucket}"
  queues  = { in = ["sqs:SendMessage"], out = ["sqs:ReceiveMessage", "sqs:DeleteMessage"] }
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.arn, "${local.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "bucket" {
  source_json = data.aws_iam_policy_document.base.json

  dynamic "statement" {
    for_each = var.readers
    content {
      sid       = "Read${statement.key}"
      actions   = ["s3:GetObject"]
      resources = ["${local.arn}/&{aws:PrincipalTag/team}/*"]

      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "data" {
  bucket = var.bucket
  policy = data.aws_iam_policy_document.bucket.json
}

resource "aws_iam_policy" "template" {
  name   = "template"
  policy = templatefile("${path.module}/policy.json.tpl", { actions = flatten(values(local.queues)), arn = "arn:aws:sqs:eu-west-1:111122223333:*" })
}

resource "aws_iam_policy" "heredoc" {
  name   = "heredoc"
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
%{ for key, actions in local.queues ~}
    {"Sid": "${title(key)}", "Effect": "Allow", "Action": ${jsonencode(actions)}, "Resource": "*"},
%{ endfor ~}
    {"Sid": "Last", "Effect": "Deny", "Action": "iam:*", "Resource": "*"}
  ]
}
EOF
}

resource "aws_iam_user" "robots" {
  for_each = toset(["ci", "backup"])
  name     = "robot-${each.key}"
}

resource "aws_iam_group" "robots" {
  name = "robots"
}

resource "aws_iam_group_membership" "robots" {
  name  = "robots"
  group = aws_iam_group.robots.name
  users = [for one in aws_iam_user.robots : one.name]
}

resource "aws_iam_role" "inline" {
  name_prefix          = "inline-"
  max_session_duration = 2 * 3600
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.readers } }]
  })

  inline_policy {
    name   = "mine"
    policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  }
}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
    }]
  })
}
