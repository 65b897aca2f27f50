"""From bytes to a page: characters, one parse tree, lines of text, and what kind of page it is."""
