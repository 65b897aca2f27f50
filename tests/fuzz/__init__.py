"""Hostile and damaged pages, read until something breaks.

``python -m tests.fuzz --engine mutate --minutes 10`` damages sample pages; ``--engine atheris``
lets coverage lead the way. A read that raises, takes too long or gives text that is none is a
finding: its bytes are kept with a line of JSON that says what happened. `tests.fuzz.shapes` holds
the attack strings, one at least for each pattern and loop that a page could make slow.
"""
