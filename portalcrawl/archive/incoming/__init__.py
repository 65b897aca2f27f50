"""WARC and WACZ files of other programs."""
