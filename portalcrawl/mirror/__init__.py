"""The offline mirror: which file a page becomes, and the links between the files. Pure text."""
