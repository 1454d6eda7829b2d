environment = "prod"
owners = {
  ann = { mail = "ann@example.com", size = "20" }
  bob = { mail = "bob@example.com", size = 8 }
}
