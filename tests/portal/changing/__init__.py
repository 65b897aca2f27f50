"""A portal that lives: articles are published, edited, taken down and moved while it is served.

Every page is made as it is asked for, with today's date at its top and a counter of readers in it.
"""

from tests.portal.changing.day import Day, a_day
from tests.portal.changing.newsroom import Newsroom, Story
from tests.portal.changing.serve import changing_site

__all__ = ["Day", "Newsroom", "Story", "a_day", "changing_site"]
