"""A site is data: profiles that say what a crawl of it may and should do."""
