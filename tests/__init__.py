"""The tests of portalcrawl."""
