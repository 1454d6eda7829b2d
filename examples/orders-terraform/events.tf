# --- The bus -----------------------------------------------------------------

resource "aws_cloudwatch_event_bus" "orders" {
  name = local.name
}

resource "aws_cloudwatch_event_rule" "order_placed" {
  for_each = toset(["fulfilment", "stock"])

  name           = "${local.name}-placed-${each.key}"
  event_bus_name = aws_cloudwatch_event_bus.orders.name

  event_pattern = jsonencode({
    source      = ["orders"]
    detail-type = ["OrderPlaced"]
  })
}

resource "aws_cloudwatch_event_target" "fulfilment" {
  rule           = aws_cloudwatch_event_rule.order_placed["fulfilment"].name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  arn            = aws_sfn_state_machine.fulfilment.arn
  role_arn       = aws_iam_role.fulfilment_start.arn
}

resource "aws_cloudwatch_event_target" "stock" {
  rule           = aws_cloudwatch_event_rule.order_placed["stock"].name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  arn            = module.stock.arn
}

# --- What was paid, and the queues that carry it ------------------------------

locals {
  paid_queues = {
    invoice = aws_sqs_queue.invoice
    ledger  = aws_sqs_queue.ledger
  }
}

resource "aws_sns_topic" "order_paid" {
  name = "${local.name}-paid"
}

resource "aws_sqs_queue" "invoice" {
  name                       = "${local.name}-invoice"
  visibility_timeout_seconds = 360

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.invoice_dead_letters.arn
    maxReceiveCount     = 3
  })
}

resource "aws_sqs_queue" "invoice_dead_letters" {
  name                      = "${local.name}-invoice-dead-letters"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "ledger" {
  name                       = "${local.name}-ledger"
  visibility_timeout_seconds = 60
}

resource "aws_sns_topic_subscription" "paid" {
  for_each = local.paid_queues

  topic_arn            = aws_sns_topic.order_paid.arn
  protocol             = "sqs"
  endpoint             = each.value.arn
  raw_message_delivery = true
}

data "aws_iam_policy_document" "paid_queue" {
  for_each = local.paid_queues

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [each.value.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.order_paid.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "paid" {
  for_each = local.paid_queues

  queue_url = each.value.id
  policy    = data.aws_iam_policy_document.paid_queue[each.key].json
}
