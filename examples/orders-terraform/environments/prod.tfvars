env       = "prod"
db_name   = "ledger"
log_level = "WARNING"
