"""T10: a county bureau on classic ASP of about 2004: frames, GBK in queries, twins of addresses."""
