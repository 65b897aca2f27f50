"""Index lines (CDXJ) that replay tools read."""
