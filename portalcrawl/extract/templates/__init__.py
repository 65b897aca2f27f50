"""Templates: what the pages of a site have in common, learned and then used first."""
