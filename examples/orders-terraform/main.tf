# Orders. Takes orders from customers and partners, charges them and sends the invoice.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  name      = "orders-${var.env}"
  is_prod   = var.env == "prod"
  is_shared = var.env != "dev"
  partition = data.aws_partition.current.partition
}

module "network" {
  source = "./modules/network"

  env = var.env
}
