extra = ["logs", "backup"]
