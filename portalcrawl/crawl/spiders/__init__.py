"""Spiders: what to start from, and what to do with an answer."""
