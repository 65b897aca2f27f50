"""Pagers made by scripts, a module a mechanism.

``find.find_paging`` asks the mechanisms in turn how an HTML page goes on, ``inline_rows`` reads the
rows that stand only in its scripts, and ``data_list.read_data_list`` reads the answer to what a
script would ask for, which is data more often than a page.

Scripts are read and never run (``expressions``, ``scripts``, ``code_steps``); what families name
differently is data (``words.toml``, ``endpoints.toml``, ``functions.toml``). A new mechanism is a
function ``(Page, Scripts) -> Paging | None`` in the table of ``find``.
"""
