"""Changes properties in the text of templates and configurations, and leaves every other byte as it is."""
