"""Crawl an organisation's web portal into an archive, clean articles and an offline mirror."""

__version__ = "0.1.0"
