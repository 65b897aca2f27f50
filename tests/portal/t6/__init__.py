"""T6: a city Party school on Sudy WebPlus: one article in two columns has two addresses."""
