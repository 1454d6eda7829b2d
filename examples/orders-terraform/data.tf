resource "aws_dynamodb_table" "orders" {
  name             = "${local.name}-orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "orderId"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "orderId"
    type = "S"
  }

  point_in_time_recovery {
    enabled = local.is_prod
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_dynamodb_table" "inventory" {
  name           = "${local.name}-inventory"
  hash_key       = "sku"
  read_capacity  = 20
  write_capacity = 10

  attribute {
    name = "sku"
    type = "S"
  }
}

resource "aws_dynamodb_table" "card_tokens" {
  name         = "${local.name}-card-tokens"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customerId"

  attribute {
    name = "customerId"
    type = "S"
  }

  server_side_encryption {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket" "invoices" {
  bucket_prefix = "${local.name}-invoices-"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket = aws_s3_bucket.invoices.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# --- Secrets -----------------------------------------------------------------

resource "aws_secretsmanager_secret" "provider" {
  name        = "${local.name}-provider"
  description = "Key of the payment provider; set by hand after the first deployment."
}

resource "aws_secretsmanager_secret" "partner" {
  name        = "${local.name}-partner"
  description = "Shared secret that partners sign their calls with."
}

ephemeral "random_password" "partner" {
  length  = 48
  special = false
}

resource "aws_secretsmanager_secret_version" "partner" {
  secret_id                = aws_secretsmanager_secret.partner.id
  secret_string_wo         = ephemeral.random_password.partner.result
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret" "ledger" {
  name = "${local.name}-ledger"
}

ephemeral "random_password" "ledger" {
  length           = 32
  override_special = "!#$%&*()-_=+[]{}<>:?"
}

resource "aws_secretsmanager_secret_version" "ledger" {
  secret_id = aws_secretsmanager_secret.ledger.id

  secret_string_wo = jsonencode({
    username = "ledger"
    password = ephemeral.random_password.ledger.result
  })
  secret_string_wo_version = 1
}

# --- The ledger --------------------------------------------------------------

resource "aws_db_subnet_group" "ledger" {
  name        = "${local.name}-ledger"
  description = "Private subnets of the ledger"
  subnet_ids  = module.network.private_subnet_ids
}

resource "aws_db_instance" "ledger" {
  identifier              = "${local.name}-ledger"
  engine                  = "postgres"
  engine_version          = "17.6"
  instance_class          = local.is_prod ? "db.m7g.large" : "db.t4g.small"
  allocated_storage       = 50
  storage_type            = "gp3"
  storage_encrypted       = true
  db_name                 = var.db_name
  username                = "ledger"
  password_wo             = ephemeral.random_password.ledger.result
  password_wo_version     = 1
  multi_az                = local.is_prod
  backup_retention_period = local.is_shared ? 7 : 1
  publicly_accessible     = false
  db_subnet_group_name    = aws_db_subnet_group.ledger.name
  vpc_security_group_ids  = [aws_security_group.database.id]

  final_snapshot_identifier = "${local.name}-ledger-final"
}

resource "aws_security_group" "ledger" {
  name_prefix = "${local.name}-ledger-"
  description = "The ledger function"
  vpc_id      = module.network.vpc_id
}

# Unlike CloudFormation, Terraform leaves a group without the way out that AWS gives it.
resource "aws_vpc_security_group_egress_rule" "ledger" {
  security_group_id = aws_security_group.ledger.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "database" {
  name_prefix = "${local.name}-database-"
  description = "The ledger database"
  vpc_id      = module.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL from the ledger function"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.ledger.id
}
