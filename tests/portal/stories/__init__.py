"""Articles, columns and truth of the portals that are made for addresses rather than for markup."""
