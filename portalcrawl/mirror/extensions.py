"""The extension that makes a browser open a file from disk as what it is.

>>> extension_to_add("list.jsp", mime="text/html"), extension_to_add("a.docx", mime="x/unknown")
('html', None)
"""

from __future__ import annotations

# A browser decides by the extension how to show these, and a server of static files which type to
# send: one of the extensions, the first where another must be added.
_STRICT: dict[str, tuple[str, ...]] = {
    "text/html": ("html", "htm"),
    "application/xhtml+xml": ("html", "htm"),  # rewritten as HTML, so never to be read as XML
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),
    "application/javascript": ("js", "mjs"),
    "application/x-javascript": ("js", "mjs"),
    "application/json": ("json", "geojson", "map", "webmanifest"),
    "text/xml": ("xml", "rss", "atom", "xsl", "xslt", "xsd"),
    "application/xml": ("xml", "rss", "atom", "xsl", "xslt", "xsd"),
    "application/rss+xml": ("xml", "rss"),
    "application/atom+xml": ("xml", "atom"),
    "image/svg+xml": ("svg",),
    "image/png": ("png", "apng"),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    "image/bmp": ("bmp", "dib"),
    "image/x-icon": ("ico", "cur"),
    "image/vnd.microsoft.icon": ("ico", "cur"),
    "application/pdf": ("pdf",),
}
# Many extensions are right for these (a .docx is a ZIP file): one that is there stays.
_LENIENT: dict[str, str] = {
    "text/plain": "txt",
    "text/csv": "csv",
    "text/vtt": "vtt",
    "image/tiff": "tif",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/x-flv": "flv",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "font/ttf": "ttf",
    "font/otf": "otf",
    "application/font-woff": "woff",
    "application/vnd.ms-fontobject": "eot",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/ofd": "ofd",
    "application/rtf": "rtf",
    "application/zip": "zip",
    "application/x-rar-compressed": "rar",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/gzip": "gz",
    "application/x-shockwave-flash": "swf",
}
UNKNOWN = "bin"
# Programs of a server: on disk these names say nothing about what they sent.
PROGRAMS = frozenset(
    {"action", "ashx", "asp", "aspx", "cfm", "cgi", "dll", "do", "exe", "fcgi", "jhtml", "jsf"}
    | {"jsp", "jspa", "jspx", "page", "php", "php3", "php4", "php5", "phtml", "pl", "psp", "py"}
    | {"rb", "shtm", "shtml", "stm", "vsb"}
)
# What a browser would show as a page though it is none.
_MARKUP = frozenset({"html", "htm", "xhtml", "xht", "svg", "xml", "mht", "mhtml"})


def extension_of(name: str) -> str:
    """The extension of a file name in lower case; ``""`` if none of ASCII letters and digits.

    >>> extension_of("a.tar.GZ"), extension_of(".htaccess"), extension_of("v1.通知")
    ('gz', '', '')
    """
    stem, _, extension = name.rpartition(".")
    plain = extension.isascii() and extension.isalnum() and len(extension) <= 12
    return extension.lower() if stem and plain else ""


def extension_to_add(name: str, *, mime: str) -> str | None:
    """The extension *name* lacks for content of the type *mime*; None if its own will do."""
    mime = mime.partition(";")[0].strip().lower()
    own = extension_of(name)
    if mime in _STRICT:
        return None if own in _STRICT[mime] else _STRICT[mime][0]
    if own and own not in PROGRAMS and own not in _MARKUP:
        return None
    return _LENIENT.get(mime, UNKNOWN)
