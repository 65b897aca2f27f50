"""An archive written anew, smaller, every record as it was."""
