module "orders" {
  source   = "./modules/queue"
  for_each = toset(["paid", "placed"])
  name     = "orders-${each.value}"
  retries  = each.key == "paid" ? 10 : null
}

module "audit" {
  source  = "./modules/queue"
  count   = 2
  name    = "audit-${count.index}"
  fifo    = count.index == 1
  retain  = 3600 * (count.index + 1)
  failing = { keep = 60 }
}

module "news" {
  source = "./modules/topic"
  name   = "news"
  queues = merge({ for key, one in module.orders : key => one.arn }, { audit = module.audit[0].arn })
}

output "names" {
  value = concat([for one in module.orders : one.name], module.audit[*].name)
}
