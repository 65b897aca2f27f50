"""The markup of article bodies."""

from __future__ import annotations

from tests.portal.paragraphs import paragraph_html, signature_html, table_html
from tests.portal.t1.article import Article


def body_html(article: Article) -> str:
    """Paragraphs with pictures among them, then table, signature and files."""
    style = article.post.body_style
    parts = [paragraph_html(style, text) for text in article.paragraphs]
    for place, picture in enumerate(article.pictures):
        parts.insert(1 + 2 * place, f'<p align="center">{picture.tag}</p>')
    if article.table:
        parts.append(table_html(article.table))
    parts += [signature_html(style, line) for line in article.signature]
    parts += [
        f'<p>附件{number}：<a href="{file.path}" target="_blank">{file.name}</a></p>'
        for number, file in enumerate(article.files, 1)
    ]
    return "\n".join(parts)
