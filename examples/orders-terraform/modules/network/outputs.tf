output "vpc_id" {
  value = aws_vpc.this.id
}

output "private_subnet_ids" {
  value = [for zone in sort(keys(local.private_subnets)) : aws_subnet.private[zone].id]
}
