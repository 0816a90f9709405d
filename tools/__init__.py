"""Scripts that rebuild the data files in ``rules/`` from named sources."""
