"""Between engine and spider: leases in, links out."""
