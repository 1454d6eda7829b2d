variable "name" {
  type        = string
  description = "Name of the function, without the workload's own."
}

variable "env" {
  type = string
}

variable "runtime" {
  type    = string
  default = "python3.13"
}

variable "handler" {
  type    = string
  default = "app.handler"
}

variable "memory_size" {
  type        = number
  description = "In MB."
  default     = 256
}

variable "timeout" {
  type        = number
  description = "In seconds."
  default     = 10
}

variable "environment" {
  type    = map(string)
  default = {}
}

variable "policies" {
  type        = map(string)
  description = "Policies of the function's own role, as JSON, by name."
  default     = {}
}

variable "managed_policies" {
  type        = list(string)
  description = "Names of AWS's policies that the function's own role has besides those for logs and traces."
  default     = []
}

variable "create_role" {
  type        = bool
  description = "Whether the function has a role of its own; role_arn names the one it has otherwise."
  default     = true
}

variable "role_arn" {
  type    = string
  default = null
}

variable "log_group" {
  type = object({
    name           = string
    retention_days = optional(number)
  })
  description = "A log group made here, with JSON in it. Lambda makes one itself when it is left out."
  default     = null
}

variable "vpc" {
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "invoked_by" {
  type = map(object({
    principal  = string
    source_arn = string
  }))
  description = "Who may invoke the function."
  default     = {}
}
