variable "name" {
  type = string
}

variable "fifo" {
  type    = bool
  default = false
}

variable "retries" {
  type    = number
  default = 5
}

variable "retain" {
  type    = string
  default = 86400
}

variable "failing" {
  type    = map(number)
  default = {}
}

locals {
  suffix  = var.fifo ? ".fifo" : ""
  retries = coalesce(var.retries, 3)
}

resource "aws_sqs_queue" "failing" {
  name                      = "${var.name}-failing${local.suffix}"
  fifo_queue                = var.fifo
  message_retention_seconds = lookup(var.failing, "keep", 1209600)
  kms_master_key_id         = "alias/aws/sqs"
}

resource "aws_sqs_queue" "this" {
  name                       = "${var.name}${local.suffix}"
  fifo_queue                 = var.fifo
  visibility_timeout_seconds = 30
  message_retention_seconds  = var.retain
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failing.arn
    maxReceiveCount     = local.retries
  })
}

output "arn" {
  value = aws_sqs_queue.this.arn
}

output "name" {
  value = aws_sqs_queue.this.name
}
