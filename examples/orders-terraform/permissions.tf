# --- What the functions may do with tables and secrets -----------------------

locals {
  tables = {
    orders    = aws_dynamodb_table.orders.arn
    inventory = aws_dynamodb_table.inventory.arn
  }

  secrets = {
    ledger  = aws_secretsmanager_secret.ledger.arn
    partner = aws_secretsmanager_secret.partner.arn
  }
}

data "aws_iam_policy_document" "read" {
  for_each = local.tables

  statement {
    actions = [
      "dynamodb:GetItem",
      "dynamodb:Scan",
      "dynamodb:Query",
      "dynamodb:BatchGetItem",
      "dynamodb:DescribeTable",
    ]
    resources = [each.value, "${each.value}/index/*"]
  }
}

data "aws_iam_policy_document" "write" {
  for_each = local.tables

  statement {
    actions = [
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:BatchWriteItem",
    ]
    resources = [each.value, "${each.value}/index/*"]
  }
}

data "aws_iam_policy_document" "read_secret" {
  for_each = local.secrets

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [each.value]
  }
}

data "aws_iam_policy_document" "place_order_pricing" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = ["${module.pricing.arn}*"]
  }
}

data "aws_iam_policy_document" "order_events_bus" {
  statement {
    actions   = ["events:PutEvents"]
    resources = [aws_cloudwatch_event_bus.orders.arn]
  }
}

data "aws_iam_policy_document" "invoice_bucket" {
  statement {
    actions = [
      "s3:PutObject",
      "s3:PutObjectAcl",
      "s3:PutLifecycleConfiguration",
    ]
    resources = [aws_s3_bucket.invoices.arn, "${aws_s3_bucket.invoices.arn}/*"]
  }
}

# Stock is written and read by the one function that counts it.
resource "aws_iam_policy" "stock_inventory" {
  name   = "${local.name}-stock-inventory"
  policy = data.aws_iam_policy_document.stock_inventory.json
}

resource "aws_iam_role_policy_attachment" "stock_inventory" {
  role       = module.stock.role_name
  policy_arn = aws_iam_policy.stock_inventory.arn
}

data "aws_iam_policy_document" "stock_inventory" {
  statement {
    actions = [
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:PartiQLSelect",
    ]
    resources = [
      aws_dynamodb_table.inventory.arn,
      "${aws_dynamodb_table.inventory.arn}/index/*",
    ]
  }

  statement {
    actions = [
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:PartiQLDelete",
      "dynamodb:PartiQLInsert",
      "dynamodb:PartiQLUpdate",
    ]
    resources = [
      aws_dynamodb_table.inventory.arn,
      "${aws_dynamodb_table.inventory.arn}/index/*",
    ]
  }
}

# --- The role that payment and refund share ----------------------------------

resource "aws_iam_role" "payment" {
  name = "${local.name}-payment"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "payment" {
  for_each = toset(["service-role/AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess"])

  role       = aws_iam_role.payment.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/${each.value}"
}

resource "aws_iam_role_policy" "payment" {
  name = "payments"
  role = aws_iam_role.payment.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
        ]
        Resource = [aws_dynamodb_table.orders.arn, aws_dynamodb_table.card_tokens.arn]
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.provider.arn
      },
      {
        Effect   = "Allow"
        Action   = "events:PutEvents"
        Resource = aws_cloudwatch_event_bus.orders.arn
      },
    ]
  })
}
