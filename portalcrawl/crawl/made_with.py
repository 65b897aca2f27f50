"""What a process works on a run with: versions, settings, arguments, the site's profile as used.

No secret of the user's gets into it, wherever it is typed.

>>> without_secrets("PORTALCRAWL_MONGO_URI=mongodb://me:pass@db/")
'PORTALCRAWL_MONGO_URI=…'
>>> without_secrets("url=http://me:pass@www.a.gov.cn/")
'url=http://…@www.a.gov.cn/'
"""

from __future__ import annotations

import json
import platform
import re
import sys
from hashlib import sha256
from typing import Any, TypeAlias

import scrapy

from portalcrawl import __version__
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.reprocess.rules_version import rules_version
from portalcrawl.sites.profile import Profile
from portalcrawl.store.documents import document

Doc: TypeAlias = dict[str, Any]
_SECRET_SETTING = re.compile(r"(\w*(?:URI|PASS|PASSWORD|TOKEN|SECRET|KEY|AUTH)=).+", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=//)[^/?#\s]*@")


def made_with(config: CrawlConfig, profile: Profile, *, mongod: str) -> Doc:
    """The document of it; *mongod* is the version of the server."""
    used = document(profile)
    return {
        "versions": {
            "portalcrawl": __version__,
            "rules": rules_version(),
            "python": platform.python_version(),
            "scrapy": scrapy.__version__,
            "mongod": mongod,
        },
        "settings": {
            name: without_secrets(str(value)) for name, value in config.changed_settings.items()
        },
        "arguments": [without_secrets(argument) for argument in sys.argv[1:]],
        "profile": used,
        "profile_digest": profile_digest(used),
    }


def profile_digest(profile: Doc) -> str:
    """Two profiles that say the same have the same: ``sha256:HEX``."""
    text = json.dumps(profile, ensure_ascii=False, sort_keys=True)
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def without_secrets(text: str) -> str:
    """An argument or a setting, with names and passwords in addresses and secret values blotted."""
    return _LOGIN.sub("…@", _SECRET_SETTING.sub(r"\1…", text))
