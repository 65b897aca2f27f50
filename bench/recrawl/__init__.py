"""A simulated year of columns and articles: what the recrawl's policy costs, and what it misses."""
