"""The baseline: a minimal Scrapy spider with default settings, as a tutorial would write it.

It follows every link of every page, and keeps nothing: no archive, no fields, no database.
"""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.linkextractors import LinkExtractor


class PlainSpider(scrapy.Spider):
    name = "plain"
    custom_settings: ClassVar = {"LOG_LEVEL": "INFO"}

    def __init__(self, url: str, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [url]
        self.links = LinkExtractor(allow_domains=[urlsplit(url).netloc])

    def parse(self, response):
        if isinstance(response, scrapy.http.HtmlResponse):
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)
