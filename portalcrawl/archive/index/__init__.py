"""What the files say of themselves: the captures in them, as the crawl knew them."""
