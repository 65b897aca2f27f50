"""What the test portals share: columns, articles, lists, and the truth that follows from them."""
