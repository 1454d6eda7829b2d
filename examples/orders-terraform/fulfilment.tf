resource "aws_sfn_state_machine" "fulfilment" {
  name     = "${local.name}-fulfilment"
  role_arn = aws_iam_role.fulfilment.arn

  definition = templatefile("${path.module}/statemachine/fulfilment.asl.json", {
    PaymentFunctionArn = module.payment.arn
    RefundFunctionArn  = module.refund.arn
    OrderPaidTopicArn  = aws_sns_topic.order_paid.arn
  })

  tracing_configuration {
    enabled = true
  }
}

data "aws_iam_policy_document" "assumed_by" {
  for_each = toset(["events", "states"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "fulfilment" {
  name               = "${local.name}-fulfilment"
  assume_role_policy = data.aws_iam_policy_document.assumed_by["states"].json
}

resource "aws_iam_role_policy_attachment" "fulfilment_traces" {
  role       = aws_iam_role.fulfilment.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXrayWriteOnlyAccess"
}

data "aws_iam_policy_document" "fulfilment" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [for arn in [module.payment.arn, module.refund.arn] : "${arn}*"]
  }

  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.order_paid.arn]
  }
}

resource "aws_iam_role_policy" "fulfilment" {
  name   = "steps"
  role   = aws_iam_role.fulfilment.id
  policy = data.aws_iam_policy_document.fulfilment.json
}

# The bus starts it with a role of its own.
resource "aws_iam_role" "fulfilment_start" {
  name               = "${local.name}-fulfilment-start"
  assume_role_policy = data.aws_iam_policy_document.assumed_by["events"].json
}

data "aws_iam_policy_document" "fulfilment_start" {
  statement {
    actions   = ["states:StartExecution"]
    resources = [aws_sfn_state_machine.fulfilment.arn]
  }
}

resource "aws_iam_role_policy" "fulfilment_start" {
  name   = "start"
  role   = aws_iam_role.fulfilment_start.id
  policy = data.aws_iam_policy_document.fulfilment_start.json
}
