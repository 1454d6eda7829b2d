output "customer_api_url" {
  value = aws_api_gateway_stage.live.invoke_url
}

output "partner_api_url" {
  value = aws_apigatewayv2_stage.live.invoke_url
}

output "invoice_bucket_name" {
  value = aws_s3_bucket.invoices.id
}
