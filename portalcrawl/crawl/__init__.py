"""The Scrapy side: thin classes under Scrapy's own sub-folder names; only here is it imported."""
