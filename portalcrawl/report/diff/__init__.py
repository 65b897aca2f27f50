"""What differs between two revisions, for a terminal and as a page."""
