resource "aws_sns_topic" "alarms" {
  count = local.is_shared ? 1 : 0

  name = "${local.name}-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  count = local.is_shared ? 1 : 0

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "customer_api_errors" {
  count = local.is_shared ? 1 : 0

  alarm_name          = "${local.name}-customer-api-errors"
  alarm_description   = "Customers get errors from the API"
  namespace           = "AWS/ApiGateway"
  metric_name         = "5XXError"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[0].arn]

  dimensions = {
    ApiName = aws_api_gateway_rest_api.customers.name
    Stage   = aws_api_gateway_stage.live.stage_name
  }
}

resource "aws_cloudwatch_metric_alarm" "payment_errors" {
  count = local.is_shared ? 1 : 0

  alarm_name          = "${local.name}-payment-errors"
  alarm_description   = "Payment raises errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[0].arn]

  dimensions = {
    FunctionName = module.payment.name
  }
}

# Shown on the team's screen, wakes nobody.
resource "aws_cloudwatch_metric_alarm" "invoice_dead_letters_depth" {
  alarm_name          = "${local.name}-invoice-dead-letters"
  alarm_description   = "Invoices that could not be written"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"

  dimensions = {
    QueueName = aws_sqs_queue.invoice_dead_letters.name
  }
}
