output "arn" {
  value = aws_lambda_function.this.arn
}

output "name" {
  value = aws_lambda_function.this.function_name
}

output "invoke_arn" {
  value = aws_lambda_function.this.invoke_arn
}

output "role_name" {
  description = "Name of the function's own role; null where it has none."
  value       = one(aws_iam_role.this[*].name)
}
