variable "stage" {
  type    = string
  default = "dev"
}

locals {
  name = "orders-${var.stage}"
  routes = {
    create = { method = "POST", path = "/orders" }
    read   = { method = "GET", path = "/orders/{id}" }
  }
}

resource "aws_dynamodb_table" "orders" {
  name         = local.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "placed"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "placed"
    type = "N"
  }

  point_in_time_recovery {
    enabled = var.stage == "prod"
  }

  server_side_encryption {
    enabled = true
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  tags = { Name = local.name }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  name               = "${local.name}-function"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "table" {
  name = "table"
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.orders.arn
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "route" {
  for_each = local.routes

  function_name = "${local.name}-${each.key}"
  role          = aws_iam_role.function.arn
  handler       = "index.${each.key}"
  runtime       = "nodejs14.x"
  memory_size   = each.key == "create" ? 512 : 256
  timeout       = 10
  s3_bucket     = "artifacts-111122223333"
  s3_key        = "orders/${var.stage}.zip"

  environment {
    variables = merge({ TABLE = aws_dynamodb_table.orders.name }, { STAGE = upper(var.stage) })
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_cloudwatch_log_group" "route" {
  for_each          = local.routes
  name              = "/aws/lambda/${local.name}-${each.key}"
  retention_in_days = lookup({ prod = 365 }, var.stage, 14)
}

resource "aws_sqs_queue" "failed" {
  name                      = "${local.name}-failed"
  message_retention_seconds = 14 * 24 * 3600
}

resource "aws_apigatewayv2_api" "orders" {
  name          = local.name
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = ["https://example.com"]
    allow_methods = sort(distinct([for one in local.routes : one.method]))
  }
}

resource "aws_apigatewayv2_integration" "route" {
  for_each               = local.routes
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.route[each.key].invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "route" {
  for_each  = local.routes
  api_id    = aws_apigatewayv2_api.orders.id
  route_key = format("%s %s", each.value.method, each.value.path)
  target    = "integrations/${aws_apigatewayv2_integration.route[each.key].id}"
}

resource "aws_lambda_permission" "route" {
  for_each      = local.routes
  statement_id  = title(each.key)
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.route[each.key].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.orders.execution_arn}/*/*"
}
