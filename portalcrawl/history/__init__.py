"""What became of an article: its revisions one after the other, and what differs between two."""
