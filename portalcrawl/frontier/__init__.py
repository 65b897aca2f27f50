"""The queue of URLs in MongoDB: leases, due times, and which worker owns which host."""
