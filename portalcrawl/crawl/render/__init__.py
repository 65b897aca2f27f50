"""The browser: for pages that show nothing before their scripts ran."""
