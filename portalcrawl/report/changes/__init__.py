"""What changed on a portal: for the terminal, as JSON, as a page and as an Atom feed."""
