"""What is the same: digests of content."""
