variable "cidr" {
  type    = string
  default = "10.20.0.0/16"
}

variable "zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

variable "single_gateway" {
  type    = bool
  default = true
}

locals {
  tiers   = ["public", "private"]
  subnets = { for pair in setproduct(local.tiers, range(length(var.zones))) : "${pair[0]}-${pair[1]}" => {
    tier = pair[0]
    zone = var.zones[pair[1]]
    cidr = cidrsubnet(var.cidr, 8, index(local.tiers, pair[0]) * 100 + pair[1])
  } }
  tags = { Project = "network" }
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = merge(local.tags, { Name = "main" })
}

resource "aws_subnet" "this" {
  for_each                = local.subnets
  vpc_id                  = aws_vpc.main.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = each.value.tier == "public"
  tags                    = merge(local.tags, { Name = title(replace(each.key, "-", " ")) })
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_eip" "gateway" {
  count = var.single_gateway ? 1 : length(var.zones)
  vpc   = true
}

resource "aws_nat_gateway" "this" {
  count         = length(aws_eip.gateway)
  allocation_id = aws_eip.gateway[count.index].id
  subnet_id     = aws_subnet.this["public-${count.index}"].id
}

resource "aws_route_table" "private" {
  count  = length(var.zones)
  vpc_id = aws_vpc.main.id
  tags   = { Name = format("private-%02d", count.index + 1) }

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = element(aws_nat_gateway.this[*].id, count.index)
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "this" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = each.value.tier == "public" ? aws_route_table.public.id : aws_route_table.private[index(var.zones, each.value.zone)].id
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [for key, one in aws_subnet.this : one.id if length(regexall("^private", key)) > 0]

  dynamic "ingress" {
    for_each = [80, 443]
    content {
      rule_no    = 100 + ingress.key * 10
      protocol   = "tcp"
      action     = "allow"
      cidr_block = var.cidr
      from_port  = ingress.value
      to_port    = ingress.value
    }
  }
}

resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::flow-logs-111122223333"
}
