variable "env" {
  type    = string
  default = "dev"

  validation {
    condition     = contains(["dev", "staging", "prod"], var.env)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "db_name" {
  type        = string
  description = "Name of the ledger's database. Set per environment in environments/."

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{2,30}$", var.db_name))
    error_message = "The name is made of lower-case letters, digits and underscores."
  }
}

variable "alarm_email" {
  type    = string
  default = "orders-team@example.com"
}

variable "log_level" {
  type    = string
  default = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING"], var.log_level)
    error_message = "The level is DEBUG, INFO or WARNING."
  }
}
