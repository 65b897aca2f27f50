import pytest

# It asserts for several test modules.
pytest.register_assert_rewrite("tests.crawl.discovery")
