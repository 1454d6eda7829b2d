variable "ports" {
  type    = set(number)
  default = [443, 80]
}

variable "offices" {
  type = map(string)
  default = {
    berlin = "203.0.113.0/24"
    lisbon = "198.51.100.0/24"
  }
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-0a1b2c3d"

  dynamic "ingress" {
    for_each = var.ports
    iterator = port
    content {
      description = "port ${port.value}"
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = values(var.offices)
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "database" {
  name        = "database"
  description = "from the web only"
  vpc_id      = "vpc-0a1b2c3d"
}

resource "aws_security_group_rule" "database" {
  type                     = "ingress"
  security_group_id        = aws_security_group.database.id
  source_security_group_id = aws_security_group.web.id
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
}

resource "aws_security_group_rule" "office" {
  for_each          = var.offices
  type              = "ingress"
  security_group_id = aws_security_group.web.id
  cidr_blocks       = [each.value]
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  description       = "from ${title(each.key)}"
}

resource "aws_instance" "bastion" {
  ami                    = "ami-0a1b2c3d"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.web.id]
  user_data              = <<-EOT
    #!/bin/sh
    %{ for name, cidr in var.offices ~}
    echo ${name} ${cidr}
    %{ endfor ~}
  EOT

  root_block_device {
    volume_size = 20
    encrypted   = true
  }

  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }
}

resource "aws_launch_template" "web" {
  name          = "web"
  instance_type = "t3.small"
  image_id      = "ami-0a1b2c3d"
  user_data     = base64encode(templatefile("${path.module}/boot.sh.tpl", { names = keys(var.offices), port = 80 }))

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
      encrypted   = true
    }
  }
}

resource "aws_kms_key" "main" {
  description         = "everything"
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/main"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_wafv2_ip_set" "offices" {
  name               = "offices"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = [for one in var.offices : one]
}
