"""Read the archive again, without asking the site: its articles and lists as the rules are now."""
