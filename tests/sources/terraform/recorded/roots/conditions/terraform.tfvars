environment = "prod"
logging     = "true"
