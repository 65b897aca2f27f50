"""How complete a crawl was: per column, per host, and where lists, chains and sitemaps differ."""
