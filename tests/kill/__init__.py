"""Kills crawlers and databases at random moments, and proves that nothing was lost or doubled.

``python -m tests.kill --help``. The short form of it is in ``tests/crawl/test_kill.py``.
"""
