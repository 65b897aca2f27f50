"""What the portals of bought systems (T5 to T8) share: planning, writing, listing, truth.

A portal gives a `Scheme` (who, which columns, which addresses) and `Templates` (how its pages
look); the rest follows from them.
"""
