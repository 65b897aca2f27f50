"""Whole pages with checked answers, one of each family and of each hard case.

All pages were written for this project: the county, its offices, schools and associations are
invented, and only the structure follows what the CMS families build. ``pages/NAME.html`` holds the
bytes of a page, ``pages/NAME.json`` what a careful reader says of it; ``why`` names the convention
or the fault that the page stands for.
"""
