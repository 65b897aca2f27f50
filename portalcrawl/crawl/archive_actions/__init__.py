"""What ``portalcrawl archive ACTION`` can do: a module an action.

Each has ``SUMMARY``, ``add_options(parser)`` and ``execute(opts, config)``, which raises a
PortalcrawlError where the command is to end with its exit code.
"""
