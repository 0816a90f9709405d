"""Does a sentence belong to its article? The model behind the family ``topic``."""
