"""`portalcrawl COMMAND` and `scrapy COMMAND`: one module a command."""
