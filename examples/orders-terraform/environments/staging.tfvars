env     = "staging"
db_name = "ledger"
