"""Dated, attributed facts about AWS, and their readers: every row names its source and its date."""
