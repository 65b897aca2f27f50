"""What happens to an item, in order: clean, fingerprint, store."""
