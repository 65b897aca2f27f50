"""What listens to the crawl: capture, progress, figures."""
