"""How records are packed: gzip or zstd, a member a record."""
