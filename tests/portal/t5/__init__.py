"""T5: a county bureau on Visual SiteBuilder (VSB), whose list pages are numbered backwards."""
