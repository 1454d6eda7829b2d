variable "number" {
  type = number
}

variable "list" {
  type = list(string)
}

variable "set" {
  type = set(string)
}

variable "map" {
  type = map(string)
}

variable "object" {
  type = object({ name = string, size = number, tags = map(string) })
}

variable "any" {
  type = any
}

variable "tuple" {
  type = tuple([string, number])
}

variable "text_of_number" {
  type = string
}

variable "number_of_text" {
  type = number
}

locals {
  one  = 1
  text = "key"
  map  = { a = 1, b = 2 }
  nested = {
    list = [{ name = "x", on = true }, { name = "y", on = false }]
  }
}
