{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "${on ? "Allow" : "Deny"}", "Action": "s3:GetObject", "Resource": ${jsonencode(arns)}}]
}
