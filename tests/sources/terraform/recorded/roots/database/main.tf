resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = ["subnet-0a1b2c3d", "subnet-0a1b2c3e"]
}

resource "aws_db_instance" "bare" {
  identifier          = "bare"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "admin"
  password            = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_db_instance" "full" {
  identifier                          = "full"
  engine                              = "postgres"
  engine_version                      = "13.3"
  instance_class                      = "db.m5.large"
  allocated_storage                   = 100
  max_allocated_storage               = 500
  storage_type                        = "gp2"
  username                            = "admin"
  password                            = "not-a-secret"
  db_subnet_group_name                = aws_db_subnet_group.main.name
  multi_az                            = true
  backup_retention_period             = 14
  deletion_protection                 = true
  storage_encrypted                   = true
  iam_database_authentication_enabled = true
  performance_insights_enabled        = true
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  final_snapshot_identifier           = "full-final"
}

resource "aws_rds_cluster" "main" {
  cluster_identifier = "main"
  engine             = "aurora-postgresql"
  master_username    = "admin"
  master_password    = "not-a-secret"
}

resource "aws_rds_cluster_instance" "main" {
  count              = 2
  identifier         = "main-${count.index}"
  cluster_identifier = aws_rds_cluster.main.id
  engine             = aws_rds_cluster.main.engine
  engine_version     = aws_rds_cluster.main.engine_version
  instance_class     = "db.r5.large"
}

resource "aws_elasticache_replication_group" "main" {
  replication_group_id          = "main"
  replication_group_description = "sessions"
  node_type                     = "cache.t3.micro"
  number_cache_clusters         = 2
}

resource "aws_efs_file_system" "main" {
  creation_token = "main"
}

resource "aws_dynamodb_table" "plain" {
  name           = "plain"
  read_capacity  = 5
  write_capacity = 5
  hash_key       = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_docdb_cluster" "main" {
  cluster_identifier = "docs"
  master_username    = "admin"
  master_password    = "not-a-secret"
}

resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"
}

resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
  node_type          = "dc2.large"
  master_username    = "admin"
  master_password    = "Not-a-secret1"
}
