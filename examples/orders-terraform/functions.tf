locals {
  # What every function is told.
  environment = {
    LOG_LEVEL    = var.log_level
    ORDERS_TABLE = aws_dynamodb_table.orders.name
    EVENT_BUS    = aws_cloudwatch_event_bus.orders.name
  }

  from_customer_api = {
    principal  = "apigateway.amazonaws.com"
    source_arn = "${aws_api_gateway_rest_api.customers.execution_arn}/*"
  }
}

module "place_order" {
  source = "./modules/function"

  name    = "place_order"
  env     = var.env
  runtime = "nodejs22.x"
  handler = "index.handler"
  timeout = 20

  environment = merge(local.environment, {
    PRICING_FUNCTION = module.pricing.name
  })

  policies = {
    orders  = data.aws_iam_policy_document.write["orders"].json
    pricing = data.aws_iam_policy_document.place_order_pricing.json
  }

  log_group = {
    name           = "/orders/${var.env}/place-order"
    retention_days = 30
  }

  invoked_by = {
    post = merge(local.from_customer_api, {
      source_arn = "${aws_api_gateway_rest_api.customers.execution_arn}/*/POST/orders"
    })
  }
}

module "get_order" {
  source = "./modules/function"

  name    = "get_order"
  env     = var.env
  runtime = "nodejs22.x"
  handler = "index.handler"
  timeout = 5

  environment = local.environment
  policies    = { orders = data.aws_iam_policy_document.read["orders"].json }

  invoked_by = {
    get = merge(local.from_customer_api, {
      source_arn = "${aws_api_gateway_rest_api.customers.execution_arn}/*/GET/orders/*"
    })
  }
}

# place_order waits for this one; the shop asks it directly too.
module "pricing" {
  source = "./modules/function"

  name        = "pricing"
  env         = var.env
  runtime     = "java21"
  handler     = "orders.Pricing::handleRequest"
  memory_size = 1024
  timeout     = 15

  environment = merge(local.environment, {
    INVENTORY_TABLE = aws_dynamodb_table.inventory.name
  })

  policies = { inventory = data.aws_iam_policy_document.read["inventory"].json }

  invoked_by = {
    get = merge(local.from_customer_api, {
      source_arn = "${aws_api_gateway_rest_api.customers.execution_arn}/*/GET/prices/*"
    })
  }
}

module "order_events" {
  source = "./modules/function"

  name    = "order_events"
  env     = var.env
  runtime = "nodejs22.x"
  handler = "index.handler"

  environment      = local.environment
  policies         = { bus = data.aws_iam_policy_document.order_events_bus.json }
  managed_policies = ["service-role/AWSLambdaDynamoDBExecutionRole"]
}

module "stock" {
  source = "./modules/function"

  name = "stock"
  env  = var.env

  environment = merge(local.environment, {
    INVENTORY_TABLE = aws_dynamodb_table.inventory.name
  })

  invoked_by = {
    order_placed = {
      principal  = "events.amazonaws.com"
      source_arn = aws_cloudwatch_event_rule.order_placed["stock"].arn
    }
  }
}

module "payment" {
  source = "./modules/function"

  name    = "payment"
  env     = var.env
  timeout = 30

  create_role = false
  role_arn    = aws_iam_role.payment.arn

  environment = merge(local.environment, {
    CARD_TOKENS_TABLE = aws_dynamodb_table.card_tokens.name
    PROVIDER_SECRET   = aws_secretsmanager_secret.provider.arn
  })

  log_group = { name = "/orders/${var.env}/payment" }
}

module "refund" {
  source = "./modules/function"

  name    = "refund"
  env     = var.env
  timeout = 30

  create_role = false
  role_arn    = aws_iam_role.payment.arn

  environment = merge(local.environment, {
    PROVIDER_SECRET = aws_secretsmanager_secret.provider.arn
  })

  invoked_by = {
    post = merge(local.from_customer_api, {
      source_arn = "${aws_api_gateway_rest_api.customers.execution_arn}/*/POST/orders/*/refund"
    })
  }
}

module "invoice" {
  source = "./modules/function"

  name        = "invoice"
  env         = var.env
  runtime     = "python3.9" # still to be moved to 3.13
  timeout     = 60
  memory_size = 512

  environment = merge(local.environment, {
    INVOICE_BUCKET = aws_s3_bucket.invoices.id
  })

  policies = {
    invoices = data.aws_iam_policy_document.invoice_bucket.json
    orders   = data.aws_iam_policy_document.read["orders"].json
  }

  managed_policies = ["service-role/AWSLambdaSQSQueueExecutionRole"]
}

module "ledger" {
  source = "./modules/function"

  name    = "ledger"
  env     = var.env
  timeout = 30

  environment = merge(local.environment, {
    DB_HOST   = aws_db_instance.ledger.address
    DB_NAME   = var.db_name
    DB_SECRET = aws_secretsmanager_secret.ledger.arn
  })

  policies = { secret = data.aws_iam_policy_document.read_secret["ledger"].json }

  managed_policies = [
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AWSLambdaSQSQueueExecutionRole",
  ]

  vpc = {
    subnet_ids         = module.network.private_subnet_ids
    security_group_ids = [aws_security_group.ledger.id]
  }
}

module "partner_webhook" {
  source = "./modules/function"

  name = "partner_webhook"
  env  = var.env

  environment = merge(local.environment, {
    PARTNER_SECRET = aws_secretsmanager_secret.partner.arn
  })

  policies = {
    orders = data.aws_iam_policy_document.write["orders"].json
    secret = data.aws_iam_policy_document.read_secret["partner"].json
  }

  invoked_by = {
    webhooks = {
      principal  = "apigateway.amazonaws.com"
      source_arn = "${aws_apigatewayv2_api.partners.execution_arn}/*/*/webhooks/*"
    }
  }
}

resource "aws_lambda_event_source_mapping" "order_events" {
  function_name          = module.order_events.arn
  event_source_arn       = aws_dynamodb_table.orders.stream_arn
  starting_position      = "TRIM_HORIZON"
  batch_size             = 50
  maximum_retry_attempts = 10
}

resource "aws_lambda_event_source_mapping" "paid" {
  for_each = {
    invoice = { function = module.invoice.arn, queue = aws_sqs_queue.invoice.arn }
    ledger  = { function = module.ledger.arn, queue = aws_sqs_queue.ledger.arn }
  }

  function_name    = each.value.function
  event_source_arn = each.value.queue
  batch_size       = 10
}
