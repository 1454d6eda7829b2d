# A function with its role and, where one is asked for, its log group.

data "aws_partition" "current" {}

locals {
  managed_policies = concat(
    ["service-role/AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess"],
    var.managed_policies,
  )
}

resource "aws_lambda_function" "this" {
  function_name = "orders-${var.env}-${var.name}"
  role          = var.create_role ? aws_iam_role.this[0].arn : var.role_arn
  filename      = "${path.root}/build/${var.name}.zip"
  runtime       = var.runtime
  handler       = var.handler
  memory_size   = var.memory_size
  timeout       = var.timeout

  environment {
    variables = var.environment
  }

  tracing_config {
    mode = "Active"
  }

  dynamic "logging_config" {
    for_each = aws_cloudwatch_log_group.this

    content {
      log_format = "JSON"
      log_group  = logging_config.value.name
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc[*]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }
}

resource "aws_lambda_permission" "this" {
  for_each = var.invoked_by

  function_name = aws_lambda_function.this.function_name
  action        = "lambda:InvokeFunction"
  principal     = each.value.principal
  source_arn    = each.value.source_arn
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.log_group == null ? 0 : 1

  name              = var.log_group.name
  retention_in_days = var.log_group.retention_days
}
