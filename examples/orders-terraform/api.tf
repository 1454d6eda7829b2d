# --- Who may call ------------------------------------------------------------

resource "aws_cognito_user_pool" "customers" {
  name                     = "${local.name}-customers"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  password_policy {
    minimum_length  = 10
    require_numbers = true
  }
}

resource "aws_cognito_user_pool_client" "shop" {
  name                = "shop"
  user_pool_id        = aws_cognito_user_pool.customers.id
  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}

# --- The customers' API ------------------------------------------------------

locals {
  customer_routes = {
    "/orders"                  = { method = "post", function = module.place_order.invoke_arn, authorizer = "Customers" }
    "/orders/{orderId}"        = { method = "get", function = module.get_order.invoke_arn, authorizer = "Customers" }
    "/orders/{orderId}/refund" = { method = "post", function = module.refund.invoke_arn, authorizer = "Customers" }
    "/prices/{sku}"            = { method = "get", function = module.pricing.invoke_arn, authorizer = null }
  }
}

resource "aws_api_gateway_rest_api" "customers" {
  name = "${local.name}-customers"

  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "Orders", version = "1.0" }

    paths = {
      for path, route in local.customer_routes : path => {
        (route.method) = {
          responses = {}
          security  = route.authorizer == null ? [] : [{ (route.authorizer) = [] }]

          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = route.function
          }
        }
      }
    }

    components = {
      securitySchemes = {
        Customers = {
          type                         = "apiKey"
          name                         = "Authorization"
          in                           = "header"
          x-amazon-apigateway-authtype = "cognito_user_pools"

          x-amazon-apigateway-authorizer = {
            type         = "cognito_user_pools"
            providerARNs = [aws_cognito_user_pool.customers.arn]
          }
        }
      }
    }
  })

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "customers" {
  rest_api_id = aws_api_gateway_rest_api.customers.id

  triggers = {
    redeployment = sha1(aws_api_gateway_rest_api.customers.body)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id          = aws_api_gateway_rest_api.customers.id
  deployment_id        = aws_api_gateway_deployment.customers.id
  stage_name           = "live"
  xray_tracing_enabled = true
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.customers.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    throttling_rate_limit  = 200
    throttling_burst_limit = 400
  }
}

# --- The partners' API -------------------------------------------------------

# Partners sign their calls; partner_webhook checks the signature.
resource "aws_apigatewayv2_api" "partners" {
  name          = "${local.name}-partners"
  protocol_type = "HTTP"

  body = templatefile("${path.module}/openapi/partners.yaml.tftpl", {
    webhook_invoke_arn = module.partner_webhook.invoke_arn
  })
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.partners.id
  name        = "live"
  auto_deploy = true
}
