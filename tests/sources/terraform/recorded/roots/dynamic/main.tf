variable "rules" {
  type = list(object({ id = string, days = number, prefix = string }))
  default = [
    { id = "logs", days = 30, prefix = "logs/" },
    { id = "temporary", days = "1", prefix = "tmp/" },
  ]
}

variable "alarms" {
  type = map(any)
  default = {
    errors = { metric = "Errors", threshold = 1 }
    slow   = { metric = "Duration", threshold = 2500 }
  }
}

variable "hours" {
  type    = map(string)
  default = { nightly = "cron(0 2 * * ? *)", hourly = "rate(1 hour)" }
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-111122223333"

  dynamic "lifecycle_rule" {
    for_each = { for one in var.rules : one.id => one }
    content {
      id      = lifecycle_rule.key
      enabled = true
      prefix  = lifecycle_rule.value.prefix

      expiration {
        days = lifecycle_rule.value.days
      }

      dynamic "noncurrent_version_expiration" {
        for_each = lifecycle_rule.value.days > 7 ? [lifecycle_rule.value.days * 2] : []
        content {
          days = noncurrent_version_expiration.value
        }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = var.alarms
  alarm_name          = "orders-${each.key}"
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = try(each.value.periods, 2)
  period              = 60
  statistic           = lookup(each.value, "statistic", "Sum")
  dimensions          = { FunctionName = "orders" }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each            = var.hours
  name                = each.key
  schedule_expression = each.value
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = aws_cloudwatch_event_rule.this
  rule     = each.value.name
  arn      = "arn:aws:lambda:eu-west-1:111122223333:function:${each.key}"
  input    = jsonencode({ schedule = var.hours[each.key] })
}

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  default_root_object = "index.html"

  dynamic "origin" {
    for_each = ["app", "assets"]
    content {
      domain_name = "${origin.value}.example.com"
      origin_id   = origin.value

      custom_origin_config {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "app"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "redirect-to-https"

    forwarded_values {
      query_string = false

      cookies {
        forward = "none"
      }
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 1
  max_size            = 4
  vpc_zone_identifier = ["subnet-0a1b2c3d"]

  launch_template {
    id      = "lt-0a1b2c3d"
    version = "$Latest"
  }

  dynamic "tag" {
    for_each = { Name = "web", Team = "orders" }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = tag.key == "Name"
    }
  }
}
