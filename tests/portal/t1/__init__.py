"""T1: the site of a county Party organisation, on a small home-made system of about 2010."""
