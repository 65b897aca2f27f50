"""Pack a site's archive as WACZ 1.1.1: https://specs.webrecorder.net/wacz/1.1.1/."""
